with

candidates as (select * from {{ ref('int_ai_models__threshold_candidates') }}),

thresholds as (select * from {{ ref('int_ai_models__thresholds') }}),

tiers as (select * from {{ ref('access_tiers') }}),

-- notable models are also among all models
populations as (

    select
        *,
        unnest({{ populations() }}) as population

    from candidates

),

-- each tier, and all with open or with closed weights together
access_groups as (

    select
        access_tier,
        unnest([
            access_tier,
            case
                when has_open_weights then 'open_weights'
                when not has_open_weights then 'closed_weights'
            end
        ]) as access_group

    from tiers

),

counts as (

    select
        populations.snapshot_date,
        populations.population,
        populations.threshold_name,
        access_groups.access_group,
        count(*) as n_published,
        count_if(populations.is_at_or_above) as n_above,
        count_if(populations.is_compute_missing) as n_missing,
        count_if(populations.is_possibly_above) as n_possible

    from populations
    inner join access_groups using (access_tier)
    group by all

),

-- a group that no model is of keeps its row, with n of zero
cells as (

    select distinct
        thresholds.*,
        populations.population,
        access_groups.access_group,
        access_groups.access_group = access_groups.access_tier as is_tier

    from thresholds
    inner join populations using (snapshot_date)
    cross join access_groups
    where access_groups.access_group is not null

),

filled_cells as (

    select
        cells.*,
        coalesce(counts.n_published, 0) as n_published,
        coalesce(counts.n_above, 0) as n_above,
        coalesce(counts.n_missing, 0) as n_missing,
        case when cells.has_possible_flag then coalesce(counts.n_possible, 0) end
            as n_possible

    from cells
    left join counts
        using (snapshot_date, population, threshold_name, access_group)

),

threshold_counts as (

    select
        * exclude (is_tier, has_possible_flag),
        sum(n_above) filter (where is_tier) over threshold_counts as n_above_all,
        sum(n_missing) filter (where is_tier) over threshold_counts as n_missing_all,
        sum(n_possible) filter (where is_tier) over threshold_counts as n_possible_all,
        sum(n_above) filter (where access_group = 'unknown') over threshold_counts
            as n_above_unknown,
        sum(n_missing) filter (where access_group = 'unknown') over threshold_counts
            as n_missing_unknown,
        sum(n_possible) filter (where access_group = 'unknown') over threshold_counts
            as n_possible_unknown

    from filled_cells
    window threshold_counts as (
        partition by snapshot_date, population, threshold_name
    )

)

select * from threshold_counts
