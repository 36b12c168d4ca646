with

measurements as (select * from {{ ref('papers__serving_measurements') }}),

serving_measurements as (

    select
        paper,
        scenario,
        ai_model_label,
        parameters,
        hardware_name,
        n_chips,
        weight_precision,
        n_sequences,
        generated_tokens,
        generation_seconds,
        hardware_utilization_mfu as published_mfu_share,
        place,
        source_url,
        source_date

    from measurements

)

select * from serving_measurements
