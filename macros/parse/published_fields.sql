{# Citations are left out: they differ in every export, and no one revised them. -#}
{% macro published_number_fields() -%}
    {{ return({
        "ai_models": ai_model_record_numbers()
            | reject("equalto", "n_citations") | list,
        "ml_hardware": [
            "release_price_usd",
            "fp4_flop_per_s",
            "fp8_flop_per_s",
            "tensor_fp16_flop_per_s",
            "fp16_flop_per_s",
            "tf32_flop_per_s",
            "fp32_flop_per_s",
            "fp64_flop_per_s",
            "int8_op_per_s",
            "memory_bytes",
            "memory_bandwidth_byte_per_s",
            "tdp_w",
            "process_nm",
        ],
        "capabilities_index": [
            "capabilities_index",
            "capabilities_index_ci_low",
            "capabilities_index_ci_high",
        ],
    }) }}
{%- endmacro %}

{% macro published_other_fields() -%}
    {{ return({
        "ai_models": ["link", "publication_date", "publication_date_precision"]
            + ai_model_record_texts() + ai_model_record_flags(),
        "ml_hardware": ["manufacturer", "hardware_type", "release_date"],
        "capabilities_index": [
            "model_name", "organizations", "release_date", "model_access"
        ],
    }) }}
{%- endmacro %}
