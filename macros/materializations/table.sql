{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set table = this.incorporate(type='table') -%}
    {%- set language = model['language'] -%}
    {%- if existing and not existing.is_table -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}

    {{ run_hooks(pre_hooks) }}
    {%- call statement('main', language=language) -%}
        {{ py_write_table(false, table, compiled_code) if language == 'python'
            else replace_table(table, compiled_code) }}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}

    {%- do return({'relations': [table]}) -%}
{% endmaterialization %}


{% macro replace_table(table, query) %}
    {%- if config.get('contract').enforced -%}
        {{ get_assert_columns_equivalent(query) }}
        create or replace table {{ table }} {{ get_table_columns_and_constraints() }};
        insert into {{ table }} {{ get_column_names() }} (
            {{ get_select_subquery(query) }}
        )
    {%- else -%}
        create or replace table {{ table }} as (
            {{ query }}
        )
    {%- endif -%}
{% endmacro %}


{% macro py_write_table(temporary, relation, compiled_code) %}
{{ compiled_code }}


def materialize(table, connection):
    connection.register("returned", table)
    connection.execute("""create or replace table {{ relation }} as from returned""")
    connection.unregister("returned")
{% endmacro %}
