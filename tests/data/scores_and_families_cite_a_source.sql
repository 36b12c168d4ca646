-- A score, a compute and a family that somebody typed are worth as much as the page
-- they can be checked on.
{% set seeds = [
    ref('enhancement_gains'),
    ref('hugging_face__families'),
    ref('papers__quoted_downloads'),
    ref('papers__benchmark_scores'),
    ref('papers__preferred_models'),
    ref('papers__serving_measurements'),
    ref('papers__training_computes'),
    ref('parameter_buckets'),
] -%}

with

hand_entered as (

    {% for seed in seeds %}
        select
            '{{ seed.identifier }}' as seed,
            source_url

        from {{ seed }}
        {{ "union all" if not loop.last }}
    {% endfor %}

),

unsourced as (

    select * from hand_entered
    where
        not coalesce(
            regexp_matches(source_url, '^https?://[^\s/]+[.][^\s/]+\S*$'), false
        )

)

select * from unsourced
