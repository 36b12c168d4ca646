with

training_runs as (

    select * from {{ ref('int_ai_models__training_runs') }}

),

labelled as (

    select
        snapshot_date,
        ai_model_id,
        case
            -- without chip-hours the producer's cost model starts from the compute
            when chip_hours is null then 'cost_from_compute'
            when
                training_compute_estimation_methods like '%Operation counting%'
                or training_compute_estimation_methods like '%Reported%'
                then 'separate'
            when training_compute_estimation_methods like '%Hardware%'
                then 'compute_from_chip_hours'
            else 'unstated'
        end as cost_origin,
        case
            when training_power_draw_w is null then null
            when
                training_compute_estimation_methods like '%Operation counting%'
                or training_compute_estimation_methods like '%Reported%'
                then 'separate'
            when training_compute_estimation_methods like '%Hardware%'
                then 'compute_from_chip_hours'
            else 'unstated'
        end as power_origin

    from training_runs

)

select * from labelled
