select item_id, '{{ invocation_id }}' as invocation from {{ ref('items') }}
