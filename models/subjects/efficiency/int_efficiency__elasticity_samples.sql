with

specifications as (select * from {{ ref('elasticity_specifications') }}),

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where publication_date is not null
),

metric_values as (
    select * from {{ ref('int_ai_models__metric_values') }}
    where metric_value > 0
),

cost_origins as (select * from {{ ref('int_ai_models__unit_costs') }}),

candidates as (

    select
        specifications.specification,
        specifications.sample_rule,
        specifications.has_date,
        specifications.has_curvature,
        specifications.min_obs,
        specifications.ci_level,
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.publication_year,
        log10(scales.metric_value) as scale_oom,
        log10(metric_values.metric_value) as metric_oom,
        -- power and compute hang together as cost and compute do
        case
            when specifications.metric like 'cost_%' then cost_origins.cost_origin
            else cost_origins.power_origin
        end as origin

    from specifications
    inner join metric_values
        on specifications.metric = metric_values.metric
    inner join metric_values as scales
        on
            specifications.scale_metric = scales.metric
            and metric_values.snapshot_date = scales.snapshot_date
            and metric_values.ai_model_id = scales.ai_model_id
    inner join training_runs
        on
            metric_values.snapshot_date = training_runs.snapshot_date
            and metric_values.ai_model_id = training_runs.ai_model_id
            and {{ in_population('specifications.population', 'training_runs') }}
            and training_runs.publication_date
            >= coalesce(specifications.starts_on, date '0001-01-01')
    inner join cost_origins
        on
            training_runs.snapshot_date = cost_origins.snapshot_date
            and training_runs.ai_model_id = cost_origins.ai_model_id

),

elasticity_samples as (

    select
        * exclude (sample_rule, origin),
        origin in ('cost_from_compute', 'compute_from_chip_hours') as is_built_in

    from candidates
    where sample_rule = 'all' or origin = 'separate'

)

select * from elasticity_samples
