-- A verdict against a published claim is ours to explain: whether of another sample,
-- a bound or a definition, a reader would take it for a mistake of the author's.
select claim_id as claim
from {{ ref('rpt_claim_scoreboard') }}
where verdict_at_own_time != 'holds' and reason is null
union all
select claim
from {{ ref('fct_arithmetic_checks') }}
where verdict != 'follows' and reason is null
