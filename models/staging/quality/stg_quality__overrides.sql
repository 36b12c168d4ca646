with

overrides as (

    select * from {{ ref('quality__overrides') }}

),

typed as (

    select
        table_name,
        cast(snapshot_date as date) as snapshot_date,
        coalesce(scope, 'all') as scope,
        sha256,
        suite,
        expectation,
        column_name,
        accepted_by,
        cast(accepted_date as date) as accepted_date,
        reason

    from overrides

)

select * from typed
