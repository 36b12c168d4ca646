select sum(weight_kg) as weight_kg, max(invocation) as invocation
from {{ ref('weighings') }}
