with

candidates as (

    select * from {{ ref('int_ai_models__threshold_candidates') }}

),

thresholds as (

    select * from {{ ref('int_ai_models__thresholds') }}

),

tiers as (

    select * from {{ ref('access_tiers') }}

),

-- notable models are also among all models
populations as (

    select
        *,
        unnest(
            case when is_notable then ['all', 'notable'] else ['all'] end
        ) as population

    from candidates

),

counted as (

    select
        snapshot_date,
        population,
        threshold_name,
        access_tier,
        count(*) as n_published,
        count_if(is_at_or_above) as n_above,
        count_if(is_compute_missing) as n_missing,
        count_if(is_possibly_above) as n_possible

    from populations
    group by all

),

-- a tier that no model has keeps its row, with n of zero
asked as (

    select
        thresholds.*,
        unnest(['all', 'notable']) as population,
        tiers.access_tier,
        case
            when tiers.has_open_weights then 'open_weights'
            when not tiers.has_open_weights then 'closed_weights'
        end as weights_group

    from thresholds
    cross join tiers

),

filled as (

    select
        asked.*,
        coalesce(counted.n_published, 0) as n_published,
        coalesce(counted.n_above, 0) as n_above,
        coalesce(counted.n_missing, 0) as n_missing,
        case when asked.has_possible_flag then coalesce(counted.n_possible, 0) end
            as n_possible

    from asked
    left join counted
        using (snapshot_date, population, threshold_name, access_tier)

)

select * from filled
