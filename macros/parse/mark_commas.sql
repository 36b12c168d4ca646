{% macro mark_commas(organizations, name_parts) -%}
    {#- a tab where a comma belongs to a name, a vertical one before a space -#}
    {%- set quoted -%} '"([^",]+) *, *([^",]+)"', '\1' || chr(9) || '\2' {%- endset -%}
    regexp_replace(
        regexp_replace(
            replace(regexp_replace({{ organizations }}, {{ quoted }}, 'g'), '"', ''),
            ' *, *(' || {{ name_parts }} || ')', chr(9) || '\1', 'g'
        ),
        ' *, +', chr(11), 'g'
    )
{%- endmacro %}
