-- Readers take a published build for one that passed. What fails at the door must have
-- been accepted with a reason, and a mart that fails keeps the build from readers.
select * from {{ ref('fct_quality_results') }}
where outcome = 'failed'
