-- DuckDB takes NaN for larger than every number, so it passes `> 0` and any lower
-- bound, and one of it turns an average into NaN. What is not known is null.
{% set marts = [
    ref('dim_chip_offers'),
    ref('dim_economic_inputs'),
    ref('dim_eras'),
    ref('dim_hardware'),
    ref('dim_snapshots'),
    ref('dim_specifications'),
    ref('fct_access_by_compute'),
    ref('fct_access_by_year'),
    ref('fct_access_compute_contrasts'),
    ref('fct_access_compute_relations'),
    ref('fct_arithmetic_checks'),
    ref('fct_benchmark_lags'),
    ref('fct_benchmark_levels'),
    ref('fct_cast_failures'),
    ref('fct_changepoint_exclusions'),
    ref('fct_changepoint_samples'),
    ref('fct_changepoints'),
    ref('fct_claim_checks'),
    ref('fct_compute_equivalent_gains'),
    ref('fct_compute_optimal_laws'),
    ref('fct_compute_records'),
    ref('fct_cost_estimate_checks'),
    ref('fct_download_concentration'),
    ref('fct_download_size_slopes'),
    ref('fct_downloads_by_size'),
    ref('fct_efficiency_by_year'),
    ref('fct_enhancements'),
    ref('fct_estimates'),
    ref('fct_family_downloads'),
    ref('fct_field_revisions'),
    ref('fct_forecast_scores'),
    ref('fct_frontier_at_release'),
    ref('fct_growth_curves'),
    ref('fct_growth_noise'),
    ref('fct_growth_trends'),
    ref('fct_identity_matches'),
    ref('fct_inference_costs'),
    ref('fct_inference_price_laws'),
    ref('fct_influence'),
    ref('fct_label_calibration'),
    ref('fct_large_scale_distances'),
    ref('fct_large_scale_gaps'),
    ref('fct_lifetime_costs'),
    ref('fct_missingness_bounds'),
    ref('fct_observed_gains'),
    ref('fct_open_closed_lags'),
    ref('fct_openai_point_comparisons'),
    ref('fct_organization_shares_by_year'),
    ref('fct_parameter_gaps'),
    ref('fct_performance_laws'),
    ref('fct_performance_targets'),
    ref('fct_quality_results'),
    ref('fct_quantile_trends'),
    ref('fct_record_holders_by_period'),
    ref('fct_record_revisions'),
    ref('fct_record_summaries'),
    ref('fct_release_gaps'),
    ref('fct_scale_elasticities'),
    ref('fct_metrics_by_year'),
    ref('fct_series_trends'),
    ref('fct_served_inference_costs'),
    ref('fct_specification_curve'),
    ref('fct_specification_sensitivity'),
    ref('fct_supercomputer_comparisons'),
    ref('fct_threshold_counts_by_year'),
    ref('fct_threshold_crossings'),
    ref('fct_threshold_exceedance'),
    ref('fct_training_costs'),
    ref('fct_training_runs'),
    ref('fct_latest_training_runs'),
    ref('fct_trend_revision_members'),
    ref('fct_trend_revisions'),
    ref('fct_value_history'),
    ref('fct_worked_training_costs'),
    ref('rpt_claim_scoreboard'),
] -%}

with

-- one number that is not finite makes the sum of its row so
summed as (

    {% for mart in marts %}
        {% set node = graph.nodes.values()
            | selectattr('alias', 'equalto', mart.identifier)
            | first if execute else {'columns': {}} %}
        {% set columns = node.columns.values()
            | selectattr('data_type', 'equalto', 'double')
            | map(attribute='name') | join(', ') %}
        select
            '{{ mart.identifier }}' as mart,
            list_sum([{{ columns }}]) as row_sum

        from {{ mart }}
        {{ "union all" if not loop.last }}
    {% endfor %}

),

counted as (

    select
        mart,
        count(*) as n_rows

    from summed
    where not isfinite(row_sum)
    group by mart

)

select * from counted
