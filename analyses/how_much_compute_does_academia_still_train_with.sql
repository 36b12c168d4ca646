-- What share of the notable models, and of their known training compute, is
-- academia's and industry's each year, and how much of that is one run?
with

organization_shares as (select * from {{ ref('fct_organization_shares_by_year') }}),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where is_newest
),

compared as (

    select
        organization_shares.calendar_year,
        organization_shares.organization_type,
        organization_shares.n_ai_models,
        organization_shares.n_in_year,
        organization_shares.ai_model_share,
        organization_shares.training_compute_disclosed_share,
        organization_shares.training_compute_share,
        organization_shares.training_compute_share_without_largest

    from organization_shares
    inner join snapshots
        on organization_shares.snapshot_date = snapshots.snapshot_date
    where
        organization_shares.population = 'notable'
        and organization_shares.calendar_year >= 2012
        and organization_shares.organization_type in ('academia', 'industry')

)

select * from compared
order by calendar_year, organization_type
