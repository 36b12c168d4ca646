select
    item_id,
    cast(weight_kg + {{ var('shift_kg') }} as double) as weight_kg,
    'kg' as unit,
    '{{ invocation_id }}' as invocation

from {{ ref('items') }}
cross join range({{ var('times') }})
