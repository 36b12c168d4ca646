with

training_runs as (select * from {{ ref('fct_training_runs') }}),

-- no vintage since has listed the AI model anew, or could have and did not
latest_training_runs as (

    select *
    from training_runs
    where valid_to is null

)

select * from latest_training_runs
