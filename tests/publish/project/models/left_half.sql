{{ config(post_hook=[
    "create index if not exists left_half_weight on {{ this }} (weight_kg)",
    "create or replace macro heavier_than(kg) as table
        select * from {{ this }} where weight_kg > kg",
]) }}

select
    item_id,
    weight_kg,
    '{{ invocation_id }}' as invocation

from {{ ref('items') }}
