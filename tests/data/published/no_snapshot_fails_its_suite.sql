-- Readers take a published build for one that passed: what a snapshot failed at the
-- door must have been accepted with a reason.
select * from {{ ref('fct_quality_results') }}
where gate = 'door' and outcome = 'failed'
