-- Readers take a published build for one that passed: a mart that misses an anchor
-- keeps the build from them. A famous run that is gone, or a column that nobody
-- measures, misses it too.
select * from {{ ref('fct_quality_results') }}
where gate = 'marts' and outcome = 'failed'
