with

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}
    where is_notable and publication_date is not null

),

gap_rules as (

    select * from {{ ref('parameter_gap_rules') }}
    where is_default

),

above as (

    select
        'parameters_above_gap' as source_series,
        training_runs.snapshot_date,
        training_runs.ai_model_id as item_name,
        training_runs.publication_date as item_date,
        training_runs.parameters as item_value

    from training_runs
    inner join gap_rules
        on training_runs.parameters > gap_rules.upper_bound

)

select * from above
