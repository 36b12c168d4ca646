"""Every fit on one pair of arrays, and the estimates that it is asked for."""

import numpy as np

from scalehouse.stats.changepoint import fit_kinked
from scalehouse.stats.chinchilla import fit_compute_optimal
from scalehouse.stats.compute_equivalent_gain import fit_compute_equivalent_gain
from scalehouse.stats.concentration import fit_concentration
from scalehouse.stats.family_slope import fit_family_slope
from scalehouse.stats.forecast import backtest_growth, forecast_growth
from scalehouse.stats.hidden_compute import fit_hidden_contrast, fit_hidden_rank
from scalehouse.stats.influence import leave_one_out
from scalehouse.stats.label_noise import fit_noisy_growth
from scalehouse.stats.log_linear import fit_growth
from scalehouse.stats.median_ratio import median_ratio
from scalehouse.stats.missingness import (
    bound_share,
    fit_contrast_under_missing,
    fit_slope_under_missing,
)
from scalehouse.stats.open_closed_lag import fit_open_closed_lag
from scalehouse.stats.parameter_gap import Gap, fit_parameter_gap
from scalehouse.stats.power_law import fit_saturating_power_law
from scalehouse.stats.quantile_trend import fit_quantile_trend
from scalehouse.stats.rank import fit_contrast, fit_rank_correlation
from scalehouse.stats.rank_bounds import bound_kendall_tau_b
from scalehouse.stats.rounded_curve import bound_curves
from scalehouse.stats.scale_elasticity import fit_elasticity
from scalehouse.stats.slope_attribution import attribute_slope_change
from scalehouse.stats.specification_curve import fit_specifications
from scalehouse.stats.theil_sen import fit_theil_sen
from scalehouse.stats.trend_distance import fit_distance

GAP = Gap(
    low_parameters=20e9,
    high_parameters=70e9,
    ends="both",
    support_low_parameters=1e8,
    support_high_parameters=1e12,
    n_bins=3,
    degree=2,
)
INTERVAL = {"ci_level": 0.9}
DRAWS = INTERVAL | {"n_resamples": 50, "seed": 1}
BACKTEST = {
    "origin_years": [2018],
    "horizon_years": 5,
    "quantile_levels": [0.05, 0.95],
    "benchmark": "last_values",
    "min_points": 5,
}

