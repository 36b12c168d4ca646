{{ config(severity='warn') }}

select * from {{ ref('items') }} where item_id > 1
