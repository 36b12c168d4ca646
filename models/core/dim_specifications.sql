{% set marts = {
    'trend_specifications': ['fct_growth_trends', none],
    'changepoint_specifications': ['fct_changepoints', none],
    'open_closed_lag_specifications': ['fct_open_closed_lags', 'training_compute_flop'],
    'benchmark_lag_specifications': ['fct_benchmark_lags', none],
    'access_compute_specifications': [
        'fct_access_compute_relations', 'training_compute_flop'
    ],
    'summary_specifications': ['fct_record_summaries', none],
    'elasticity_specifications': ['fct_scale_elasticities', none],
    'parameter_gap_specifications': ['fct_parameter_gaps', 'parameters'],
} -%}

with

-- a column that a kind does not have is null of it
all_specifications as (

    {% for seed, (mart, only_metric) in marts.items() -%}
        select
            *,
            '{{ mart }}' as mart,
            {{ "'%s'" % only_metric if only_metric else 'null' }} as only_metric

        from {{ ref(seed) }}
        {{ 'union all by name' if not loop.last }}
    {% endfor %}

),

described_specifications as (

    select
        if(entity = 'series', 'fct_series_trends', mart) as source_mart,
        specification,
        question,
        coalesce(entity, 'ai_model') as entity,
        coalesce(metric, only_metric) as metric,
        population,
        grouping_name,
        sample_rule,
        not excludes_low_outliers as has_low_outliers,
        starts_on,
        ends_before,
        min_obs,
        ci_level,
        source_url

    from all_specifications

)

select * from described_specifications
