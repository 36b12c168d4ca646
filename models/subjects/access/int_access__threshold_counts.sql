with

tier_counts as (

    select * from {{ ref('int_access__tier_counts') }}

),

totals as (

    select
        snapshot_date,
        population,
        threshold_name,
        sum(n_above) as n_above_all,
        sum(n_missing) as n_missing_all,
        sum(n_possible) as n_possible_all,
        sum(n_above) filter (where access_tier = 'unknown') as n_above_unknown,
        sum(n_missing) filter (where access_tier = 'unknown') as n_missing_unknown,
        sum(n_possible) filter (where access_tier = 'unknown') as n_possible_unknown

    from tier_counts
    group by snapshot_date, population, threshold_name

),

-- each tier, and all with open or with closed weights together
grouped as (

    select
        *,
        access_tier as access_group

    from tier_counts
    union all
    select
        *,
        weights_group as access_group

    from tier_counts
    where weights_group is not null

),

own as (

    select
        snapshot_date,
        population,
        threshold_name,
        threshold_flop,
        first_crossing_date,
        access_group,
        sum(n_published) as n_published,
        sum(n_above) as n_above,
        sum(n_missing) as n_missing,
        sum(n_possible) as n_possible

    from grouped
    group by all

),

joined as (

    select
        own.*,
        totals.* exclude (snapshot_date, population, threshold_name)

    from own
    inner join totals using (snapshot_date, population, threshold_name)

)

select * from joined
