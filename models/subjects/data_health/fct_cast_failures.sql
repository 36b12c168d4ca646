{% set columns = ['publication_date'] + ai_model_record_flags() -%}
{% set columns = columns + ai_model_record_numbers() -%}

with

records as (

    select * from {{ published_records(ref('epoch_ai__ai_model_records')) }}

),

typed_records as (

    select
        {% for column in columns %}
            {{ clean_text(column) }} as published_{{ column }},
        {% endfor %}
        {{ typed_ai_model_record_values() }}

    from records

),

texts_and_reasons as (

    select
        {% for column in columns %}
            {{ text_and_reason(column) }} as {{ column }},
        {% endfor %}
        snapshot_date,
        record_number

    from typed_records

),

published_values as (

    unpivot texts_and_reasons
    on {{ columns | join(',\n        ') }}
    into name column_name value published

),

judged_values as (

    select
        *,
        struct_extract(published, 'published_value') as published_value,
        struct_extract(published, 'why_unread') as reason,
        -- a zero that says "unknown" was read
        coalesce(struct_extract(published, 'why_unread') != 'zero', false) as is_failed

    from published_values

),

cast_failures as (

    select
        snapshot_date,
        column_name,
        cast(count(*) as integer) as n_published,
        cast(count(*) filter (where is_failed) as integer) as n_failed,
        count(*) filter (where is_failed) / count(*) as failed_share,
        {% for reason in reasons_not_to_read() %}
            cast(count(*) filter (where reason = '{{ reason }}') as integer)
                as n_{{ reason }},
        {% endfor %}
        arg_min(published_value, record_number) filter (where is_failed)
            as example_value,
        arg_min(reason, record_number) filter (where is_failed) as example_why_unread,
        cast(min(record_number) filter (where is_failed) as integer)
            as example_record_number

    from judged_values
    group by snapshot_date, column_name

)

select * from cast_failures
