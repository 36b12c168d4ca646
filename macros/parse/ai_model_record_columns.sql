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
