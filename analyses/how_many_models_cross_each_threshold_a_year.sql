-- How many AI models lie at or above each compute threshold, new in a year and in all?
-- A model of many organisations or countries counts once.
with

threshold_counts as (
    select * from {{ ref('fct_threshold_counts_by_year') }}
    where grouping_name = 'none'
),

counts as (

    select
        snapshot_date,
        threshold_flop,
        calendar_year,
        is_partial_year,
        n_new_confirmed,
        n_new,
        n_cumulative_confirmed,
        n_cumulative,
        n_cumulative_possible

    from threshold_counts

)

select * from counts
order by snapshot_date desc, threshold_flop asc, calendar_year asc
