{% set numbers = ai_model_record_numbers() -%}
{% set flags = ai_model_record_flags() -%}

with

records as (

    select * from {{ published_records(ref('epoch_ai__ai_model_records')) }}

),

published_values as (

    unpivot records
    on {{ (['publication_date'] + numbers + flags) | join(',\n        ') }}
    into name column_name value published_value

),

parsed_values as (

    select
        cast(snapshot_date as date) as snapshot_date,
        cast(record_number as integer) as record_number,
        column_name,
        published_value,
        case
            when column_name = 'publication_date'
                then {{ date_precision('published_value') }} is not null
            when regexp_matches(column_name, '^(is|has)_')
                then {{ parse_flag('published_value') }} is not null
            else {{ parse_number('published_value') }} is not null
        end as is_parsed

    from published_values
    where trim(published_value) != ''

),

cast_failures as (

    select
        snapshot_date,
        column_name,
        cast(count(*) as integer) as n_published,
        cast(count(*) filter (where not is_parsed) as integer) as n_failed,
        count(*) filter (where not is_parsed) / count(*) as failed_share,
        arg_min(published_value, record_number) filter (where not is_parsed)
            as example_value,
        cast(min(record_number) filter (where not is_parsed) as integer)
            as example_record_number

    from parsed_values
    group by snapshot_date, column_name

)

select * from cast_failures
