-- The producer publishes its own amortised estimate. A change in a price, a factor or a
-- date that breaks the agreement breaks the method: at least half of the costs agree
-- within the tolerance in every snapshot, four fifths in those before dollars of 2025
-- were mixed into the column.
with

checks as (
    select * from {{ ref('fct_cost_estimate_checks') }}
    where
        cost_method = 'amortised_estimate'
        and published_method = 'reported_usd_2023'
        and n_obs > 0
)

select *
from checks
where agreeing_share < 0.5 or abs(median_ratio - 1) > agreement_tolerance_share
