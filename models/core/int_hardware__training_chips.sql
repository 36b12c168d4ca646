with

terms as (

    select * from {{ ref('int_ai_models__terms') }}
    where is_primary_record and field = 'hardware'

),

chips as (

    select distinct hardware_name
    from {{ ref('int_hardware__chips') }}

),

-- several published words may name one chip
matched as (

    select
        terms.snapshot_date,
        terms.ai_model_id,
        terms.published_term,
        terms.term as hardware_name,
        chips.hardware_name is not null as is_in_hardware_table

    from terms
    left join chips
        on terms.term = chips.hardware_name

)

select * from matched
