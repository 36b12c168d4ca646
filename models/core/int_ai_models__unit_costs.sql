with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

ratios as (

    select
        snapshot_date,
        ai_model_id,

        {{ ratio('training_cost_usd_2023', 'training_compute_flop') }}
            as cost_per_flop_usd_2023,
        {{ ratio('training_cost_usd_2023', 'parameters') }}
            as cost_per_parameter_usd_2023,
        {{ ratio('training_compute_flop', 'training_cost_usd_2023') }}
            as compute_per_usd_2023_flop,
        {{ ratio('training_compute_flop', 'training_power_draw_w') }}
            as compute_per_watt_flop,
        {{ flop_per_joule(
            'training_compute_flop', 'training_power_draw_w', 'training_time_hours'
        ) }} as compute_per_joule_flop,
        {{ energy_kwh('training_power_draw_w', 'training_time_hours') }}
            as training_energy_kwh,
        {{ ratio('dataset_size_tokens', 'parameters') }} as tokens_per_parameter,
        training_compute_basis,

        -- whether cost or power, and compute, follow from each other
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

),

-- a ratio is no surer than what goes into it
unit_costs as (

    select
        *,
        case
            when cost_per_flop_usd_2023 is null then null
            when training_compute_basis = 'estimated' then 'estimated'
            else 'derived'
        end as unit_cost_basis,
        case
            when compute_per_watt_flop is null then null
            when training_compute_basis = 'estimated' then 'estimated'
            else 'derived'
        end as energy_efficiency_basis,
        case when training_energy_kwh is not null then 'derived' end
            as training_energy_basis,
        case when tokens_per_parameter is not null then 'derived' end
            as tokens_per_parameter_basis

    from ratios

)

select * from unit_costs
