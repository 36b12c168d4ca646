-- Each machine counts until the next list: a missing list would stretch the one before.
with

number_ones as (select * from {{ ref('stg_top500__number_ones') }}),

spaced as (

    select
        list_date,
        date_diff(
            'month', lag(list_date) over (order by list_date), list_date
        ) as months_since_previous,
        lag(rmax_flop_per_s) over (order by list_date) as previous_flop_per_s,
        rmax_flop_per_s

    from number_ones

),

-- June to November and November to June; the number one never gets slower
wrong as (

    select * from spaced
    where
        months_since_previous not in (5, 7)
        or rmax_flop_per_s < previous_flop_per_s

)

select * from wrong
