with

results as (

    select * from {{ ref('quality__results') }}

),

typed as (

    select
        table_name,
        cast(snapshot_date as date) as snapshot_date,
        coalesce(scope, 'all') as scope,
        compared_with,
        suite,
        expectation,
        column_name,
        cast(is_passed as boolean) as is_passed,
        cast(observed_value as double) as observed_value,
        cast(lower_limit as double) as lower_limit,
        cast(upper_limit as double) as upper_limit,
        reason

    from results

)

select * from typed
