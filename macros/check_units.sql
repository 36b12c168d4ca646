{% macro check_units(relation, columns) %}
{%- set units = graph.nodes.get('seed.scalehouse.units') if execute -%}
{%- set checks = [] -%}
{%- for column in (columns.values() if units else []) -%}
    {%- set meta = column.get('config', {}).get('meta', {}) -%}
    {%- set is_unit = column.name == 'unit' or column.name.endswith('_unit') -%}
    {%- if is_unit and meta.get('words', 'units.unit') == 'units.unit' -%}
        {%- do checks.append(
            "select distinct '%s' as name, %s as unit from %s"
            % (column.name, column.name, relation)
        ) -%}
    {%- endif -%}
{%- endfor -%}
{%- if checks -%}
    select error(format(
        '{{ relation.identifier }}: {} "{}" is no unit of `units`', name, unit
    ))
    from ({{ checks | join(' union ') }})
    where unit is not null and unit not in (select unit from {{ seed_rows(units) }})
    limit 1
{%- endif -%}
{% endmacro %}
