{% macro duckdb__get_table_columns_and_constraints() %}
    {%- if not adapter.is_ducklake(this) -%}
        {%- do return(table_columns_and_constraints()) -%}
    {%- endif -%}
    (
        {{ adapter.render_raw_columns_constraints(raw_columns=model.columns)
            | join(',\n        ') }}
    )
{% endmacro %}


{% macro duckdb__get_select_subquery(sql) %}
    {{ default__get_select_subquery(sql) }}
    {%- if adapter.is_ducklake(this) %}
        {%- set table = this.identifier %}
        {%- for check in model.constraints if check.type == 'check' %}
            {%- set failure = table ~ ' fails its check ' ~ check.expression %}
    {{ 'where' if loop.first else 'and' }} case
        when not ({{ check.expression }})
            then error('{{ adapter.escape_sql_string(failure) }}')
        else true
    end
        {%- endfor %}
    {%- endif %}
{% endmacro %}
