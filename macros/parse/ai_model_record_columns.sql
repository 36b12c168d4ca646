{% macro ai_model_record_numbers() -%}
    {{ return([
        "parameters",
        "training_compute_flop",
        "training_compute_flop_low",
        "training_compute_flop_high",
        "finetune_compute_flop",
        "post_training_compute_flop",
        "inference_compute_flop",
        "dataset_size",
        "dataset_size_gb",
        "n_epochs",
        "batch_size",
        "training_time_hours",
        "hardware_quantity",
        "hardware_utilization_mfu",
        "hardware_utilization_hfu",
        "training_chip_hours",
        "training_power_draw_w",
        "training_cost_usd_2020",
        "training_cost_usd_2023",
        "training_cost_cloud_usd",
        "training_cost_upfront_usd",
        "hardware_acquisition_cost_usd",
        "n_citations",
    ]) }}
{%- endmacro %}

{% macro ai_model_record_limits() -%}
    {#- smallest known: training in 40 FLOP (Theseus, 1950), and since 1990 in 5.4e6; an
        operation of ADALINE (1960) in 33. A number without its exponent is below 10 -#}
    {%- set lowest = "< 10" -%}
    {%- set lowest_since_1990 =
        "< 1e6 and publication_date >= date '1990-01-01'" -%}
    {%- set training = {"impossible": [lowest, lowest_since_1990]} -%}
    {#- a share, or a percentage -#}
    {%- set utilization = {"impossible": ["> 100"]} -%}
    {{ return({
        "training_compute_flop": training,
        "training_compute_flop_low": training,
        "training_compute_flop_high": training,
        "finetune_compute_flop": training,
        "post_training_compute_flop": training,
        "inference_compute_flop": {"impossible": [lowest]},
        "hardware_utilization_mfu": utilization,
        "hardware_utilization_hfu": utilization,
        "n_citations": {"zero": "a count"},
    }) }}
{%- endmacro %}

{% macro ai_model_record_flags() -%}
    {{ return([
        "is_frontier",
        "is_foundation",
        "is_excluded",
        "is_possibly_over_1e23_flop",
        "has_open_weights",
    ]) }}
{%- endmacro %}

{% macro ai_model_record_word_lists() -%}
    {{ return({
        "model_access": "model_access",
        "confidence": "confidence",
        "organization_categories": "organization_category",
        "domains": "task_domain",
        "countries": "country",
        "notability_criteria": "notability_criterion",
        "training_hardware": "hardware",
    }) }}
{%- endmacro %}
