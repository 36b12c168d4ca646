{% macro ai_model_record_texts() -%}
    {{ return([
        "model_name",
        "reference_title",
        "organizations",
        "organization_categories",
        "countries",
        "domains",
        "tasks",
        "notability_criteria",
        "model_access",
        "confidence",
        "training_code_access",
        "dataset_access",
        "approach",
        "base_model",
        "training_dataset",
        "training_hardware",
        "numerical_format",
        "cloud_vendor",
        "training_compute_estimation_methods",
    ]) }}
{%- endmacro %}
