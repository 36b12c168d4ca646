{{ config(materialized='view') }}

select left_half.item_id, left_half.weight_kg, right_half.invocation

from {{ ref('left_half') }} as left_half
inner join {{ ref('right_half') }} as right_half using (item_id)
