select
    item_id,
    -- parsing does not take this branch
    {{ doubled('weight_kg') if execute else 'weight_kg' }} as doubled_kg

from {{ ref('left_half') }}
