-- Readers take a published build for one that passed: a mart that fails its suite
-- keeps the build from them.
select * from {{ ref('fct_quality_results') }}
where gate = 'marts' and outcome = 'failed'
