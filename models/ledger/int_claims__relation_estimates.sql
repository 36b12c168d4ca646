with

scale_elasticities as (

    select * from {{ ref('fct_scale_elasticities') }}

),

access_relations as (

    select * from {{ ref('fct_access_compute_relations') }}

),

elasticities as (

    select
        'fct_scale_elasticities' as tested_by,
        specification,
        'all' as group_name,
        snapshot_date,
        n_obs,
        ci_level,
        method,
        status_reason,
        {{ quantity_rows(['elasticity', 'curvature']) }}

    from scale_elasticities

),

correlations as (

    select
        'fct_access_compute_relations' as tested_by,
        specification,
        period as group_name,
        snapshot_date,
        n_obs,
        ci_level,
        method,
        status_reason,
        {{ quantity_rows(['kendall_tau_b']) }}

    from access_relations

),

estimates as (

    select * from elasticities
    union all
    select * from correlations

)

select * from estimates
