with

measurements as (select * from {{ ref('stg_papers__serving_measurements') }}),

offers as (select * from {{ ref('dim_chip_offers') }}),

precisions as (

    select distinct
        weight_precision,
        bytes_per_parameter,
        flop_per_parameter_token

    from {{ ref('int_costs__inference_cases') }}

),

chips as (

    select
        hardware_name,
        half_precision_flop_per_s as peak_flop_per_s

    from {{ ref('int_hardware__chips') }}
    qualify snapshot_date = max(snapshot_date) over ()

),

-- a step generates one token of every sequence and reads the weights once for all
bounds as (

    select
        measurements.*,
        offers.chip_offer,
        offers.usd_per_chip_hour,
        measurements.n_sequences * measurements.generated_tokens as n_tokens,
        precisions.flop_per_parameter_token * measurements.parameters
            as flop_per_token,
        chips.peak_flop_per_s,
        1000 * {{ inference_usd_per_token(
            'measurements.parameters',
            'precisions.bytes_per_parameter',
            'offers.memory_bandwidth_byte_per_s',
            'offers.usd_per_chip_hour'
        ) }} / measurements.n_sequences as bandwidth_bound_price_of_1000_tokens_usd,
        1000 * {{ usd_of_flop(
            'precisions.flop_per_parameter_token * measurements.parameters',
            'offers.achieved_flop_per_s',
            'offers.usd_per_chip_hour'
        ) }} as compute_bound_price_of_1000_tokens_usd

    from measurements
    inner join offers
        on measurements.hardware_name = offers.hardware_name
    inner join precisions
        on measurements.weight_precision = precisions.weight_precision
    left join chips
        on measurements.hardware_name = chips.hardware_name

),

prices as (

    select
        *,
        1000 * {{ served_usd_per_token(
            'n_chips', 'generation_seconds', 'n_tokens', 'usd_per_chip_hour'
        ) }} as price_of_1000_tokens_usd,
        -- what a reader concludes who takes the batch for one sequence
        1000 * {{ served_usd_per_token(
            'n_chips', 'generation_seconds', 'generated_tokens', 'usd_per_chip_hour'
        ) }} as price_of_1000_tokens_without_batch_usd

    from bounds

),

served_inference_costs as (

    select
        paper,
        scenario,
        chip_offer,
        ai_model_label,
        parameters,
        hardware_name,
        n_chips,
        weight_precision,
        n_sequences,
        generated_tokens,
        generation_seconds,
        usd_per_chip_hour,
        price_of_1000_tokens_usd,
        price_of_1000_tokens_without_batch_usd,
        bandwidth_bound_price_of_1000_tokens_usd,
        compute_bound_price_of_1000_tokens_usd,
        price_of_1000_tokens_usd / greatest(
            bandwidth_bound_price_of_1000_tokens_usd,
            compute_bound_price_of_1000_tokens_usd
        ) as factor_above_bound,
        n_tokens * flop_per_token / (generation_seconds * n_chips * peak_flop_per_s)
            as hardware_utilization_mfu,
        published_mfu_share,
        place,
        source_url

    from prices

)

select * from served_inference_costs
