with

records as (

    select * from {{ published_records(ref('epoch_ai__ai_model_records')) }}

),

typed_records as (

    select
        {{ typed_ai_model_record_values() }},
        scope,
        concat_ws('/', snapshot_date, scope, record_number) as record_id,

        {% for column in ai_model_record_texts() %}
            {{ clean_text(column) }} as {{ column }},
        {% endfor %}

        regexp_extract(link, 'https?://[^\s<>"]+') as link

    from records

),

possible_values as (

    select
        * replace (
            {% for column in ai_model_record_numbers() %}
                {{ unless_unread(column) }} as {{ column }},
            {% endfor %}
            {{ unless_unread('publication_date') }} as publication_date,
            {{ unless_unread('publication_date', 'publication_date_precision') }}
                as publication_date_precision
        )

    from typed_records

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

    from possible_values

)

select * from ai_model_records
