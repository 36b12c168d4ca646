-- What share of the notable models of each year is in each access tier, among those
-- whose access is stated?
with

access_by_year as (select * from {{ ref('fct_access_by_year') }}),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where is_newest
),

tiers as (

    select
        access_by_year.calendar_year,
        access_by_year.access_tier,
        access_by_year.n_tier,
        access_by_year.n_obs,
        access_by_year.coverage_share,
        access_by_year.stated_tier_share,
        access_by_year.stated_tier_share_ci_low,
        access_by_year.stated_tier_share_ci_high

    from access_by_year
    inner join snapshots
        on access_by_year.snapshot_date = snapshots.snapshot_date
    where
        access_by_year.grouping_name = 'none'
        and access_by_year.population = 'notable'
        and access_by_year.calendar_year >= 2018

)

select * from tiers
order by calendar_year, access_tier
