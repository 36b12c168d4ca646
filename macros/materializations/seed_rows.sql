{% macro seed_rows(seed) -%}
    read_csv(
        '{{ adapter.escape_sql_string(adapter.get_seed_file_path(seed)) }}',
        header = true, skip = 0, comment = '',
        delim = ',', quote = '"', escape = '"'
        {%- set types = seed.config.get('column_types', {}) %}
        {{- ', types = %s' % types if types }}
    )
{%- endmacro %}
