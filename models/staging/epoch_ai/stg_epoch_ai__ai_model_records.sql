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

    select * from {{ ref('epoch_ai__ai_model_records') }}

),

typed as (

    select
        cast(snapshot_date as date) as snapshot_date,
        scope,
        cast(record_number as integer) as record_number,
        concat_ws('/', snapshot_date, scope, record_number) as record_id,

        nullif(trim(model_name), '') as model_name,
        nullif(trim(reference_title), '') as reference_title,
        regexp_extract(link, 'https?://[^\s<>"]+') as link,
        {{ parse_date('publication_date') }} as publication_date,
        {{ date_precision('publication_date') }} as publication_date_precision,

        nullif(trim(organizations), '') as organizations,
        nullif(trim(organization_categories), '') as organization_categories,
        nullif(trim(countries), '') as countries,
        nullif(trim(domains), '') as domains,
        nullif(trim(tasks), '') as tasks,
        nullif(trim(notability_criteria), '') as notability_criteria,
        nullif(trim(model_access), '') as model_access,
        nullif(trim(confidence), '') as confidence,
        nullif(trim(training_code_access), '') as training_code_access,
        nullif(trim(dataset_access), '') as dataset_access,
        nullif(trim(approach), '') as approach,
        nullif(trim(base_model), '') as base_model,
        nullif(trim(training_dataset), '') as training_dataset,
        nullif(trim(training_hardware), '') as training_hardware,
        nullif(trim(numerical_format), '') as numerical_format,
        nullif(trim(cloud_vendor), '') as cloud_vendor,
        nullif(trim(training_compute_estimation_methods), '')
            as training_compute_estimation_methods,

        {% for column in ai_model_record_flags() -%}
        {{ parse_flag(column) }} as {{ column }},
        {% endfor %}

        {% for column in ai_model_record_numbers() -%}
        {% set number = parse_number(column) -%}
        {{ "nullif(" ~ number ~ ", 0)" if column in zero_is_unknown else number }}
            as {{ column }}{{ "," if not loop.last }}
        {% endfor %}

    from records

),

rescaled as (

    select
        * replace (
            -- some vintages write a utilisation of 40% as 40
            case
                when hardware_utilization_mfu > 1 then hardware_utilization_mfu / 100
                else hardware_utilization_mfu
            end as hardware_utilization_mfu,
            nullif(link, '') as link
        )

    from typed

)

select * from rescaled
