{% macro check_record_chains() %}
    {%- set chains, records, names = [], [], [] -%}
    {%- for seed in (graph.nodes.values() if execute else [])
        if seed.resource_type == 'seed' and seed.config.meta.get('chained_as') -%}
        {%- set chain = seed.name.partition('__')[0] ~ '__record_chain' -%}
        {%- set keys = ['snapshot_date', 'scope', 'record_number'] -%}
        {%- set columns = seed.config.column_types | reject('in', keys) | list -%}
        {%- do chains.append(chain_links(chain)) if chain not in chains | string -%}
        {%- do records.append(chained_records(seed, chain, columns)) -%}
        {%- do names.append(chained_columns(seed, chain, columns)) -%}
    {%- endfor -%}
    {%- if records %}
        with

        {{ record_chain_steps(
            chains | join(' union all '),
            records | join(' union all '),
            names | join(' union all ')
        ) }}

        select error(concat(
            string_agg(problem, chr(10) order by problem) filter (where nth <= 10),
            if(count(*) > 10, format('{}and {} more', chr(10), count(*) - 10), ''),
            '; restore the seeds from version control, or ingest the file again ',
            'with --replace (docs/operations.md, "The chain of records")'
        ))
        from (
            select
                problem,
                row_number() over (order by problem) as nth
            from ({{ record_chain_problems() }})
        )
        having count(*) > 0
    {%- endif -%}
{% endmacro %}


{% macro chain_links(chain) %}
    {%- set seed = graph.nodes.get('seed.scalehouse.' ~ chain) -%}
    {%- if not seed -%}
        {%- do exceptions.raise_compiler_error(
            'no seed ' ~ chain ~ ': restore it from version control'
        ) -%}
    {%- endif -%}
    {%- set sealed = [] -%}
    {%- for column in seed.config.column_types if column != 'sha256' -%}
        {%- do sealed.append(column) -%}
    {%- endfor -%}
    select
        '{{ chain }}' as chain,
        try_cast(link_number as integer) as link_number,
        table_name,
        snapshot_date,
        coalesce(scope, '') as scope,
        correction_reason is not null as is_correction,
        string_split(covered_columns, '|') as covered_columns,
        row_checksums,
        rows_sha256,
        coalesce(previous_sha256, '') as previous_sha256,
        sha256,
        sha256({{ cells_in_one(sealed) }}) as sealed_sha256
    from {{ seed_rows(seed) }}
{% endmacro %}


{% macro chained_columns(seed, chain, columns) %}
    select
        '{{ chain }}' as chain,
        '{{ seed.name }}' as seed,
        '{{ seed.config.meta.chained_as }}' as table_name,
        ['{{ columns | join("', '") }}'] as column_names
{% endmacro %}


{% macro chained_records(seed, chain, columns) %}
    {%- set has_scope = 'scope' in seed.config.column_types -%}
    select
        '{{ chain }}' as chain,
        '{{ seed.config.meta.chained_as }}' as table_name,
        coalesce(snapshot_date, '') as snapshot_date,
        {{ "coalesce(scope, '')" if has_scope else "''" }} as scope,
        coalesce(record_number, '') as record_number,
        -- the order in the file
        row_number() over () as line_number,
        {{ list_of_cells(columns) }} as cells
    from {{ seed_rows(seed) }}
{% endmacro %}


{% macro list_of_cells(columns) -%}
    {%- set cells = [] -%}
    {%- for column in columns -%}
        {%- do cells.append("coalesce(%s, '')" % column) -%}
    {%- endfor -%}
    [{{ cells | join(', ') }}]
{%- endmacro %}


{% macro cells_in_one(columns) -%}
    array_to_string({{ list_of_cells(columns) }}, chr(31))
{%- endmacro %}


{% macro record_chain_steps(links, records, seeds) %}
links as (
    select
        *,
        concat(
            'link ', link_number, ' (',
            concat_ws(' ', table_name, snapshot_date, nullif(scope, '')), ')'
        ) as link_label,
        row_number() over (partition by chain order by link_number) as place
    from ({{ links }})
),

records as materialized (
    {{ records }}
),

-- a correction replaces the links before it
in_force as (
    select *
    from links
    qualify link_number >= coalesce(
        max(link_number) filter (where is_correction) over (
            partition by chain, table_name, snapshot_date, scope
        ), 0
    )
),

seeds as ({{ seeds }}),

