with

gains as (select * from {{ ref('enhancement_gains') }}),

published_gains as (

    select
        * replace (cast(one_time_cost_share as double) as one_time_cost_share),
        -- the paper itself, or somebody's word about it
        verified_in != 'paper' as is_second_hand

    from gains

)

select * from published_gains
