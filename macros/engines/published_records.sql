{% macro published_records(seed) %}
{%- set path = var('bulk', {}).get(seed.identifier) -%}
{%- if not path -%}
    {{ seed }}
{%- elif path.endswith('.parquet') -%}
    read_parquet('{{ path }}')
{%- else -%}
    read_csv(
        '{{ path }}',
        all_varchar = true, header = true, delim = ',', quote = '"', escape = '"'
    )
{%- endif -%}
{% endmacro %}


{% macro reads_published_records() -%}
    {{ not is_bulk() }}
{%- endmacro %}


{% macro is_bulk() -%}
    {%- do return(var('bulk', {}) != {}) -%}
{%- endmacro %}
