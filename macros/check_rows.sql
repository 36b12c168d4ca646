{% macro check_rows(relation, node) %}
    {%- set checks = [
        check_key(relation, node.config.meta.get('key')),
        check_rules(relation, node.config.meta.get('rules')),
        check_units(relation, node.columns),
    ] -%}
    {{- checks | map('trim') | select | join(';\n') -}}
{% endmacro %}


{% macro check_key(relation, columns) %}
{%- if columns -%}
    select error(concat(
        '{{ relation.identifier }}: not one row with the key ', broken_keys::text
    ))
    from ({{ test_unique_combination(relation, columns) }}) as broken_keys
    limit 1
{%- endif -%}
{% endmacro %}


{% macro check_rules(relation, rules) %}
{%- if rules -%}
    select error(concat(
        '{{ relation.identifier }}: ', broken_rule, ' does not hold in ', broken_row
    ))
    from (
        select
            rows_made::text as broken_row,
            case
                {%- for rule in rules %}
                when not ({{ rule }}) then '{{ adapter.escape_sql_string(rule) }}'
                {%- endfor %}
            end as broken_rule
        from {{ relation }} as rows_made
    )
    where broken_rule is not null
    limit 1
{%- endif -%}
{% endmacro %}


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
