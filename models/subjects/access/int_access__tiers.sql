with

tiers as (

    select * from {{ ref('access_tiers') }}

),

labelled as (

    select
        access_tier,
        access_rank,
        access_label,
        has_open_weights,
        case
            when has_open_weights then 'open_weights'
            when not has_open_weights then 'closed_weights'
        end as weights_group

    from tiers

)

select * from labelled
