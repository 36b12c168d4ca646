{% macro create_history(tables) %}
create or replace macro main.history(entity_id, field := null) as table
with {{ given(
    [('given_entity', 'entity_id', 'varchar'), ('given_field', 'field', 'varchar')]
) }}
select history.*
from {{ table_name(tables.value_history) }} as history
inner join given
    on
        history.entity_id = given.given_entity
        and history.field = coalesce(given.given_field, history.field)
order by history.table_name, history.field, history.valid_from;
comment on macro table main.history is
    'Each published value of an AI model, chip or model version, and when it held.';
{% endmacro %}


{% macro create_first_print(tables) %}
create or replace macro main.first_print(specification) as table
with {{ given([('given_specification', 'specification', 'varchar')]) }}
select estimates.*
from {{ table_name(tables.estimates) }} as estimates
inner join given on estimates.specification = given.given_specification
where estimates.estimate is not null
qualify estimates.snapshot_date = min(estimates.snapshot_date) over (
    partition by estimates.source_mart, estimates.group_name, estimates.quantity
);
comment on macro table main.first_print is
    'Each estimate of a specification on the first snapshot that has it.';
{% endmacro %}


{% macro create_revisions(tables) %}
create or replace macro main.revisions(from_date, to_date) as table
with {{ given(
    [('from_day', 'from_date', 'date'), ('to_day', 'to_date', 'date')]
) }},
held as (
    select
        history.*,
        {{ holds_on('history', 'given.from_day') }} as is_old,
        {{ holds_on('history', 'given.to_day') }} as is_new
    from {{ table_name(tables.value_history) }} as history
    cross join given
),
sides as (
    select
        held.table_name,
        held.entity_id,
        held.entity_name,
        held.field,
        max(held.value) filter (where held.is_old) as old_value,
        max(held.value) filter (where held.is_new) as new_value,
        max(held.value_number) filter (where held.is_old) as old_number,
        max(held.value_number) filter (where held.is_new) as new_number,
        max(held.valid_from) filter (where held.is_new) as new_valid_from
    from held
    where held.is_old or held.is_new
    group by all
)
select
    sides.table_name,
    sides.entity_id,
    sides.entity_name,
    sides.field,
    case
        when sides.old_value is null then 'new'
        when sides.new_value is null then 'withdrawn'
        else 'changed'
    end as revision,
    sides.old_value,
    sides.new_value,
    sides.old_number,
    sides.new_number,
    sides.new_valid_from
from sides
where sides.old_value is distinct from sides.new_value;
comment on macro table main.revisions is
    'Values that are new, changed or withdrawn between two days.';
{% endmacro %}
