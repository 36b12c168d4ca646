with

results as (

    select * from {{ ref('quality__results') }}

),

overrides as (

    select * from {{ ref('quality__overrides') }}

),

snapshots as (

    select * from {{ ref('dim_snapshots') }}

),

anchors as (

    select * from {{ ref('int_data_health__anchors') }}

),

-- an acceptance holds for its file, not for another reading of its date
accepted as (

    select
        overrides.table_name,
        overrides.snapshot_date,
        overrides.suite,
        overrides.expectation,
        overrides.column_name,
        overrides.accepted_by,
        overrides.accepted_date,
        overrides.reason as accepted_reason

    from overrides
    inner join snapshots using (table_name, snapshot_date, sha256)

),

checked as (

    select
        'door' as gate,
        * exclude (scope)

    from results
    union all by name
    select
        'marts' as gate,
        table_name,
        snapshot_date,
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

joined as (

    select
        checked.gate,
        checked.table_name,
        checked.snapshot_date,
        checked.compared_with,
        checked.suite,
        checked.expectation,
        -- what is expected of a table as a whole names no column
        coalesce(nullif(checked.column_name, ''), '*') as column_name,
        case
            when checked.is_passed then 'passed'
            when accepted.accepted_by is not null then 'accepted'
            else 'failed'
        end as outcome,
        checked.observed_value,
        checked.lower_limit,
        checked.upper_limit,
        checked.reason as expectation_reason,
        accepted.accepted_by,
        accepted.accepted_date,
        accepted.accepted_reason

    from checked
    left join accepted
        using (table_name, snapshot_date, suite, expectation, column_name)

)

select * from joined
