{% materialization seed, adapter='duckdb' %}
    {%- set table = this.incorporate(type='table') -%}

    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}
        create or replace table {{ table }} as
        from read_csv(
            '{{ adapter.escape_sql_string(adapter.get_seed_file_path(model)) }}',
            header = true,
            delim = '{{ config.get('delimiter', ',') }}',
            quote = '"',
            escape = '"',
            types = { {%- for name, type in config.get('column_types', {}).items() -%}
                '{{ name }}': '{{ type }}'{{ ', ' if not loop.last }}
            {%- endfor -%} }
        )
    {%- endcall -%}
    {#- dbt asks for it, to show it on `dbt seed --show` -#}
    {%- do store_result('agate_table', response='OK') -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}

    {%- do return({'relations': [table]}) -%}
{% endmaterialization %}
