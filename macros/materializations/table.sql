{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- set table = this.incorporate(type='table') -%}
    {%- set language = model['language'] -%}
    {%- set makes = python_model if language == 'python' else replace_table -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- if existing and existing.is_view -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}

    {{ run_hooks(pre_hooks) }}
    {%- call statement('main', language=language) -%}
        {{ makes(table, compiled_code) }}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}

    {%- do return({'relations': [table]}) -%}
{% endmaterialization %}


{% macro replace_table(table, query) %}
    {%- if config.get('contract').enforced -%}
        {{ get_assert_columns_equivalent(query) }}
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


{% macro python_model(table, code) %}
{{ code }}


def materialize(returned, connection):
    connection.register("returned", returned)
    connection.execute("""create or replace table {{ table }} as from returned""")
    connection.unregister("returned")
{% endmacro %}
