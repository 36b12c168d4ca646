-- In which countries were the models made that were among the ten largest notable
-- training runs when they came out, year by year? A model of several countries counts
-- in each.
with

frontier as (
    select * from {{ ref('fct_frontier_at_release') }}
    where population = 'notable'
),

totals as (

    select
        snapshot_date,
        year(publication_date) as calendar_year,
        count(*) as n_frontier_models,
        count_if(has_open_weights) as n_open_weights

    from frontier
    group by all

),

located as (

    select
        snapshot_date,
        year(publication_date) as calendar_year,
        unnest(country_codes) as country_code

    from frontier

),

counted as (

    select
        snapshot_date,
        calendar_year,
        country_code,
        count(*) as n_of_country

    from located
    group by all

),

shares as (

    select
        counted.snapshot_date,
        counted.calendar_year,
        counted.country_code,
        counted.n_of_country,
        totals.n_frontier_models,
        totals.n_open_weights,
        counted.n_of_country / totals.n_frontier_models as country_share

    from counted
    inner join totals using (snapshot_date, calendar_year)

)

select * from shares
where calendar_year >= 2010
order by snapshot_date desc, calendar_year asc, n_of_country desc
