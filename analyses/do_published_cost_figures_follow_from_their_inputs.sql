-- Which published figures of cost, inference and growth follow from the inputs that
-- their sources state, and why not the others?
with

checks as (select * from {{ ref('fct_arithmetic_checks') }})

select
    verdict,
    claim,
    figure,
    published_value,
    recomputed_value,
    difference_share,
    reason

from checks
order by verdict, claim
