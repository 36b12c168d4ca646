{% macro begin_writing() %}
{%- set publishes = (target.path or '').endswith('next/scalehouse.duckdb') -%}
{%- if publishes and flags.WHICH != 'test' -%}
    {#- a part of the nodes is compared with what changed -#}
    {%- set is_part = narrowing_arguments() == ['--select'] -%}
    select begin_writing('{{ manifest_path() if is_part else "" }}')
{%- endif -%}
{% endmacro %}


{% macro publish(results) %}
{%- if execute and is_published_target() -%}
    {%- set obstacle = publish_obstacle(results) -%}
    {%- if obstacle -%}
        {%- do log_not_published(obstacle) -%}
    {%- else -%}
        {{ drop_strays() }}
        {{ publish_build(results) }}
    {%- endif -%}
{%- endif -%}
{% endmacro %}


{% macro publish_file(results) %}
    {#- what other vars built would be compared with what these build -#}
    {%- set manifest = manifest_path() if keeps_state() else '' %}
    {{ create_build_manifest(results) }}
    checkpoint;
    select publish_build(
        '{{ build_id() }}',
        (
            select count(*) from duckdb_tables()
            where database_name = current_database()
        ),
        {{ var('keep_builds') }},
        '{{ manifest }}'
    )
{% endmacro %}


{% macro publish_obstacle(results) %}
    {%- set good = ['success', 'pass', 'warn', 'no-op'] -%}
    {%- set bad = results | rejectattr('status', 'in', good) | list -%}
    {%- set skipped = bad | selectattr('status', 'eq', 'skipped') | list -%}
    {%- set ran = results | map(attribute='node.unique_id') | list -%}
    {%- set missing = build_steps() | reject('in', ran) | list -%}
    {%- set is_refresh = narrows_to_changes() -%}
    {%- set arguments = [] if is_refresh else narrowing_arguments() -%}
    {%- set arguments = arguments | join(', ') -%}
    {%- if flags.WHICH != 'build' or arguments -%}
        {%- set command = ('dbt ' ~ flags.WHICH ~ ' ' ~ arguments) | trim -%}
        {%- do return('only a full dbt build publishes, not ' ~ command) -%}
    {%- elif bad -%}
        {%- set n_failed = bad | length - skipped | length -%}
        {%- set counts = (n_failed, results | length, skipped | length) -%}
        {%- do return('%d of %d steps failed, %d skipped' % counts) -%}
    {%- elif missing and not is_refresh -%}
        {%- set example = ' steps did not run, such as ' ~ missing | first -%}
        {%- do return(missing | length ~ example) -%}
    {%- endif -%}
    {%- do return('') -%}
{% endmacro %}


{% macro log_not_published(obstacle) %}
    {%- set current = run_query(published_build_query()).rows[0][0] -%}
    {%- set kept = 'readers keep build ' ~ current -%}
    {%- set readers = kept if current else 'no build is published yet' -%}
    {%- set message = 'Not published: ' ~ obstacle ~ '; ' ~ readers ~ '.' -%}
    {%- do log(message, info=true) -%}
{% endmacro %}


{% macro build_steps() %}
    {%- set kinds = ['seed', 'model', 'snapshot', 'test'] -%}
    {%- set steps = graph.functions.keys() | list -%}
    {%- for node in graph.nodes.values()
        if node.resource_type in kinds
        and node.config.materialized != 'ephemeral' -%}
        {%- do steps.append(node.unique_id) -%}
    {%- endfor -%}
    {%- do return(steps) -%}
{% endmacro %}


{% macro narrowing_arguments() %}
    {%- set names = [
        'select', 'exclude', 'selector', 'resource_types',
        'exclude_resource_types', 'empty', 'sample', 'defer',
        'event_time_start', 'event_time_end',
    ] -%}
    {%- set given = [] -%}
    {#- unit tests, which a plain build leaves out, may run or not -#}
    {%- set as_whole = {'select': ['fqn:*'], 'exclude': ['resource_type:unit_test']} -%}
    {%- for name in names if invocation_args_dict.get(name)
        and not (
            name in as_whole and invocation_args_dict[name] | list == as_whole[name]
        ) -%}
        {%- do given.append('--' ~ name | replace('_', '-')) -%}
    {%- endfor -%}
    {%- do return(given) -%}
{% endmacro %}


{% macro narrows_to_changes() %}
    {%- set is_narrow = narrowing_arguments() != ['--select'] -%}
    {%- if not keeps_state() or is_narrow -%}
        {%- do return(false) -%}
    {%- endif -%}
    {%- set selected = invocation_args_dict.select | list | tojson -%}
    {%- set answer = run_query(
        "select covers_changes('" ~ adapter.escape_sql_string(selected) ~ "')"
    ) -%}
    {%- do return(answer.rows[0][0]) -%}
{% endmacro %}


{% macro keeps_state() %}
    {%- set given = invocation_args_dict.vars or {} -%}
    {#- how many builds are kept is in no table -#}
    {%- set own = given.keys() | reject('eq', 'keep_builds') | list -%}
    {%- do return(is_whole_in_file() and not own) -%}
{% endmacro %}


{% macro manifest_path() %}
    {%- set folder = flags.TARGET_PATH or 'target' -%}
    {%- do return(adapter.escape_sql_string(folder ~ '/manifest.json')) -%}
{% endmacro %}


{% macro build_id() %}
    {%- set started_at = run_started_at.astimezone(modules.pytz.utc) -%}
    {%- set stamp = started_at.strftime('%Y%m%dT%H%M%SZ') -%}
    {%- do return(stamp ~ '-' ~ invocation_id[:8]) -%}
{% endmacro %}


{% macro drop_strays() %}
    {%- set made = ['main.build_manifest'] -%}
    {%- for node in graph.nodes.values() if node.resource_type != 'test' -%}
        {%- do made.append((node.schema ~ '.' ~ node.alias) | lower) -%}
    {%- endfor -%}
    {%- for source in graph.sources.values() -%}
        {%- set relation = source.schema ~ '.' ~ source.identifier -%}
        {%- do made.append(relation | lower) -%}
    {%- endfor -%}
    {%- set relations = run_query("
        select table_schema, table_name, table_type
        from information_schema.tables
        where table_catalog = current_database()
    ") -%}
    {%- for schema_name, name, kind in relations.rows
        if (schema_name ~ '.' ~ name) | lower not in made -%}
        {%- set relation = schema_name ~ '.' ~ name -%}
        {%- do log('Dropping ' ~ relation ~ ': nothing makes it.', info=true) %}
        drop {{ kind | replace('BASE ', '') }} {{ adapter.quote(schema_name) }}.
            {{- adapter.quote(name) }};
    {%- endfor -%}
{% endmacro %}


{% macro create_build_manifest(results) %}
    {%- set kinds = results | map(attribute='node.resource_type') | list -%}
    {%- set tests = kinds | select('in', ['test', 'unit_test']) | list -%}
    {%- set nodes = kinds | reject('in', tests + ['exposure']) | list -%}
    {%- set warnings = results | selectattr('status', 'eq', 'warn') | list -%}
    {%- set dbt_args = {
        'target': target.name,
        'full_refresh': invocation_args_dict.get('full_refresh') or false,
        'vars': invocation_args_dict.vars,
    } -%}
    {%- for name in ['select', 'exclude'] if invocation_args_dict.get(name) -%}
        {%- do dbt_args.update({name: invocation_args_dict[name] | list}) -%}
    {%- endfor -%}
    {%- set keys = {} -%}
    {%- for node in graph.nodes.values() if node.config.meta.get('key') -%}
        {%- do keys.update({node.schema ~ '.' ~ node.alias: node.config.meta.key}) -%}
    {%- endfor %}
    create or replace table main.build_manifest (
        build_id varchar not null,
        started_at timestamp not null,
        published_at timestamp not null,
        dbt_version varchar not null,
        duckdb_version varchar not null,
        scalehouse_version varchar not null,
        git_commit varchar,
        is_modified boolean,
        n_nodes integer not null,
        n_tests integer not null,
        n_warnings integer not null,
        dbt_args json not null,
        table_keys json not null
    );
    insert into main.build_manifest by name
    select
        '{{ build_id() }}' as build_id,
        '{{ run_started_at }}'::timestamptz at time zone 'UTC' as started_at,
        now() at time zone 'UTC' as published_at,
        '{{ dbt_version }}' as dbt_version,
        version() as duckdb_version,
        code.scalehouse_version,
        code.git_commit,
        code.is_modified,
        {{ nodes | length }} as n_nodes,
        {{ tests | length }} as n_tests,
        {{ warnings | length }} as n_warnings,
        '{{ adapter.escape_sql_string(tojson(dbt_args, sort_keys=true)) }}'
            as dbt_args,
        '{{ adapter.escape_sql_string(tojson(keys, sort_keys=true)) }}'
            as table_keys
    from (select code_version() as code) as versions;
    {{ comment_on_build_manifest() }}
{% endmacro %}


{% macro comment_on_build_manifest() %}
    {%- set comments = {
        'build_id': 'When dbt started and which invocation of it.',
        'started_at': 'When dbt started, UTC.',
        'published_at': 'When the build had passed, UTC.',
        'dbt_version': 'dbt-core that built it.',
        'duckdb_version': 'DuckDB that wrote it.',
        'scalehouse_version': 'scalehouse package whose fits it holds.',
        'git_commit': 'Commit of the project; null outside a git checkout.',
        'is_modified': 'Whether files differed from it; null without it.',
        'n_nodes': 'Seeds, models, snapshots and functions built.',
        'n_tests': 'Data tests and unit tests that ran.',
        'n_warnings': 'Tests among them that warned.',
        'dbt_args': 'Target, vars and refresh that dbt was given.',
        'table_keys': 'Columns of each table that name a row once.',
    } -%}
    comment on table main.build_manifest is
        'What built this warehouse. One row: every published build carries its own.';
    {%- for column, comment in comments.items() %}
    comment on column main.build_manifest.{{ column }} is '{{ comment }}';
    {%- endfor %}
{% endmacro %}
