with

samples as (select * from {{ ref('int_access__compute_samples') }}),

contrasts as (select * from {{ ref('access_contrasts') }}),

contrast_samples as (

    select
        samples.specification,
        samples.snapshot_date,
        samples.period,
        contrasts.contrast,
        contrasts.side,
        samples.ai_model_id,
        samples.adjusted_compute_oom,
        case
            when samples.has_open_weights then 0
            else samples.closed_missing_delta_oom
        end as missing_delta_oom,
        samples.missing_low_quantile,
        samples.missing_high_quantile,
        samples.min_obs,
        samples.ci_level

    from samples
    inner join contrasts
        on samples.access_tier = contrasts.access_tier

)

select * from contrast_samples
