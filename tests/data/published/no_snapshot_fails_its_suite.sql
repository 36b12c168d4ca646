-- Readers assume that a published build passed: what a snapshot failed in its
-- data-quality suites must have been accepted with a reason.
select * from {{ ref('fct_quality_results') }}
where gate = 'door' and outcome = 'failed'
