with

number_ones as (select * from {{ ref('top500__number_ones') }}),

dated_number_ones as (

    select
        list_date,
        {{ fractional_year('list_date') }} as list_year,
        system_name,
        site,
        country_code,
        rmax_flop_per_s,
        source_url

    from number_ones

)

select * from dated_number_ones
