{% set number_fields = [
    "training_compute_flop",
    "parameters",
    "dataset_size",
    "training_time_hours",
    "hardware_quantity",
    "training_power_draw_w",
    "training_cost_usd_2020",
    "training_cost_usd_2023",
] -%}
{% set word_fields = [
    "publication_date",
    "access_tier",
    "confidence",
    "hardware_name",
    "notability",
    "organizations",
    "task_domains",
] -%}

with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

organizations as (

    select
        snapshot_date,
        ai_model_id,
        string_agg(organization_name, ', ' order by organization_name)
            as organizations

    from {{ ref('bridge_ai_models__organizations') }}
    group by snapshot_date, ai_model_id

),

task_domains as (

    select
        snapshot_date,
        ai_model_id,
        string_agg(task_domain, ', ' order by task_domain) as task_domains

    from {{ ref('bridge_ai_models__domains') }}
    group by snapshot_date, ai_model_id

),

-- what is unknown is no value, so that a first label is an added one
runs as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        {% for field in number_fields %}training_runs.{{ field }},
        {% endfor %}
        cast(training_runs.publication_date as varchar) as publication_date,
        nullif(training_runs.access_tier, 'unknown') as access_tier,
        nullif(training_runs.confidence, 'unknown') as confidence,
        training_runs.hardware_name,
        case when training_runs.is_notable then 'notable' else 'not notable' end
            as notability,
        organizations.organizations,
        task_domains.task_domains

    from training_runs
    left join organizations using (snapshot_date, ai_model_id)
    left join task_domains using (snapshot_date, ai_model_id)

),

numbers as (

    unpivot (
        select snapshot_date, ai_model_id, {{ number_fields | join(", ") }} from runs
    )
    on {{ number_fields | join(", ") }}
    into name field value value_number

),

words as (

    unpivot (
        select snapshot_date, ai_model_id, {{ word_fields | join(", ") }} from runs
    )
    on {{ word_fields | join(", ") }}
    into name field value value_text

),

field_values as (

    select * from numbers
    union all by name
    select * from words

)

select * from field_values
