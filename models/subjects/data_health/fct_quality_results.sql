with

results as (select * from {{ ref('quality__results') }}),

overrides as (select * from {{ ref('quality__overrides') }}),

files as (select * from {{ ref('dim_snapshot_files') }}),

anchors as (select * from {{ ref('int_data_health__anchors') }}),

-- an acceptance holds for its file, not for another reading of its date
accepted_snapshots as (

    select
        overrides.table_name,
        overrides.snapshot_date,
        files.scope,
        overrides.suite,
        overrides.expectation,
        overrides.column_name,
        overrides.accepted_by,
        overrides.accepted_date,
        overrides.reason as accepted_reason

    from overrides
    inner join files
        on
            overrides.table_name = files.table_name
            and overrides.snapshot_date = files.snapshot_date
            and coalesce(overrides.scope, 'all') = files.scope
            and overrides.sha256 = files.sha256

),

check_results as (

    select
        'door' as gate,
        * replace (coalesce(scope, 'all') as scope)

    from results
    union all by name
    select
        'marts' as gate,
        table_name,
        snapshot_date,
        'all' as scope,
        table_name as suite,
        anchor as expectation,
        column_name,
        -- what was not found lies within no limits
        coalesce(
            observed_value between
            coalesce(lower_limit, cast('-infinity' as double))
            and coalesce(upper_limit, cast('infinity' as double)),
            false
        ) as is_passed,
        observed_value,
        lower_limit,
        upper_limit,
        reason

    from anchors

),

quality_results as (

    select
        check_results.gate,
        check_results.table_name,
        check_results.snapshot_date,
        check_results.scope,
        check_results.compared_with,
        check_results.suite,
        check_results.expectation,
        -- what is expected of a table as a whole names no column
        coalesce(nullif(check_results.column_name, ''), '*') as column_name,
        case
            when check_results.is_passed then 'passed'
            when accepted_snapshots.accepted_by is not null then 'accepted'
            else 'failed'
        end as outcome,
        check_results.observed_value,
        check_results.lower_limit,
        check_results.upper_limit,
        check_results.reason as expectation_reason,
        accepted_snapshots.accepted_by,
        accepted_snapshots.accepted_date,
        accepted_snapshots.accepted_reason

    from check_results
    left join accepted_snapshots
        using (table_name, snapshot_date, scope, suite, expectation, column_name)

)

select * from quality_results
