{% set number_fields = published_number_fields() -%}
{% set other_fields = published_other_fields() -%}

with

records as (select * from {{ ref('stg_epoch_ai__ai_model_records') }}),

ids as (
    select * from {{ ref('int_ai_models__identified') }}
    where is_primary_record
),

views as (select * from {{ ref('published_views') }}),

chips as (select * from {{ ref('int_hardware__chips') }}),

scores as (select * from {{ ref('stg_epoch_ai__capabilities_index') }}),

listings as (select * from {{ ref('int_revisions__listings') }}),

ai_models_records as (

    select
        records.*,
        views.view_rank,
        ids.ai_model_id as entity_id

    from records
    inner join ids on records.record_id = ids.record_id
    inner join views on records.scope = views.scope

),

ml_hardware_records as (

    select
        *,
        'all' as scope,
        1 as view_rank,
        hardware_name as entity_id

    from chips

),

-- of two records of one model version, the first that has a value
capabilities_index_records as (

    select
        *,
        'all' as scope,
        record_number as view_rank,
        model_version as entity_id

    from scores
    where model_version is not null

),

{% for table_name in number_fields -%}
    {%- set fields = other_fields[table_name] + number_fields[table_name] -%}
    {{ table_name }}_values as (

        {{ changes_of_values(
            table_name ~ "_records", "listings", table_name, fields
        ) }}

    ),

{% endfor -%}

published_values as (

    {% for table_name in number_fields -%}
        {{ "union all" if not loop.first }}
        select * from {{ table_name }}_values
    {% endfor %}

)

select * from published_values
