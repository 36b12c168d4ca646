{# Zero stands for "unknown" where nothing of that size can exist. -#}
{% set zero_is_unknown = [
    "parameters",
    "training_compute_flop",
    "dataset_size",
    "training_time_hours",
    "hardware_quantity",
    "training_power_draw_w",
    "training_cost_usd_2020",
    "training_cost_usd_2023",
    "hardware_acquisition_cost_usd",
] -%}

with

records as (

    select * from {{ published_records(ref('epoch_ai__ai_model_records')) }}

),

typed_records as (

    select
        cast(snapshot_date as date) as snapshot_date,
        scope,
        cast(record_number as integer) as record_number,
        concat_ws('/', snapshot_date, scope, record_number) as record_id,

        {{ clean_text('model_name') }} as model_name,
        {{ clean_text('reference_title') }} as reference_title,
        regexp_extract(link, 'https?://[^\s<>"]+') as link,
        {{ parse_date('publication_date') }} as publication_date,
        {{ date_precision('publication_date') }} as publication_date_precision,

        {{ clean_text('organizations') }} as organizations,
        {{ clean_text('organization_categories') }} as organization_categories,
        {{ clean_text('countries') }} as countries,
        {{ clean_text('domains') }} as domains,
        {{ clean_text('tasks') }} as tasks,
        {{ clean_text('notability_criteria') }} as notability_criteria,
        {{ clean_text('model_access') }} as model_access,
        {{ clean_text('confidence') }} as confidence,
        {{ clean_text('training_code_access') }} as training_code_access,
        {{ clean_text('dataset_access') }} as dataset_access,
        {{ clean_text('approach') }} as approach,
        {{ clean_text('base_model') }} as base_model,
        {{ clean_text('training_dataset') }} as training_dataset,
        {{ clean_text('training_hardware') }} as training_hardware,
        {{ clean_text('numerical_format') }} as numerical_format,
        {{ clean_text('cloud_vendor') }} as cloud_vendor,

        {% for column in ai_model_record_flags() %}
            {{ parse_flag(column) }} as {{ column }},
        {% endfor %}

        {% for column in ai_model_record_numbers() %}
            {% set number = parse_number(column) %}
            {{ "nullif(" ~ number ~ ", 0)" if column in zero_is_unknown else number }}
                as {{ column }},
        {% endfor %}

        {{ clean_text('training_compute_estimation_methods') }}
            as training_compute_estimation_methods

    from records

),

ai_model_records as (

    select
        * replace (
            -- some vintages write a utilisation of 40% as 40
            case
                when hardware_utilization_mfu > 1 then hardware_utilization_mfu / 100
                else hardware_utilization_mfu
            end as hardware_utilization_mfu,
            case
                when hardware_utilization_hfu > 1 then hardware_utilization_hfu / 100
                else hardware_utilization_hfu
            end as hardware_utilization_hfu,
            nullif(link, '') as link
        )

    from typed_records

)

select * from ai_model_records
