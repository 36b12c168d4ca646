{% materialization seed, adapter='duckdb' %}
    {%- set table = this.incorporate(type='table') -%}
    {%- set path = adapter.escape_sql_string(adapter.get_seed_file_path(model)) -%}
    {%- set types = config.get('column_types', {}) -%}

    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}
        create or replace table {{ table }} as
        from read_csv(
            '{{ path }}',
            header = true, skip = 0, comment = '',
            delim = ',', quote = '"', escape = '"'
            {{- ', types = %s' % types if types }}
        )
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}

    {#- dbt asks each seed for a result of this name -#}
    {%- do store_result('agate_table', response='OK') -%}
    {%- do return({'relations': [table]}) -%}
{% endmaterialization %}
