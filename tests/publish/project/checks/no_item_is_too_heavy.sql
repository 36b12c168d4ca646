select * from {{ ref('left_half') }}
where weight_kg > {{ env_var('HALVES_LIMIT_KG', '99') }}