placed as (
    select
        in_force.*,
        seeds.seed,
        seeds.column_names,
        list_transform(
            in_force.covered_columns,
            -- of a column that is gone, nothing
            lambda covered: coalesce(list_position(seeds.column_names, covered), 0)
        ) as positions
    from in_force
    left join seeds using (chain, table_name)
),

covered_rows as materialized (
    select
        placed.chain,
        placed.link_number,
        records.record_number,
        records.line_number,
        sha256(array_to_string(list_prepend(
            records.record_number, list_select(records.cells, placed.positions)
        ), chr(31))) as row_sha256
    from placed
    inner join records using (chain, table_name, snapshot_date, scope)
),

-- rows are compared one by one only where all together differ
broken as (
    select placed.*
    from placed
    left join (
        select
            chain,
            link_number,
            sha256(string_agg(row_sha256, '' order by line_number)) as rows_sha256
        from covered_rows
        group by chain, link_number
    ) as found using (chain, link_number)
    where placed.rows_sha256 is distinct from found.rows_sha256
),

ingested as (
    select
        chain,
        link_number,
        unnest(row_checksums) as row_checksum,
        cast(unnest(range(1, len(row_checksums) + 1)) as varchar) as record_number
    from (
        select
            chain,
            link_number,
            regexp_extract_all(row_checksums, '.{8}') as row_checksums
        from broken
    )
),

found as (
    select
        *,
        row_number() over (
            partition by chain, link_number order by line_number
        ) as nth
    from covered_rows
    where (chain, link_number) in (select (chain, link_number) from broken)
),

broken_rows as (
    select
        chain,
        link_number,
        record_number,
        case
            when found.row_sha256 is null then 'missing'
            when ingested.row_checksum is null then 'not of the file'
            when found.row_sha256[:8] <> ingested.row_checksum then 'not as ingested'
            when record_number <> cast(found.nth as varchar) then 'out of order'
        end as difference
    from ingested
    full join found using (chain, link_number, record_number)
),

-- where no link says that a snapshot has a value
uncovered as (
    select
        chain,
        table_name,
        snapshot_date,
        scope,
        list_filter(
            range(1, len(any_value(column_names)) + 1),
            lambda place: not list_contains(flatten(list(positions)), place)
        ) as positions
    from placed
    group by all
)
{% endmacro %}


{% macro record_chain_problems() %}
    select format(
        '{}: {} does not follow on {}: a link was removed, moved or edited',
        chain,
        link_label,
        coalesce(label_before, 'the start of the chain')
    ) as problem
    from (
        select
            *,
            lag(sha256, 1, '') over in_order as sha256_before,
            lag(link_label) over in_order as label_before
        from links
        window in_order as (partition by chain order by place)
    )
    where link_number is distinct from place or previous_sha256 <> sha256_before

    union all

    select format('{}: {} was edited', chain, link_label)
    from links
    where sha256 is distinct from sealed_sha256

    union all

    select format(
        '{}: {}, {} {}{}: {}',
        coalesce(placed.seed, placed.chain),
        concat_ws(
            ' ', placed.table_name, placed.snapshot_date, nullif(placed.scope, '')
        ),
        if(count(*) = 1, 'record', 'records'),
        array_to_string(list(
            record_number order by try_cast(record_number as integer), record_number
        )[:5], ', '),
        if(count(*) > 5, format(' and {:,} more', count(*) - 5), ''),
        difference
    )
    from broken_rows
    inner join placed using (chain, link_number)
    where difference is not null
    group by
        placed.seed, placed.chain, placed.table_name, placed.snapshot_date,
        placed.scope, placed.link_number, difference

    union all

    -- a column that is gone, or a row changed so that its checksum stayed
    select format(
        '{}: {} is not what its records are, in the columns {}',
        chain, link_label, array_to_string(covered_columns, ', ')
    )
    from broken
    where (chain, link_number) not in (
        select (chain, link_number) from broken_rows
        where difference is not null
    )

    union all

    select format(
        if(
            any_value(uncovered.positions) is null,
            '{}: {} has no link of the chain (record {} and all others)',
            '{}: {} has values that no link covers, first in record {}'
        ),
        seeds.seed,
        concat_ws(
            ' ', records.table_name, records.snapshot_date, nullif(records.scope, '')
        ),
        min_by(records.record_number, records.line_number)
    )
    from records
    inner join seeds using (chain, table_name)
    left join uncovered using (chain, table_name, snapshot_date, scope)
    where
        uncovered.positions is null
        or array_to_string(
            list_select(records.cells, uncovered.positions), ''
        ) <> ''
    group by
        seeds.seed, records.table_name, records.snapshot_date, records.scope
{% endmacro %}
