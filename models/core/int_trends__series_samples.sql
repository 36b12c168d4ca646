with

specifications as (
    select * from {{ ref('trend_specifications') }}
    where entity = 'series'
),

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where is_notable and publication_date is not null
),

gap_rules as (
    select * from {{ ref('parameter_gap_rules') }}
    where is_default
),

series_values as (

    select * from {{ ref('int_trends__series_points') }}
    union all
    select
        'parameters_above_gap' as source_series,
        training_runs.snapshot_date,
        training_runs.ai_model_id as item_name,
        training_runs.publication_date as item_date,
        training_runs.parameters as item_value

    from training_runs
    inner join gap_rules
        on training_runs.parameters > gap_rules.upper_bound

),

rules as (

    select
        {{ rule_value(ref('frontier_rules'), 'near_record_share') }}
            as near_record_share

),

candidates as (

    select
        specifications.specification,
        specifications.sample_rule,
        specifications.min_obs,
        specifications.ci_level,
        specifications.noise_factor,
        series_values.snapshot_date,
        series_values.item_name,
        series_values.item_date,
        series_values.item_value,
        max(series_values.item_value) over (
            partition by specifications.specification, series_values.snapshot_date
            order by series_values.item_date
        ) as record_value

    from specifications
    inner join series_values
        on
            specifications.source_series = series_values.source_series
            and series_values.item_date
            >= coalesce(specifications.starts_on, date '0001-01-01')
            and series_values.item_date
            < coalesce(specifications.ends_before, date '9999-12-31')

),

series_samples as (

    select
        candidates.specification,
        candidates.snapshot_date,
        candidates.item_name,
        {{ fractional_year('candidates.item_date') }} as item_year,
        log10(candidates.item_value) as item_oom,
        candidates.min_obs,
        candidates.ci_level,
        candidates.noise_factor

    from candidates
    cross join rules
    where
        case candidates.sample_rule
            when 'all' then true
            when 'record' then candidates.item_value = candidates.record_value
            when 'near_record'
                then
                    candidates.item_value
                    >= rules.near_record_share * candidates.record_value
        end

)

select * from series_samples
