{% macro rule_value(rules, rule_name) -%}
    (
        select coalesce(
            max(rule_value),
            error('no rule {{ rule_name }} in {{ rules.identifier }}')
        )
        from {{ rules }}
        where rule_name = '{{ rule_name }}'
    )
{%- endmacro %}
