with

access_by_compute as (

    select
        *,
        case
            when population = 'all' then threshold_name
            else concat_ws('__', threshold_name, population)
        end as specification

    from {{ ref('fct_access_by_compute') }}

),

access_by_year as (

    select *
    from {{ ref('fct_access_by_year') }}
    where grouping_name = 'none'

),

ai_model_snapshots as (

    select snapshot_date
    from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models'

),

-- inputs that a source states are the same on every snapshot
arithmetic_checks as (

    select
        checks.claim,
        checks.recomputed_value as figure,
        checks.figure_unit as unit,
        checks.reason as status_reason,
        'recomputed from the inputs that the source states' as method,
        ai_model_snapshots.snapshot_date

    from {{ ref('fct_arithmetic_checks') }} as checks
    cross join ai_model_snapshots

),

-- scores have snapshots of their own: the newest of the day is what is known
benchmark_lags as (

    select lags.* replace (ai_model_snapshots.snapshot_date as snapshot_date)

    from ai_model_snapshots
    inner join {{ ref('fct_benchmark_lags') }} as lags
        on ai_model_snapshots.snapshot_date >= lags.snapshot_date
    qualify lags.snapshot_date = max(lags.snapshot_date) over (
        partition by ai_model_snapshots.snapshot_date, lags.specification
    )

),

benchmark_levels as (

    select
        *,
        'months from the closed to the open model that reached the score' as method

    from {{ ref('fct_benchmark_levels') }}

),

cast_failures as (

    select
        snapshot_date,
        sum(n_published) as n_published,
        sum(n_failed) as n_failed,
        'count' as method

    from {{ ref('fct_cast_failures') }}
    group by snapshot_date

),

compute_optimal_laws as (

    select
        laws.*,
        ai_model_snapshots.snapshot_date

    from {{ ref('fct_compute_optimal_laws') }} as laws
    cross join ai_model_snapshots

),

-- tables of names, counted
counted_names as (

    select
        'bridge_ai_models__organizations' as source_mart,
        'n_organizations' as quantity,
        snapshot_date,
        count(distinct organization_name) as estimate

    from {{ ref('bridge_ai_models__organizations') }}
    group by snapshot_date
    union all
    select
        'bridge_ai_models__countries' as source_mart,
        'n_countries' as quantity,
        snapshot_date,
        count(distinct country_name) filter (where is_country) as estimate

    from {{ ref('bridge_ai_models__countries') }}
    group by snapshot_date
    union all
    select
        'dim_ai_models' as source_mart,
        'n_ai_models' as quantity,
        max(last_snapshot_date) as snapshot_date,
        count(*) as estimate

    from {{ ref('dim_ai_models') }}
    union all
    select
        'dim_hardware' as source_mart,
        'n_chips' as quantity,
        max(snapshot_date) as snapshot_date,
        count(*) as estimate

    from {{ ref('dim_hardware') }}
    where is_in_hardware_table
    union all
    select
        'dim_snapshots' as source_mart,
        'n_snapshots' as quantity,
        max(snapshot_date) as snapshot_date,
        count(*) as estimate

    from ai_model_snapshots

),

-- all sizes up to one, in the order of the sizes
downloads_up_to_size as (

    select
        *,
        sum(downloads_share) over up_to_size as downloads_share_up_to_size,
        sum(models_share) over up_to_size as models_share_up_to_size,
        cast(sum(n_obs) over (partition by snapshot_date, population) as integer)
            as n_listed

    from {{ ref('fct_downloads_by_size') }}
    window up_to_size as (
        partition by snapshot_date, population
        order by bucket_rank nulls last
    )

),

enhancement_gains as (

    select
        enhancement,
        snapshot_date,
        median(anchored_gain_factor) as anchored_gain_factor_median,
        min(anchored_gain_factor) as anchored_gain_factor_min,
        max(anchored_gain_factor) as anchored_gain_factor_max,
        cast(count(anchored_gain_factor) as integer) as n_obs,
        'median of readings' as method

    from {{ ref('fct_compute_equivalent_gains') }}
    where anchored_gain_factor is not null
    group by enhancement, snapshot_date

),

