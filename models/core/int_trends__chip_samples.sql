with

specifications as (

    select * from {{ ref('hardware_trend_specifications') }}

),

chips as (

    select * from {{ ref('int_hardware__chips') }}
    where release_date is not null

),

metric_values as (

    select * from {{ ref('int_hardware__metric_values') }}
    where metric_value > 0

),

-- chips of one day count as released together
ranked as (

    select
        metric_values.*,
        chips.release_date,
        {{ fractional_year('chips.release_date') }} as release_year,
        coalesce(chips.hardware_type, 'unknown') as hardware_type,
        coalesce(chips.manufacturer, 'unknown') as manufacturer,
        metric_values.metric_value > coalesce(max(metric_values.metric_value) over (
            partition by metric_values.snapshot_date, metric_values.metric
            order by chips.release_date
            range between unbounded preceding and interval 1 day preceding
        ), 0) as is_record

    from metric_values
    inner join chips using (snapshot_date, hardware_name)

),

sampled as (

    select
        specifications.specification,
        ranked.snapshot_date,
        case specifications.grouping_name
            when 'hardware_type' then ranked.hardware_type
            when 'manufacturer' then ranked.manufacturer
            else 'all'
        end as group_name,
        ranked.hardware_name,
        ranked.release_year,
        log10(ranked.metric_value) as metric_oom,
        specifications.min_obs,
        specifications.ci_level,
        specifications.noise_factor

    from specifications
    inner join ranked
        on
            specifications.metric = ranked.metric
            and ranked.release_date
            >= coalesce(specifications.starts_on, date '0001-01-01')
            and ranked.release_date
            < coalesce(specifications.ends_before, date '9999-12-31')
    where specifications.sample_rule = 'all' or ranked.is_record

)

select * from sampled
