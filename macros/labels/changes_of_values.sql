{# Null: the vintage says nothing about the field. Empty: it says there is none. -#}
{% macro changes_of_values(records, listings, table_name, fields) -%}
    {%- set stated, of_day, changed = [], [], [] -%}
    {%- for field in fields -%}
        {%- do stated.append(
            "case when count(" ~ field ~ ") over file > 0"
            ~ " then coalesce(cast(" ~ field ~ " as varchar), '') end as " ~ field
        ) -%}
        {%- do of_day.append(
            "coalesce(arg_min(nullif(" ~ field ~ ", ''), view_rank), max(" ~ field
            ~ ")) as " ~ field
        ) -%}
        {%- do changed.append(
            "case when " ~ field ~ " <> coalesce(lag(" ~ field ~ " ignore nulls)"
            ~ " over stint, '') then " ~ field ~ " end as " ~ field
        ) -%}
    {%- endfor -%}
    unpivot (
        select
            listings.table_name,
            listings.snapshot_date,
            listings.entity_id,
            listings.entity_name,
            listings.stint_number,
            listings.stint_valid_to,
            {{ changed | join(",\n            ") }}

        from (
            select
                snapshot_date,
                entity_id,
                {{ of_day | join(",\n                ") }}

            from (
                select
                    snapshot_date,
                    entity_id,
                    view_rank,
                    {{ stated | join(",\n                    ") }}

                from {{ records }}
                window file as (partition by snapshot_date, scope)
            )
            group by snapshot_date, entity_id
        ) as days
        inner join {{ listings }} as listings
            on
                days.snapshot_date = listings.snapshot_date
                and days.entity_id = listings.entity_id
                and listings.table_name = '{{ table_name }}'
        window stint as (
            partition by days.entity_id, listings.stint_number
            order by days.snapshot_date
        )
    )
    on {{ fields | join(", ") }}
    into name field value field_value
{%- endmacro %}