enhancements as (

    select
        gains.*,
        ai_model_snapshots.snapshot_date,
        'as the paper states it' as method

    from {{ ref('fct_enhancements') }} as gains
    cross join ai_model_snapshots

),

field_revisions as (

    select
        *,
        new_snapshot_date as snapshot_date

    from {{ ref('fct_field_revisions') }}

),

growth_trends as (

    select
        *,
        {{ doubling_months('slope_theil_sen_oom_per_year') }}
            as doubling_months_theil_sen,
        doubling_months / 12 as doubling_years,
        doubling_months_ci_low / 12 as doubling_years_ci_low,
        doubling_months_ci_high / 12 as doubling_years_ci_high,
        power(growth_factor_per_year, 12) as growth_factor_over_twelve_years,
        power(growth_factor_per_year_ci_low, 12)
            as growth_factor_over_twelve_years_ci_low,
        power(growth_factor_per_year_ci_high, 12)
            as growth_factor_over_twelve_years_ci_high

    from {{ ref('fct_growth_trends') }}

),

inference_costs as (

    select
        costs.*,
        ai_model_snapshots.snapshot_date,
        'weights read once a token' as method

    from {{ ref('fct_inference_costs') }} as costs
    cross join ai_model_snapshots

),

inference_price_laws as (

    select
        laws.*,
        ai_model_snapshots.snapshot_date

    from {{ ref('fct_inference_price_laws') }} as laws
    cross join ai_model_snapshots

),

-- the member whose absence moves a slope most
influence as (
    select * from {{ ref('fct_influence') }}
    where influence_rank = 1
),

label_calibration as (

    select
        *,
        new_snapshot_date as snapshot_date

    from {{ ref('fct_label_calibration') }}

),

lifetime_costs as (

    select
        costs.*,
        ai_model_snapshots.snapshot_date,
        'loss law; training and inference at the price of a chip-hour' as method

    from {{ ref('fct_lifetime_costs') }} as costs
    cross join ai_model_snapshots

),

metrics_by_year as (

    select
        *,
        metric_unit as unit,
        'summary of the reported values' as method

    from {{ ref('fct_metrics_by_year') }}
    where grouping_name = 'none'

),

ai_models_since_2010 as (

    select
        snapshot_date,
        population,
        sum(n_ai_models) as n_ai_models

    from access_by_year
    where
        calendar_year >= 2010
        and access_tier = 'unknown'
    group by snapshot_date, population

),

-- a year without a known value has no row of the metric, but has its models
metrics_since_2010 as (

    select
        metrics_by_year.metric,
        snapshot_date,
        population,
        any_value(ai_models_since_2010.n_ai_models) as n_ai_models,
        cast(sum(metrics_by_year.n_obs) as integer) as n_obs,
        sum(metrics_by_year.n_obs) / any_value(ai_models_since_2010.n_ai_models)
            as coverage_share,
        'count' as method

    from metrics_by_year
    inner join ai_models_since_2010 using (snapshot_date, population)
    where metrics_by_year.calendar_year >= 2010
    group by metrics_by_year.metric, snapshot_date, population

),

openai_point_comparisons as (

    select
        *,
        'as published by OpenAI beside the record' as method

    from {{ ref('fct_openai_point_comparisons') }}

),

organization_shares_by_year as (

    select
        *,
        n_in_year as n_obs

    from {{ ref('fct_organization_shares_by_year') }}

),

performance_targets as (

    select
        *,
        reason as status_reason,
        case covariate
            when 'training_compute_flop' then 'flop'
            when 'training_cost_usd' then 'usd'
            else covariate
        end as unit

    from {{ ref('fct_performance_targets') }}

),

record_holders_by_period as (

    select
        *,
        n_in_period as n_obs

    from {{ ref('fct_record_holders_by_period') }}

),

record_summaries as (

    select
        summaries.*,
        metrics.unit

    from {{ ref('fct_record_summaries') }} as summaries
    left join {{ ref('metrics') }} as metrics using (metric)

),

