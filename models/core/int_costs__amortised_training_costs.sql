with

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where chip_hours > 0 and publication_date is not null
),

training_starts as (select * from {{ ref('int_ai_models__training_starts') }}),

acquisition_prices as (select * from {{ ref('int_costs__acquisition_prices') }}),

energy_prices as (select * from {{ ref('int_costs__energy_prices') }}),

assumptions as (

    select
        {{ rule_value(ref('cost_assumptions'), 'depreciation_oom_per_year') }}
            as depreciation_oom_per_year,
        {{ rule_value(ref('cost_assumptions'), 'interconnect_share') }}
            as interconnect_share,
        {{ rule_value(ref('cost_assumptions'), 'hours_per_year') }} as hours_per_year

),

priced_runs as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.chip_hours,
        acquisition_prices.server_usd_per_chip,
        acquisition_prices.acquired_on,
        acquisition_prices.server_power_draw_w,
        training_starts.training_started_on,
        -- who makes a chip may use it before its release
        case
            when acquisition_prices.is_used_before_release
                then training_starts.training_started_on
            else
                greatest(
                    training_starts.training_started_on, acquisition_prices.acquired_on
                )
        end as used_from,
        energy_prices.power_usage_effectiveness,
        energy_prices.usd_per_kwh

    from training_runs
    inner join training_starts using (snapshot_date, ai_model_id)
    inner join energy_prices using (snapshot_date, ai_model_id)
    inner join acquisition_prices
        on training_runs.hardware_name = acquisition_prices.hardware_name

),

valued_runs as (

    select
        priced_runs.*,
        {{ depreciated(
            'priced_runs.server_usd_per_chip',
            'assumptions.depreciation_oom_per_year',
            "date_diff('day', priced_runs.acquired_on, priced_runs.used_from)"
            ~ ' * 24 / assumptions.hours_per_year'
        ) }} as server_usd_per_chip_at_start,
        {{ yearly_depreciation_rate('assumptions.depreciation_oom_per_year') }}
        / assumptions.hours_per_year as depreciation_per_hour,
        assumptions.interconnect_share,
        {{ energy_kwh('priced_runs.server_power_draw_w', 'priced_runs.chip_hours') }}
        * priced_runs.power_usage_effectiveness as estimated_energy_kwh

    from priced_runs
    cross join assumptions

),

components as (

    select
        *,
        server_usd_per_chip_at_start * depreciation_per_hour * chip_hours
            as amortised_server_cost_usd,
        estimated_energy_kwh * usd_per_kwh as energy_cost_usd

    from valued_runs

),

amortised_costs as (

    select
        *,
        -- the interconnect is a share of the whole cluster, servers are the rest
        amortised_server_cost_usd * interconnect_share / (1 - interconnect_share)
            as amortised_interconnect_cost_usd,
        amortised_server_cost_usd / (1 - interconnect_share)
        + energy_cost_usd as amortised_cost_usd

    from components

)

select * from amortised_costs
