"""What all fits have in common: rows of plain values, and columns that are always there."""

import numpy as np
import pytest

from scalehouse.stats.chinchilla import fit_compute_optimal
from scalehouse.stats.compute_equivalent_gain import fit_compute_equivalent_gain
from scalehouse.stats.forecast import backtest_growth, forecast_growth
from scalehouse.stats.influence import leave_one_out
from scalehouse.stats.kinked import fit_kinked
from scalehouse.stats.log_linear import fit_growth
from scalehouse.stats.missingness import (
    bound_share,
    fit_contrast_under_missing,
    fit_slope_under_missing,
)
from scalehouse.stats.open_closed_lag import fit_open_closed_lag
from scalehouse.stats.parameter_gap import Gap, fit_parameter_gap
from scalehouse.stats.power_law import fit_saturating_power_law
from scalehouse.stats.rank import fit_contrast, fit_rank_correlation
from scalehouse.stats.scale_elasticity import fit_elasticity
from scalehouse.stats.specification_curve import fit_specifications

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
        10 ** (y / 2), GAP, allow_dispersion=True, **INTERVAL, n_simulations=9, seed=1
    ),
    "lag": lambda x, y: fit_open_closed_lag(
        x, y, np.arange(x.size) % 2, records_only=False, **DRAWS
    ),
    "power_law": lambda x, y: fit_saturating_power_law(
        10 ** (y - 10), x, **INTERVAL, predict_at=[1e30]
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
}


def rows_of(fit):
    return fit.as_rows() if hasattr(fit, "as_rows") else [fit.as_row()]


def plain(value):
    if type(value) is list:
        return all(plain(item) for item in value)
    return type(value) in {int, float, bool, str, type(None)}


@pytest.mark.parametrize("name", FITS)
def test_rows_hold_plain_values_and_the_same_columns_with_and_without_an_estimate(name):
    rng = np.random.default_rng(1)
    x = rng.uniform(2010, 2024, 60)
    estimated = FITS[name](x, 14 + 0.6 * (x - 2010) + rng.normal(size=60))
    assert (estimated.status, estimated.status_reason) == ("estimated", None)
    for row in rows_of(estimated):
        assert {column for column, value in row.items() if not plain(value)} == set()
    if name == "share":
        return
    empty = FITS[name](np.empty(0), np.empty(0))
    assert empty.status == "not_estimable"
    assert empty.status_reason
    assert list(rows_of(empty)[0]) == list(rows_of(estimated)[0])


def test_equal_fits_are_equal():
    x = np.arange(2010, 2020)
    fit = fit_growth(x, x % 3, **DRAWS)
    assert fit == fit_growth(x, x % 3, **DRAWS)
    assert hash(fit) == hash(fit_growth(x, x % 3, **DRAWS))
