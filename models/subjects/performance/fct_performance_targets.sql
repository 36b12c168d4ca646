with

curves as (select * from {{ ref('fct_performance_laws') }}),

targets as (select * from {{ ref('int_performance__targets') }}),

scales as (select * from {{ ref('int_performance__scales') }}),

-- where nothing was fitted there is a target and no scale
targets_reached as (

    select
        * exclude (target_names, target_score_shares),
        unnest(target_names) as target_name,
        unnest(target_score_shares) as target_score_share,
        unnest(range(1, len(target_names) + 1)) as target_number

    from curves

),

chosen_scales as (

    select
        *,
        -- a single number only where more than chance stands behind it
        case when is_identified then reached_scales[target_number] end as needed_scale,
        targets_reached[target_number] as is_within_bounds,
        reached_scales_ci_low[target_number] as needed_scale_ci_low,
        reached_scales_ci_high[target_number] as needed_scale_ci_high

    from targets_reached

),

targets_with_observed as (

    select
        chosen_scales.*,
        scales.scale_value as actual_scale,
        targets.source_url as target_source_url

    from chosen_scales
    inner join targets using (benchmark, target_name)
    left join scales
        on
            targets.target_ai_model_id = scales.ai_model_id
            and chosen_scales.covariate = scales.covariate
            and chosen_scales.snapshot_date = scales.snapshot_date

),

performance_targets as (

    select
        benchmark,
        covariate,
        snapshot_date,
        target_name,
        target_score_share,
        cast(n_obs as integer) as n_obs,
        cast(df_residual as integer) as df_residual,
        coalesce(is_identified and needed_scale_ci_high is not null, false)
            as is_identified,
        case
            when is_within_bounds is null then cast(identification_reason as varchar)
            when not is_within_bounds then 'no curve within the bounds reaches it'
            when needed_scale_ci_high is null
                then 'curves within the bounds never reach it'
            when not is_identified then cast(identification_reason as varchar)
        end as reason,
        is_within_bounds,
        cast(needed_scale as double) as needed_scale,
        cast(needed_scale_ci_low as double) as needed_scale_ci_low,
        cast(needed_scale_ci_high as double) as needed_scale_ci_high,
        actual_scale,
        case
            when actual_scale is not null
                then
                    is_within_bounds
                    and actual_scale >= coalesce(needed_scale_ci_low, actual_scale)
                    and actual_scale <= coalesce(needed_scale_ci_high, actual_scale)
        end as is_actual_inside,
        interval_kind,
        ci_level,
        method,
        target_source_url as source_url

    from targets_with_observed

)

select * from performance_targets
