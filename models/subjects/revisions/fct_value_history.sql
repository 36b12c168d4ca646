{% set number_fields = published_number_fields().values() | sum(start=[]) -%}

with

published_values as (select * from {{ ref('int_revisions__published_values') }}),

-- a value ends where another one, or none, takes its place, or where its thing is gone
periods as (

    select
        *,
        coalesce(
            lead(snapshot_date) over (
                partition by table_name, entity_id, field, stint_number
                order by snapshot_date
            ),
            stint_valid_to
        ) as valid_to

    from published_values

),

value_history as (

    select
        table_name,
        entity_id,
        entity_name,
        field,
        snapshot_date as valid_from,
        valid_to,
        field_value as value,
        case
            when
                field in (
                    {% for field in number_fields -%}
                        '{{ field }}'{{ "," if not loop.last }}
                    {% endfor %}
                )
                then cast(nullif(field_value, '') as double)
        end as value_number,
        snapshot_date = min(snapshot_date) over (
            partition by table_name, entity_id, field
        ) as is_first_print

    from periods
    where field_value != ''

)

select * from value_history
