"""Median slopes: against scipy, among themselves, simulated coverage, published data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from scalehouse.stats.log_linear import doubling_months
from scalehouse.stats.theil_sen import fit_theil_sen


@pytest.fixture(scope="module")
def trend():
    rng = np.random.default_rng(7)
    years = np.round(rng.uniform(2010, 2024, 120), 1)
    return years, np.round(14 + 0.6 * (years - 2010) + rng.normal(size=120), 1)


@pytest.mark.parametrize("ci_level", [0.9, 0.99])
def test_slope_and_bounds_are_those_of_scipy(trend, ci_level):
    years, values = trend
    fit = fit_theil_sen(years, values, ci_level=ci_level, seed=1)
    oracle = theilslopes(values, years, ci_level)
    np.testing.assert_allclose(
        [
            fit.slope_oom_per_year,
            fit.slope_oom_per_year_ci_low,
            fit.slope_oom_per_year_ci_high,
        ],
        [oracle.slope, oracle.low_slope, oracle.high_slope],
        rtol=1e-12,
    )


def test_some_pairs_come_near_to_all_of_them(trend):
    whole = fit_theil_sen(*trend, ci_level=0.9, seed=1)
    part = fit_theil_sen(*trend, ci_level=0.9, seed=1, max_pairs=3_000)
    assert part == fit_theil_sen(*trend, ci_level=0.9, seed=1, max_pairs=3_000)
    np.testing.assert_allclose(
        [
            part.slope_oom_per_year,
            part.slope_oom_per_year_ci_low,
            part.slope_oom_per_year_ci_high,
        ],
        [
            whole.slope_oom_per_year,
            whole.slope_oom_per_year_ci_low,
            whole.slope_oom_per_year_ci_high,
        ],
        rtol=0.03,
    )


def test_the_order_of_rows_changes_nothing(trend):
    mixed = np.random.default_rng(1).permutation(120)
    years, values = trend
    assert fit_theil_sen(*trend, ci_level=0.9, seed=1) == fit_theil_sen(
        years[mixed], values[mixed], ci_level=0.9, seed=1
    )


def test_the_interval_covers_the_true_slope_about_as_often_as_it_says():
    rng = np.random.default_rng(5)
    hits = []
    for _ in range(500):
        years = rng.uniform(2010, 2024, 40)
        fit = fit_theil_sen(years, 0.6 * years + rng.normal(size=40), ci_level=0.9, seed=1)
        hits.append(fit.slope_oom_per_year_ci_low <= 0.6 <= fit.slope_oom_per_year_ci_high)
    assert 0.86 < np.mean(hits) < 0.94


def test_the_published_doubling_time_holds_for_the_deep_learning_era(snapshot_2022):
    # Sevilla et al. 2022 (A04): 5.6 months, 5.0 to 6.2, by least squares.
    era = snapshot_2022[snapshot_2022["year"].between(2010, 2022.12)]
    fit = fit_theil_sen(
        era["year"], np.log10(era["training_compute_flop"]), ci_level=0.95, seed=1
    )
    assert 5.0 < doubling_months(fit.slope_oom_per_year) < 6.2


def test_poor_samples_give_a_reason():
    fit = fit_theil_sen([2010, 2011], [1, 2], ci_level=0.9, seed=1)
    assert fit.status_reason == "2 observations, a line with an error needs 3"


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=8))
def test_no_data_raise_and_rows_hold_no_nan(rows):
    years, values = np.array(rows, dtype=float).reshape(-1, 2).T
    fit = fit_theil_sen(years, values, ci_level=0.9, seed=1)
    assert all(np.isfinite(v) for v in fit.as_row().values() if isinstance(v, float))


def test_wrong_calls_raise():
    with pytest.raises(ValueError, match="ci_level must"):
        fit_theil_sen([1, 2, 3], [1, 2, 3], ci_level=1, seed=1)
    with pytest.raises(ValueError, match="max_pairs must"):
        fit_theil_sen([1, 2, 3], [1, 2, 3], ci_level=0.9, seed=1, max_pairs=0)
