{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- set table = this.incorporate(type='table') -%}
    {%- set checks = check_rows(table, model) -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- if existing and existing.is_view -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}

    {{ run_hooks(pre_hooks) }}
    {%- if model['language'] == 'python' -%}
        {%- call statement('main', language='python') -%}
            {{ python_model(table, compiled_code) }}
        {%- endcall -%}
        {%- if checks -%}
            {%- call statement('checks') -%} {{ checks }} {%- endcall -%}
        {%- endif -%}
    {%- else -%}
        {%- call statement('main') -%}
            {{ replace_table(table, compiled_code) }};
            {{ checks }}
        {%- endcall -%}
    {%- endif -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}

    {%- do return({'relations': [table]}) -%}
{% endmaterialization %}


{% macro replace_table(table, query) %}
    {%- if config.get('contract').enforced -%}
        {{ assert_columns(query) }}
        create or replace table {{ table }}
        {{ get_table_columns_and_constraints() }};
        insert into {{ table }} {{ get_column_names() }} (
            {{ get_select_subquery(query) }}
        )
    {%- else -%}
        create or replace table {{ table }} as (
            {{ query }}
        )
    {%- endif -%}
{% endmacro %}


{% macro assert_columns(query) %}
    {%- set declared, found = [], [] -%}
    {%- for column in model.columns.values() -%}
        {%- do declared.append((column.name, column.data_type | upper)) -%}
    {%- endfor -%}
    {%- for column in get_column_schema_from_query(query) -%}
        {%- do found.append((column.name, column.dtype)) -%}
    {%- endfor -%}
    {%- if declared | sort != found | sort -%}
        {#- types may be spelt in another way; where they differ dbt says how -#}
        {{ get_assert_columns_equivalent(query) }}
    {%- endif -%}
{% endmacro %}


{% macro python_model(table, code) %}
{{ code }}


def materialize(returned, connection):
    connection.register("returned", returned)
    connection.execute("""create or replace table {{ table }} as from returned""")
    connection.unregister("returned")
{% endmacro %}
