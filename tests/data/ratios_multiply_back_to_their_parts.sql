-- A ratio with its sides swapped, or with another unit of time or power, still looks
-- like a number. Multiplied back, it is not the quantity it was made of.
with

training_runs as (select * from {{ ref('fct_training_runs') }}),

multiplied as (

    select
        snapshot_date,
        ai_model_id,
        cost_per_flop_usd_2023 * training_compute_flop / training_cost_usd_2023
            as by_flop,
        cost_per_parameter_usd_2023 * parameters / training_cost_usd_2023
            as by_parameter,
        cost_per_flop_usd_2023 * compute_per_usd_2023_flop as by_dollar,
        compute_per_watt_flop * training_power_draw_w / training_compute_flop
            as by_watt,
        -- a kilowatt-hour is 3.6 million joules
        compute_per_joule_flop * training_energy_kwh * 3.6e6 / training_compute_flop
            as by_joule,
        tokens_per_parameter * parameters / dataset_size_tokens as by_token,
        estimated_cost_usd / (chip_hours * usd_per_chip_hour) as by_chip_hour

    from training_runs

),

long as (

    unpivot multiplied
    on columns(* exclude (snapshot_date, ai_model_id))
    into name part value one

),

differing as (

    select * from long
    where abs(one - 1) > 1e-9

)

select * from differing
