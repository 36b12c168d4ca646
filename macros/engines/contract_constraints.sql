{% macro duckdb__get_table_columns_and_constraints() %}
    {%- if not is_without_keys(this) -%}
        {%- do return(table_columns_and_constraints()) -%}
    {%- endif -%}
    (
        {{ adapter.render_raw_columns_constraints(raw_columns=model.columns)
            | join(',\n        ') }}
    )
{% endmacro %}


{% macro duckdb__get_select_subquery(sql) %}
    {{ default__get_select_subquery(sql) }}
    {%- if is_without_keys(this) %}
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


{% macro unenforced_key(relation) %}
    {%- set keys = model.get('constraints', [])
        | selectattr('type', 'eq', 'primary_key') | list -%}
    {%- do return(keys[0].columns if keys and is_without_keys(relation) else []) -%}
{% endmacro %}


{% macro is_without_keys(relation) %}
    {%- do return(adapter.is_ducklake(relation) or is_bulk()) -%}
{% endmacro %}
