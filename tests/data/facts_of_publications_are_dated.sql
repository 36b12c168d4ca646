-- A figure counts from the day of its source. The name of a preprint contains its
-- month, so a day that was typed can be compared with it.
{% set seeds = [
    ref('enhancement_gains'),
    ref('hoffmann_2022__compute_optimal_models'),
    ref('inference_cases'),
    ref('lohn_2023__pass_rates'),
    ref('papers__benchmark_scores'),
    ref('papers__preferred_models'),
    ref('papers__serving_measurements'),
    ref('papers__training_computes'),
    ref('performance_targets'),
    ref('touvron_2023__benchmark_scores'),
    ref('touvron_2023__training_runs'),
] -%}

with

facts as (

    {% for seed in seeds %}
        select distinct
            '{{ seed.identifier }}' as seed,
            source_url,
            source_date

        from {{ seed }}
        {{ "union all" if not loop.last }}
    {% endfor %}

),

named as (

    select
        *,
        regexp_extract(source_url, 'arxiv[.]org/abs/([0-9]{4})[.]', 1)
            as preprint_month

    from facts

)

select * from named
where
    source_date is null
    or source_url is null
    or (preprint_month != '' and preprint_month != strftime(source_date, '%y%m'))
