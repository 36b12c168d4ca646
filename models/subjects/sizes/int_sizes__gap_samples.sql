with

specifications as (

    select * from {{ ref('int_sizes__gap_specifications') }}

),

models_by_period as (

    select * from {{ ref('int_sizes__models_by_period') }}
    where parameters is not null

),

sampled as (

    select
        specifications.*,
        models_by_period.snapshot_date,
        models_by_period.ai_model_id,
        models_by_period.parameters

    from specifications
    inner join models_by_period
        on
            specifications.population = models_by_period.population
            and specifications.period = models_by_period.period
            and specifications.task_domain = models_by_period.task_domain

)

select * from sampled