series_trends as (

    select
        *,
        doubling_months / 12 as doubling_years,
        doubling_months_ci_low / 12 as doubling_years_ci_low,
        doubling_months_ci_high / 12 as doubling_years_ci_high,
        power(growth_factor_per_year, 12) as growth_factor_over_twelve_years,
        power(growth_factor_per_year_ci_low, 12)
            as growth_factor_over_twelve_years_ci_low,
        power(growth_factor_per_year_ci_high, 12)
            as growth_factor_over_twelve_years_ci_high

    from {{ ref('fct_series_trends') }}

),

served_inference_costs as (

    select
        costs.*,
        ai_model_snapshots.snapshot_date,
        'price of the chip-hours that a measurement took' as method

    from {{ ref('fct_served_inference_costs') }} as costs
    cross join ai_model_snapshots

),

snapshot_changes as (

    select
        *,
        new_snapshot_date as snapshot_date

    from {{ ref('fct_snapshot_changes') }}

),

specification_sensitivity as (

    select
        *,
        'over the combinations of choices' as method

    from {{ ref('fct_specification_sensitivity') }}

),

supercomputer_comparisons as (

    select
        *,
        'at the rate that the list gives the fastest system' as method

    from {{ ref('fct_supercomputer_comparisons') }}

),

threshold_counts_by_year as (

    select
        *,
        n_new as n_obs,
        case when not is_partial_year then n_new / 12 end as n_new_per_month,
        'count' as method

    from {{ ref('fct_threshold_counts_by_year') }}
    where grouping_name = 'none'

),

threshold_makers as (

    select
        threshold_name,
        snapshot_date,
        ai_model_id,
        unnest(organization_names) as organization_name

    from {{ ref('fct_threshold_crossings') }}

),

threshold_crossings as (

    select
        threshold_name,
        snapshot_date,
        cast(count(distinct ai_model_id) as integer) as n_obs,
        count(distinct organization_name) as n_organizations,
        count(distinct ai_model_id) as n_ai_models,
        'count' as method

    from threshold_makers
    group by threshold_name, snapshot_date

),

training_costs as (

    select
        *,
        1 as n_obs,
        'cost of one training run' as method

    from {{ ref('fct_training_costs') }}

),

trend_revisions as (

    select
        *,
        new_snapshot_date as snapshot_date,
        n_obs_after as n_obs

    from {{ ref('fct_trend_revisions') }}
    where old_snapshot_date < new_snapshot_date

),

worked_training_costs as (

    select
        *,
        'training compute at the rate and price of a chip' as method

    from {{ ref('fct_worked_training_costs') }}

),

