with

curves as (

    select * from {{ ref('int_performance__score_curves') }}
    union all by name
    select * from {{ ref('int_performance__pass_rate_curves') }}

),

laws as (

    select
        benchmark,
        covariate,
        snapshot_date,
        form,
        status,
        cast(status_reason as varchar) as status_reason,
        n_models,
        cast(n_obs as integer) as n_obs,
        cast(df_residual as integer) as df_residual,
        is_identified,
        cast(identification_reason as varchar) as identification_reason,

        cast(exponent as double) as exponent,
        cast(exponent_ci_low as double) as exponent_ci_low,
        cast(exponent_ci_high as double) as exponent_ci_high,
        cast(asymptote_share as double) as asymptote_share,
        cast(asymptote_share_ci_low as double) as asymptote_share_ci_low,
        cast(asymptote_share_ci_high as double) as asymptote_share_ci_high,

        largest_scale,
        score_share_of_largest,
        cast(next_tenfold_share as double) as next_tenfold_share,
        cast(next_tenfold_share_ci_low as double) as next_tenfold_share_ci_low,
        cast(next_tenfold_share_ci_high as double) as next_tenfold_share_ci_high,
        cast(next_tenfold_share - score_share_of_largest as double)
            as next_tenfold_gain_share,
        cast(next_tenfold_share_ci_low - score_share_of_largest as double)
            as next_tenfold_gain_share_ci_low,
        cast(next_tenfold_share_ci_high - score_share_of_largest as double)
            as next_tenfold_gain_share_ci_high,

        cast(r_squared as double) as r_squared,
        cast(residual_sd_share as double) as residual_sd_share,
        interval_kind,
        ci_level,
        method,
        source_url

    from curves

)

select * from laws
