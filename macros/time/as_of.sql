{% macro create_time_macros(tables) %}
{{ create_training_runs_as_of(tables) }}
{{ create_newest_as_of(
    'estimates_as_of', tables.estimates, ['source_mart', 'specification'],
    'Estimates as of a day: of each specification the newest snapshot until then.'
) }}
{{ create_newest_as_of(
    'claim_checks_as_of', tables.claim_checks, ['claim_id'],
    'Checks of claims as of a day: of each claim the newest snapshot until then.'
) }}
{{ create_as_of() }}
{{ create_values_as_of(tables) }}
{{ create_hardware_as_of(tables) }}
{{ create_history(tables) }}
{{ create_first_print(tables) }}
{{ create_revisions(tables) }}
{% endmacro %}


{% macro holds_on(table, day) -%}
    {{ table }}.valid_from <= {{ day }}
    and ({{ table }}.valid_to is null or {{ table }}.valid_to > {{ day }})
{%- endmacro %}


{% macro create_training_runs_as_of(tables) %}
create or replace macro main.training_runs_as_of(as_of_date) as table
with {{ given([('day', 'as_of_date', 'date')]) }}
select runs.*
from {{ table_name(tables.training_runs) }} as runs
cross join given
where
    runs.snapshot_date <= given.day
    and (runs.valid_to is null or runs.valid_to > given.day);
comment on macro table main.training_runs_as_of is
    'Training runs as of a day, over all views: one row per AI model.';
{% endmacro %}


{% macro create_newest_as_of(name, table, things, comment) %}
create or replace macro main.{{ name }}(as_of_date) as table
with {{ given([('day', 'as_of_date', 'date')]) }}
select each.*
from {{ table_name(table) }} as each
cross join given
where each.snapshot_date <= given.day
qualify each.snapshot_date = max(each.snapshot_date) over (
    partition by each.{{ things | join(', each.') }}
);
comment on macro table main.{{ name }} is '{{ comment }}';
{% endmacro %}


{% macro create_as_of() %}
create or replace macro main.as_of(table_name, as_of_date) as table
with {{ given([('day', 'as_of_date', 'date')]) }},
past as (
    select
        each,
        to_json(each) as fields,
        each.snapshot_date as vintage,
        given.day
    from query_table(table_name) as each
    cross join given
    where each.snapshot_date <= given.day
),
dated as (
    select
        *,
        max(vintage) over (
            partition by
                fields ->> 'table_name',
                fields ->> 'source_mart',
                fields ->> 'specification',
                fields ->> 'claim_id'
        ) as newest_vintage
    from past
)
select unnest(dated.each)
from dated
where
    case
        when json_exists(dated.fields, '$.valid_to')
            then coalesce(
                cast(dated.fields ->> 'valid_to' as date) > dated.day, true
            )
        else dated.vintage = dated.newest_vintage
    end;
comment on macro table main.as_of is
    'Rows of a mart with a snapshot_date, as of a day.';
{% endmacro %}


{% macro create_values_as_of(tables) %}
create or replace macro main.values_as_of(as_of_date) as table
with {{ given([('day', 'as_of_date', 'date')]) }}
select history.*
from {{ table_name(tables.value_history) }} as history
cross join given
where {{ holds_on('history', 'given.day') }};
comment on macro table main.values_as_of is
    'Published values as of a day: one row per table, thing and field that had one.';
{% endmacro %}


{% macro create_hardware_as_of(tables) %}
{%- set numbers = published_number_fields()['ml_hardware'] -%}
{%- set others = published_other_fields()['ml_hardware'] -%}
create or replace macro main.hardware_as_of(as_of_date) as table
with {{ given([('day', 'as_of_date', 'date')]) }}
select
    history.entity_id as hardware_name,
    {% for field in others -%}
        {%- set is_date = field == 'release_date' -%}
        {{ 'cast(' if is_date }}max(history.value) filter (
            where history.field = '{{ field }}'
        ){{ ' as date)' if is_date }} as {{ field }},
    {% endfor -%}
    {% for field in numbers -%}
        max(history.value_number) filter (where history.field = '{{ field }}')
            as {{ field }}{{ ',' if not loop.last }}
    {% endfor %}
from {{ table_name(tables.value_history) }} as history
cross join given
where
    history.table_name = 'ml_hardware'
    and {{ holds_on('history', 'given.day') }}
group by history.entity_id;
comment on macro table main.hardware_as_of is
    'Chips as of a day, as the newest table of chips until then lists them.';
{% endmacro %}