FITS = {
    "growth": lambda x, y: fit_growth(x, y, **DRAWS),
    "kinked": lambda x, y: fit_kinked(
        x, y, **DRAWS, min_points_per_segment=5, variance="segmentwise", n_simulations=9
    ),
    "elasticity": lambda x, y: fit_elasticity(y, -y, years=x, **INTERVAL),
    "rank": lambda x, y: fit_rank_correlation(np.round(x / 4), y, **DRAWS, n_permutations=9),
    "contrast": lambda x, y: fit_contrast(x[::2], y[1::2], **INTERVAL),
    "gap": lambda _, y: fit_parameter_gap(
        10 ** np.clip(y / 2, -300, 300),
        GAP,
        allow_dispersion=True,
        **INTERVAL,
        n_simulations=9,
        seed=1,
    ),
    "lag": lambda x, y: fit_open_closed_lag(
        x, y, np.arange(x.size) % 2, records_only=False, **DRAWS
    ),
    "power_law": lambda x, y: fit_saturating_power_law(
        10 ** np.clip(y - 10, -300, 300), x, **INTERVAL, predict_at=[1e30]
    ),
    "compute_optimal": lambda x, y: fit_compute_optimal(x, y, **INTERVAL, predict_at=[2050]),
    "gain": lambda x, y: fit_compute_equivalent_gain(
        x, y, enhanced_log10_compute=2020, enhanced_score=30, **INTERVAL
    ),
    "influence": leave_one_out,
    "share": lambda x, _: bound_share(x.size, 3, 2),
    "contrast_under_missing": lambda x, y: fit_contrast_under_missing(
        [*x, np.nan],
        y,
        limits_oom=(0, 1),
        first_delta_oom=1,
        second_delta_oom=0,
        **INTERVAL,
    ),
    "slope_under_missing": lambda x, y: fit_slope_under_missing(
        [*x, 2030], [*y, np.nan], limits_oom=(0, 1), delta_oom=1, **INTERVAL
    ),
    "specification": lambda x, y: fit_specifications(
        x, y, np.ones((1, x.size)), **INTERVAL
    ).specifications[0],
    "forecast": lambda x, y: forecast_growth(
        x, y, target_years=[2030], quantile_levels=[0.5], log10_thresholds=[20]
    )[0],
    "backtest": lambda x, y: backtest_growth(x, y, **BACKTEST).overall,
    "theil_sen": lambda x, y: fit_theil_sen(x, y, **INTERVAL),
    "quantile": lambda x, y: fit_quantile_trend(x, y, quantile=0.8, **INTERVAL),
    "noise": lambda x, y: fit_noisy_growth(x, y, np.ones_like(x), **DRAWS),
    "distance": lambda x, y: fit_distance(x[::2], y[::2], x[1::2], y[1::2], **DRAWS),
    "concentration": lambda _, y: fit_concentration(np.abs(y), n_top=1, **DRAWS),
    "family": lambda x, y: fit_family_slope(np.arange(x.size) // 3, x, y, **DRAWS),
    "median_ratio": lambda _, y: median_ratio(y, tolerance=0.01, **INTERVAL),
    "hidden_rank": lambda x, y: fit_hidden_rank(
        np.round(x / 4),
        np.where(np.arange(y.size) % 4 == 3, np.nan, y),
        np.arange(y.size) % 2,
        limit_quantiles=(0.05, 0.95),
        min_obs=3,
        n_permutations=9,
        **DRAWS,
    ),
    "hidden_contrast": lambda x, y: fit_hidden_contrast(
        [*x, np.nan],
        y,
        limit_quantiles=(0.05, 0.95),
        first_delta_oom=1,
        second_delta_oom=0,
        min_obs=2,
        **INTERVAL,
    ),
    "tau_b_bounds": lambda x, y: bound_kendall_tau_b(x, y, limits=(14, 15)),
    "attribution": lambda x, y: attribute_slope_change(
        np.where(np.arange(x.size) % 3 == 1, np.nan, x),
        np.where(np.arange(x.size) % 3 == 1, np.nan, y),
        np.where(np.arange(x.size) % 3 == 2, np.nan, x),
        np.where(np.arange(x.size) % 3 == 2, np.nan, np.roll(y, 1)),
    ),
    "rounded_curve": lambda x, y: bound_curves(
        [1, 10, 100][: x.size], -np.sort(-y[:3]), -np.sort(-y[:3])
    ),
}

# What the fits below put through their points has an error only for three that differ, and
# is told apart from nothing only by squares; the others ask for ranks, counts or shares.
LINES = [
    *("growth", "kinked", "elasticity", "lag", "compute_optimal", "gain", "influence"),
    *("specification", "forecast", "backtest", "theil_sen", "quantile", "noise", "distance"),
    *("family", "attribution", "slope_under_missing"),
]

# What an estimate is not without: all of these, or a reason and none of them.
ESTIMATES = {
    "growth": "slope_oom_per_year slope_theil_sen_oom_per_year level_oom_at_mean_year",
    "kinked": "break_year slope_before_oom_per_year slope_after_oom_per_year p_value",
    "elasticity": "estimate",
    "rank": "kendall_tau_b kendall_tau_b_p_value spearman_rho spearman_rho_p_value",
    "contrast": "difference_oom difference_oom_ci_low difference_oom_ci_high p_value",
    "gap": "n_in_gap expected_in_gap p_value_fewer p_value_two_sided",
    "lag": "lag_months gap_oom slope_oom_per_year",
    "power_law": "df_residual is_identified",
    "compute_optimal": "exponent exponent_ci_low exponent_ci_high intercept",
    "gain": "gain_oom equivalent_log10_compute is_extrapolated slope_per_oom",
    "influence": "slope_oom_per_year slope_without_min_oom_per_year",
    "share": "share_bound_low share_bound_high",
    "contrast_under_missing": "difference_oom difference_oom_bound_low",
    "slope_under_missing": "slope_oom_per_year slope_oom_per_year_bound_low",
    "specification": "slope_oom_per_year slope_oom_per_year_se",
    "forecast": "mean_oom scale_oom df",
    "backtest": "pinball_loss_oom coverage_share mean_error_oom",
    "attribution": "old_slope_oom_per_year new_slope_oom_per_year",
    "theil_sen": "slope_oom_per_year",
    "quantile": "slope_oom_per_year level_oom_at_mean_year",
    "noise": "slope_oom_per_year slope_oom_per_year_noise_se",
    "distance": "mean_distance_oom median_distance_oom",
    "concentration": "gini top_share largest_share total",
    "family": "n_families slope slope_ci_low slope_ci_high",
    "median_ratio": "median_ratio log_ratio_p10 log_ratio_p90 agreeing_share",
    "hidden_rank": "kendall_tau_b spearman_rho kendall_tau_b_p_value",
    "hidden_contrast": "difference_oom difference_oom_bound_low selected_difference_oom",
    "tau_b_bounds": "kendall_tau_b_bound_low kendall_tau_b_bound_high",
    "rounded_curve": "floor_low floor_high exponent_low exponent_high",
}


def rows_of(fit):
    return fit.as_rows() if hasattr(fit, "as_rows") else [fit.as_row()]
