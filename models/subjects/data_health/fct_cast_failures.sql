with

casts as (

    select * from {{ ref('int_data_health__casts') }}

),

counted as (

    select
        snapshot_date,
        column_name,
        cast(count(*) as integer) as n_published,
        cast(count(*) filter (where not is_parsed) as integer) as n_failed,
        count(*) filter (where not is_parsed) / count(*) as failed_share,
        arg_min(published_value, record_number) filter (where not is_parsed)
            as example_value,
        cast(min(record_number) filter (where not is_parsed) as integer)
            as example_record_number

    from casts
    group by snapshot_date, column_name

)

select * from counted
