-- A day and a month that changed places often land in the future. A month of grace: the
-- producer lists announced models (Gen-2, 17 days ahead, in 2023).
with

training_runs as (
    select * from {{ ref('fct_training_runs') }}
    where publication_date_precision = 'day'
),

early as (

    select
        snapshot_date,
        ai_model_id,
        publication_date

    from training_runs
    where publication_date > snapshot_date + interval 31 day

)

select * from early
