with

arithmetic_checks as (

    select
        * exclude (figure),
        recomputed_value as figure

    from {{ ref('fct_arithmetic_checks') }}

),

snapshots as (

    select snapshot_date
    from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models'

),

-- inputs that a source states are the same on every snapshot
estimates as (

    select
        'fct_arithmetic_checks' as tested_by,
        arithmetic_checks.claim as specification,
        'all' as group_name,
        snapshots.snapshot_date,
        'recomputed from the inputs that the source states' as method,
        arithmetic_checks.reason as status_reason,
        {{ quantity_rows([], ['figure']) }}

    from arithmetic_checks
    cross join snapshots

)

select * from estimates
