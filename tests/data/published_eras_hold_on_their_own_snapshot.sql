-- The three-eras paper's doubling times must come out of the snapshot nearest to
-- its data: ours inside the published interval, and about as many AI models. The
-- snapshot was taken three months after the paper and holds a few models more.
with

growth_trends as (

    select * from {{ ref('fct_growth_trends') }}

),

published as (

    select * from {{ ref('published_trends') }}

),

compared as (

    select
        published.claim,
        published.n_obs as n_obs_published,
        growth_trends.n_obs,
        published.doubling_months as doubling_months_published,
        growth_trends.doubling_months,
        coalesce(
            growth_trends.doubling_months
            between published.doubling_months_ci_low
            and published.doubling_months_ci_high,
            false
        ) as is_inside,
        abs(growth_trends.n_obs - published.n_obs)
        <= greatest(2, 0.15 * published.n_obs) as is_same_sample

    from published
    left join growth_trends using (specification, group_name, snapshot_date)

)

select * from compared
where not is_inside or not coalesce(is_same_sample, false)
