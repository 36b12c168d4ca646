{{ config(post_hook=[
    "create index if not exists left_half_weight on {{ this }} (weight_kg)",
    "comment on table {{ this }} is 'The left half''s items.'",
    "comment on column {{ this }}.item_id is 'An item.'",
    "create or replace macro heavier_than(kg) as table
        select * from {{ this }} where weight_kg > kg",
]) }}

select
    item_id,
    weight_kg,
    '{{ invocation_id }}' as invocation

from {{ ref('items') }}
