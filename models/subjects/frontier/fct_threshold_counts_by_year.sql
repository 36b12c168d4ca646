with

thresholds as (select * from {{ ref('int_ai_models__thresholds') }}),

candidates as (
    select * from {{ ref('int_ai_models__threshold_candidates') }}
    where publication_date is not null
),

groups as (select * from {{ ref('int_ai_models__groups') }}),

crossings as (

    select
        candidates.snapshot_date,
        candidates.threshold_name,
        groups.grouping_name,
        groups.group_name,
        year(candidates.publication_date) as calendar_year,
        count(*) filter (where candidates.is_at_or_above) as n_new,
        count(*) filter (
            where
            candidates.is_at_or_above and candidates.confidence != 'speculative'
        ) as n_new_confirmed,
        count(*) filter (where candidates.is_possibly_above) as n_new_possible

    from candidates
    inner join groups using (snapshot_date, ai_model_id)
    group by all

),

crossed_groups as (

    select distinct
        snapshot_date,
        threshold_name,
        grouping_name,
        group_name

    from crossings
    where n_new > 0

),

-- a year without a crossing keeps its row, so that cumulative counts have no gaps
years as (

    select
        thresholds.snapshot_date,
        thresholds.threshold_name,
        thresholds.threshold_flop,
        thresholds.has_possible_flag,
        unnest(
            generate_series(
                year(thresholds.first_crossing_date), year(thresholds.snapshot_date)
            )
        ) as calendar_year

    from thresholds
    where thresholds.first_crossing_date is not null

),

threshold_counts as (

    select
        years.snapshot_date,
        years.threshold_name,
        years.threshold_flop,
        crossed_groups.grouping_name,
        crossed_groups.group_name,
        cast(years.calendar_year as integer) as calendar_year,
        years.calendar_year = year(years.snapshot_date) as is_partial_year,
        cast(coalesce(crossings.n_new, 0) as integer) as n_new,
        cast(coalesce(crossings.n_new_confirmed, 0) as integer) as n_new_confirmed,
        cast(coalesce(sum(crossings.n_new) over so_far, 0) as integer) as n_cumulative,
        cast(coalesce(sum(crossings.n_new_confirmed) over so_far, 0) as integer)
            as n_cumulative_confirmed,
        case
            when years.has_possible_flag
                then cast(
                    coalesce(sum(crossings.n_new_possible) over so_far, 0) as integer
                )
        end as n_cumulative_possible

    from years
    inner join crossed_groups using (snapshot_date, threshold_name)
    left join crossings
        using (snapshot_date, threshold_name, grouping_name, group_name, calendar_year)
    window so_far as (
        partition by
            years.snapshot_date,
            years.threshold_name,
            crossed_groups.grouping_name,
            crossed_groups.group_name
        order by years.calendar_year
        rows between unbounded preceding and current row
    )

)

select * from threshold_counts
