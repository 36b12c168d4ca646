{% macro is_lake() %}
    {%- set home = api.Relation.create(database=target.database) -%}
    {%- do return(adapter.is_ducklake(home)) -%}
{% endmacro %}


{% macro is_published_target() %}
    {%- set path = target.path or '' -%}
    {%- do return(path.endswith('next/scalehouse.duckdb') or is_lake()) -%}
{% endmacro %}


{% macro is_whole_in_file() %}
    {%- do return(not is_lake() and not is_bulk()) -%}
{% endmacro %}


{% macro can_keep_table_macros() %}
    {#- a lake cannot keep an argument that is null unless it is given -#}
    {%- do return(is_published_target() and not is_lake()) -%}
{% endmacro %}


{% macro publish_build(results) %}
    {{ publish_version(results) if is_lake() else publish_file(results) }}
{% endmacro %}


{% macro publish_version(results) %}
    {%- do log('Published build ' ~ build_id() ~ ' in the lake.', info=true) %}
    begin;
    {{ create_build_manifest(results) }}
    call ducklake_set_commit_message(
        current_database(),
        'scalehouse',
        'Published a build that passed',
        extra_info => '{{ build_id() }}'
    );
    commit
{% endmacro %}


{% macro published_build_query() %}
    {%- set of_lake = "
        select max_by(commit_extra_info, snapshot_id)
        from ducklake_snapshots(current_database())
        where author = 'scalehouse'
    " -%}
    {%- do return(of_lake if is_lake() else 'select published_build()') -%}
{% endmacro %}
