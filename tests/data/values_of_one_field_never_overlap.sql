-- Two values of one field that hold on the same day would both be the published one.
with

periods as (

    select
        *,
        lead(valid_from) over (
            partition by table_name, entity_id, field order by valid_from
        ) as next_valid_from,
        lead(value) over (
            partition by table_name, entity_id, field order by valid_from
        ) as next_value

    from {{ ref('fct_value_history') }}

),

-- nor is one value cut in two: a period that follows at once has another value
overlapping_periods as (

    select *
    from periods
    where
        coalesce(valid_to, date '9999-12-31') > next_valid_from
        or (valid_to = next_valid_from and value = next_value)

)

select * from overlapping_periods
