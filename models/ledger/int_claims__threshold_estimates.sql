with

threshold_counts as (

    select * from {{ ref('fct_threshold_counts_by_year') }}
    where grouping_name = 'none'

),

threshold_crossings as (

    select * from {{ ref('fct_threshold_crossings') }}

),

by_year as (

    select
        'fct_threshold_counts_by_year' as tested_by,
        threshold_name as specification,
        cast(calendar_year as varchar) as group_name,
        snapshot_date,
        cast(n_new as integer) as n_obs,
        'count' as method,
        case when not is_partial_year then n_new / 12 end as n_new_per_month

    from threshold_counts

),

makers as (

    select
        threshold_name,
        snapshot_date,
        ai_model_id,
        unnest(organization_names) as organization_name

    from threshold_crossings

),

by_organization as (

    select
        'fct_threshold_crossings' as tested_by,
        threshold_name as specification,
        'all' as group_name,
        snapshot_date,
        cast(count(distinct ai_model_id) as integer) as n_obs,
        'count' as method,
        count(distinct organization_name) as n_organizations

    from makers
    group by threshold_name, snapshot_date

),

estimates as (

    select
        * exclude (n_new_per_month),
        {{ quantity_rows([], ['n_new_per_month']) }}

    from by_year
    union all
    select
        * exclude (n_organizations),
        {{ quantity_rows([], ['n_organizations']) }}

    from by_organization

)

select * from estimates