estimates as (

    -- until a mart counts them
    select null as n_clusters
    where false
    union all by name
    {{ estimate_rows(
        'fct_access_by_compute', 'access_by_compute', 'specification', 'access_group',
        intervals=['access_share'],
        points=[
            'unknown_access_bound_share_low', 'unknown_access_bound_share_high',
            'missing_compute_bound_share_low', 'missing_compute_bound_share_high',
            'possible_compute_bound_share_low', 'possible_compute_bound_share_high'
        ],
        exact=[
            'n_ai_models', 'n_at_or_above', 'n_unknown_access',
            'n_since_first_crossing', 'n_missing_compute', 'n_possibly_above',
            'training_compute_share'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_access_by_year', 'access_by_year',
        'population', "concat_ws('__', calendar_year, access_tier)",
        intervals=['stated_tier_share'],
        exact=['n_ai_models', 'n_tier', 'coverage_share', 'tier_share']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_access_compute_contrasts', ref('fct_access_compute_contrasts'),
        'specification', "concat_ws('__', period, contrast)",
        intervals=['difference_oom', 'selected_difference_oom'],
        points=[
            'p_value', 'bound_difference_oom_low', 'bound_difference_oom_high',
            'closed_missing_delta_oom'
        ],
        exact=[
            'n_first_side', 'n_second_side', 'n_missing_first_side',
            'n_missing_second_side'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_access_compute_relations', ref('fct_access_compute_relations'),
        'specification', 'period',
        intervals=['kendall_tau_b', 'spearman_rho'],
        points=[
            'kendall_tau_b_p_value', 'spearman_rho_p_value',
            'kendall_tau_b_closed_low', 'kendall_tau_b_closed_high',
            'kendall_tau_b_bound_low', 'kendall_tau_b_bound_high'
        ],
        exact=['n_ai_models', 'coverage_share']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_arithmetic_checks', 'arithmetic_checks', 'claim', "'all'",
        points=['figure']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_benchmark_lags', 'benchmark_lags', 'specification', "'all'",
        intervals=['lag_months_mean', 'lag_months_median'],
        points=['lag_months_p05', 'lag_months_p95', 'score_weighted_lag_months'],
        exact=['n_closed']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_benchmark_levels', 'benchmark_levels',
        'specification', "concat_ws('__', benchmark, score)",
        exact=['lag_months']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_cast_failures', 'cast_failures', "'all'", "'all'",
        exact=['n_published', 'n_failed']
    ) }}

    union all by name
    {{ estimate_rows(
        'fct_changepoint_exclusions', ref('fct_changepoint_exclusions'),
        'specification', "'all'",
        points=[
            'break_year_whole', 'break_year', 'bic_difference_whole', 'bic_difference',
            'p_value_whole', 'p_value'
        ],
        exact=['n_left_out', 'n_obs_whole']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_changepoints', ref('fct_changepoints'), 'specification', "'all'",
        intervals=[
            'break_year', 'slope_before_oom_per_year', 'slope_after_oom_per_year',
            'slope_change_oom_per_year', 'growth_factor_after_per_year'
        ],
        points=[
            'growth_factor_before_per_year', 'slope_straight_oom_per_year',
            'aic_difference', 'aicc_difference', 'bic_difference',
            'relative_likelihood_of_straight', 'p_value', 'residual_sd_straight_oom',
            'residual_sd_kinked_oom'
        ],
        exact=['n_before', 'n_after']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_compute_equivalent_gains', ref('fct_compute_equivalent_gains'),
        'case_id', 'enhanced_label',
        intervals=[
            'gain_factor', 'extrapolated_gain_factor', 'anchored_gain_factor'
        ],
        points=[
            'baseline_score_share', 'enhanced_score_share', 'extrapolation_oom',
            'slope_logits_per_oom', 'r_squared'
        ],
        exact=['n_sizes']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_compute_equivalent_gains', 'enhancement_gains', 'enhancement', "'all'",
        points=[
            'anchored_gain_factor_median', 'anchored_gain_factor_min',
            'anchored_gain_factor_max'
        ]
    ) }}

    union all by name
    {{ estimate_rows(
        'fct_compute_optimal_laws', 'compute_optimal_laws', 'budget_unit', 'chip_offer',
        intervals=['log10_parameters_intercept', 'exponent'],
        points=['r_squared']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_cost_estimate_checks', ref('fct_cost_estimate_checks'),
        'cost_method', 'published_method',
        intervals=['median_ratio'],
        points=[
            'ratio_p10_oom', 'ratio_p25_oom', 'ratio_p75_oom', 'ratio_p90_oom'
        ],
        exact=['agreeing_share']
    ) }}
    union all by name
    {{ estimate_rows(
        'dim_snapshots', ref('dim_snapshots'), 'table_name', "'all'",
        exact=[
            'n_records', 'n_ai_models', 'n_duplicate_records', 'n_unnamed_records',
            'n_notable_ai_models', 'publication_date_share', 'training_compute_share',
            'parameters_share', 'training_cost_share', 'training_power_draw_share'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_download_concentration', ref('fct_download_concentration'),
        'population', "'all'",
        intervals=['gini', 'top_share'],
        exact=[
            'downloads_30_days', 'top_n', 'largest_share', 'parameters_median',
            'parameters_median_by_downloads'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_download_size_slopes', ref('fct_download_size_slopes'), "'all'", "'all'",
        intervals=['download_size_elasticity', 'downloads_factor_per_tenfold_size'],
        exact=['n_families']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_downloads_by_size', 'downloads_up_to_size',
        'population', 'parameter_bucket',
        exact=[
            'n_models', 'coverage_share', 'downloads_30_days',
            'downloads_30_days_median', 'downloads_share', 'models_share',
            'downloads_share_up_to_size', 'models_share_up_to_size', 'n_listed'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_enhancements', 'enhancements', 'claim', 'reading',
        points=[
            'gain_factor', 'net_gain_factor', 'one_time_cost_share',
            'gain_factor_per_one_time_cost_share'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_family_downloads', ref('fct_family_downloads'),
        'family', "coalesce(variant, 'all')",
        exact=[
            'n_sizes_released', 'smallest_parameters', 'smallest_downloads_30_days',
            'largest_parameters', 'largest_downloads_30_days', 'download_ratio',
            'parameter_ratio'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_field_revisions', 'field_revisions', 'field', 'old_snapshot_date',
        intervals=['moved_share'],
        points=['moved_size_median_oom', 'moved_median_oom'],
        exact=[
            'n_added_values', 'n_removed_values', 'n_revised', 'n_moved', 'n_large',
            'revised_share', 'large_share'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_forecast_scores', ref('fct_forecast_scores'),
        'forecast_specification',
        "concat_ws('__', origin_date, horizon_years, method_name)",
        points=[
            'pinball_loss_oom', 'scored_coverage_share', 'mean_error_oom',
            'skill_share'
        ],
        exact=['n_scored']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_growth_noise', ref('fct_growth_noise'), 'specification', 'group_name',
        points=[
            'noise_sd_mean_oom', 'slope_oom_per_year_noise_se', 'interval_width_ratio'
        ],
        exact=['n_confident', 'n_likely', 'n_speculative']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_growth_trends', 'growth_trends', 'specification', 'group_name',
        intervals=[
            'slope_oom_per_year', 'growth_factor_per_year',
            'growth_factor_over_twelve_years', 'doubling_months', 'doubling_years'
        ],
        points=[
            'slope_theil_sen_oom_per_year', 'doubling_months_theil_sen', 'r_squared',
            'residual_sd_oom', 'level_oom_at_mean_year'
        ],
        exact=['first_year', 'last_year']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_inference_costs', 'inference_costs',
        'case_name', "concat_ws('__', chip_offer, weight_precision)",
        points=[
            'price_of_1000_tokens_usd', 'compute_bound_price_of_1000_tokens_usd',
            'balanced_batch_size', 'all_experts_balanced_batch_tokens'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_inference_price_laws', 'inference_price_laws',
        'chip_offer', 'weight_precision',
        intervals=['price_of_1000_tokens_per_root_usd', 'exponent'],
        points=[
            'root_law_price_of_1000_tokens_usd', 'fitted_law_price_of_1000_tokens_usd'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_influence', 'influence', 'specification', 'group_name',
        points=[
            'slope_without_oom_per_year', 'slope_change_oom_per_year',
            'doubling_months_without', 'doubling_months_change', 'leverage', 'dfbetas'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_label_calibration', 'label_calibration',
        "concat_ws('__', confidence, field)", 'old_snapshot_date',
        intervals=['within_band_share', 'revised_within_band_share'],
        points=['revised_distance_median_oom'],
        exact=['n_revised', 'n_within_band', 'n_revised_within_band']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_large_scale_distances', ref('fct_large_scale_distances'),
        'specification', 'ai_model_id',
        intervals=['distance_oom'],
        exact=['n_regular']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_large_scale_gaps', ref('fct_large_scale_gaps'), 'specification', "'all'",
        intervals=[
            'mean_distance_oom', 'median_distance_oom', 'mean_distance_factor'
        ],
        exact=['n_regular']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_lifetime_costs', 'lifetime_costs',
        'chip_offer',
        "concat_ws('__', optimal_training_flop, parameter_share, tokens_served)",
        points=[
            'training_cost_usd', 'compute_bound_lifetime_cost_usd',
            'compute_bound_break_even_tokens', 'bandwidth_bound_lifetime_cost_usd',
            'bandwidth_bound_break_even_tokens'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_metrics_by_year', 'metrics_by_year',
        'population', "concat_ws('__', calendar_year, metric)",
        exact=[
            'n_ai_models', 'coverage_share', 'metric_min', 'metric_median',
            'metric_max'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_metrics_by_year', 'metrics_since_2010',
        'population', "concat_ws('__', 'since_2010', metric)",
        exact=['n_ai_models', 'coverage_share']
    ) }}

    union all by name
    {{ estimate_rows(
        'fct_missingness_bounds', ref('fct_missingness_bounds'),
        'question_name', 'scenario',
        intervals=['selected_estimate'],
        points=[
            'estimate', 'estimate_bound_low', 'estimate_bound_high',
            'tipping_delta_oom', 'limits_half_width_oom'
        ],
        exact=['n_ai_models', 'coverage_share']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_open_closed_lags', ref('fct_open_closed_lags'), 'specification', "'all'",
        intervals=[
            'lag_months', 'gap_oom', 'separate_lag_months', 'slope_oom_per_year',
            'slope_open_oom_per_year', 'slope_closed_oom_per_year',
            'open_growth_factor_per_year', 'closed_growth_factor_per_year'
        ],
        points=['slopes_differ_t', 'slopes_differ_p_value', 'residual_sd_oom'],
        exact=['n_open', 'n_closed']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_openai_point_comparisons', 'openai_point_comparisons',
        "'openai_2018'", 'point_name',
        points=[
            'openai_training_compute_flop', 'training_compute_flop', 'difference_oom',
            'openai_factor_since_first', 'factor_since_first'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_organization_shares_by_year', 'organization_shares_by_year',
        'population', "concat_ws('__', calendar_year, organization_type)",
        intervals=['ai_model_share'],
        exact=[
            'n_ai_models', 'training_compute_disclosed_share',
            'training_compute_share', 'training_compute_share_without_largest'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_parameter_gaps', ref('fct_parameter_gaps'), 'specification', 'period',
        intervals=['observed_to_expected', 'n_expected_in_gap'],
        points=['p_value_fewer', 'p_value_two_sided', 'dispersion'],
        exact=['n_in_gap']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_performance_laws', ref('fct_performance_laws'), 'benchmark', 'covariate',
        intervals=[
            'exponent', 'asymptote_share', 'next_tenfold_share',
            'next_tenfold_gain_share'
        ],
        points=['r_squared', 'residual_sd_share'],
        exact=['n_models', 'score_share_of_largest']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_performance_targets', 'performance_targets',
        "concat_ws('__', benchmark, target_name)", 'covariate',
        intervals=['needed_scale'],
        exact=['actual_scale']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_quantile_trends', ref('fct_quantile_trends'),
        'specification', "concat_ws('__', group_name, quantile)",
        intervals=['slope_oom_per_year', 'doubling_months']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_record_holders_by_period', 'record_holders_by_period',
        'record_rule', "concat_ws('__', period, organization_type)",
        intervals=['ai_model_share'],
        exact=['n_ai_models']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_record_summaries', 'record_summaries', 'specification', "'all'",
        intervals=['coverage_share', 'metric_median', 'metric_mean'],
        exact=['n_ai_models', 'n_obs', 'range_oom']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_release_gaps', ref('fct_release_gaps'), 'series', 'release_name',
        exact=[
            'days_since_previous', 'days_to_next', 'training_compute_flop',
            'compute_factor_since_previous'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_scale_elasticities', ref('fct_scale_elasticities'),
        'specification', "'all'",
        intervals=['elasticity', 'slope_oom_per_year', 'curvature'],
        points=[
            'elasticity_p_value', 'slope_oom_per_year_p_value', 'curvature_p_value',
            'elasticity_vif', 'r_squared', 'residual_sd_oom', 'built_in_share'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_series_trends', 'series_trends', 'specification', "'all'",
        intervals=[
            'slope_oom_per_year', 'growth_factor_per_year',
            'growth_factor_over_twelve_years', 'doubling_months', 'doubling_years'
        ],
        points=['slope_theil_sen_oom_per_year', 'r_squared'],
        exact=['first_year', 'last_year']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_served_inference_costs', 'served_inference_costs',
        'paper', "concat_ws('__', scenario, chip_offer)",
        points=[
            'price_of_1000_tokens_usd', 'price_of_1000_tokens_without_batch_usd',
            'bandwidth_bound_price_of_1000_tokens_usd',
            'compute_bound_price_of_1000_tokens_usd', 'factor_above_bound',
            'hardware_utilization_mfu'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_snapshot_changes', 'snapshot_changes', "'ai_models'", 'old_snapshot_date',
        exact=[
            'n_before', 'n_after', 'n_kept', 'n_revised', 'n_renamed', 'n_added',
            'n_added_by_scope', 'n_removed', 'n_removed_outside_scope',
            'n_removed_for_a_time', 'n_no_longer_notable', 'n_newly_notable'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_specification_sensitivity', 'specification_sensitivity',
        'metric', "concat_ws('__', dimension, option_name)",
        points=[
            'slope_median_oom_per_year', 'slope_min_oom_per_year',
            'slope_quartile_1_oom_per_year', 'slope_quartile_3_oom_per_year',
            'slope_max_oom_per_year', 'doubling_median_months', 'doubling_min_months',
            'doubling_max_months'
        ],
        exact=[
            'n_combinations', 'n_estimated', 'growth_established_share',
            'within_headline_interval_share'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_supercomputer_comparisons', 'supercomputer_comparisons',
        "'supercomputer_time'", 'ai_model_id',
        points=['supercomputer_days', 'supercomputer_years']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_threshold_counts_by_year', 'threshold_counts_by_year',
        'threshold_name', 'calendar_year',
        exact=[
            'n_new_per_month', 'n_new', 'n_new_confirmed', 'n_cumulative',
            'n_cumulative_confirmed', 'n_cumulative_possible'
        ]
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_threshold_crossings', 'threshold_crossings', 'threshold_name', "'all'",
        exact=['n_organizations', 'n_ai_models']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_threshold_exceedance', ref('fct_threshold_exceedance'),
        'forecast_specification',
        "concat_ws('__', calendar_year, threshold_flop, method_name)",
        intervals=['forecast_oom'],
        points=['exceedance_probability', 'backtest_coverage_share'],
        exact=['n_backtest_scored']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_training_costs', 'training_costs', 'cost_method', 'ai_model_id',
        points=['training_cost_usd_2023', 'energy_cost_share']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_trend_revisions', 'trend_revisions',
        'specification', "concat_ws('__', group_name, old_snapshot_date, change_kind)",
        points=[
            'slope_contribution_oom_per_year', 'contribution_doubling_months'
        ],
        exact=['n_changed']
    ) }}
    union all by name
    {{ estimate_rows(
        'fct_worked_training_costs', 'worked_training_costs',
        'chip_offer', 'ai_model_id',
        points=[
            'chip_hours', 'training_cost_usd', 'compute_optimal_parameters',
            'old_trend_parameters'
        ]
    ) }}
    union all by name
    select
        *,
        'all' as specification,
        'all' as group_name,
        'count' as method,
        true as is_exact

    from counted_names
    union all by name
    select
        'fct_compute_equivalent_gains' as source_mart,
        case_id as specification,
        enhanced_label as group_name,
        snapshot_date,
        quantity,
        gain_factor as estimate,
        gain_factor_ci_low as ci_low,
        gain_factor_ci_high as ci_high,
        ci_level,
        n_obs,
        method,
        false as is_exact

    from {{ ref('fct_observed_gains') }}

),

quantities as (select * from {{ ref('quantities') }}),

-- a quantity in the unit of its metric takes it from the row
described_estimates as (

    select
        estimates.source_mart,
        estimates.specification,
        estimates.group_name,
        estimates.snapshot_date,
        estimates.quantity,
        case when isfinite(estimates.estimate) then estimates.estimate end as estimate,
        estimates.ci_low,
        estimates.ci_high,
        estimates.ci_level,
        coalesce(quantities.unit, estimates.unit) as unit,
        cast(estimates.n_obs as integer) as n_obs,
        cast(estimates.n_clusters as integer) as n_clusters,
        estimates.method,
        estimates.is_exact,
        case
            when estimates.estimate is null and estimates.ci_low is null
                then 'not_estimable'
            else 'estimated'
        end as status,
        estimates.status_reason

    from estimates
    left join quantities using (quantity)

)

select * from described_estimates
