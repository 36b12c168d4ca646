"""Median slopes: against scipy, among themselves, simulated coverage, published data."""

from itertools import permutations

import numpy as np
import pytest
from scipy.stats import theilslopes

from scalehouse.stats import theil_sen
from scalehouse.stats.log_linear import doubling_months
from scalehouse.stats.theil_sen import fit_theil_sen


@pytest.fixture(scope="module")
def trend():
    rng = np.random.default_rng(7)
    years = np.round(rng.uniform(2010, 2024, 120), 1)
    return years, np.round(14 + 0.6 * (years - 2010) + rng.normal(size=120), 1)


def bounds_of(fit):
    return [
        fit.slope_oom_per_year,
        fit.slope_oom_per_year_ci_low,
        fit.slope_oom_per_year_ci_high,
    ]


@pytest.mark.parametrize("ci_level", [0.9, 0.99])
def test_slope_and_bounds_are_those_of_scipy(trend, ci_level):
    years, values = trend
    fit = fit_theil_sen(years, values, ci_level=ci_level)
    oracle = theilslopes(values, years, ci_level)
    np.testing.assert_allclose(
        bounds_of(fit), [oracle.slope, oracle.low_slope, oracle.high_slope], rtol=1e-12
    )


@pytest.mark.parametrize("n_obs", [101, 250, 1_001])
@pytest.mark.parametrize("decimals", [1, 9])
def test_slopes_of_many_pairs_are_those_of_scipy_too(n_obs, decimals):
    rng = np.random.default_rng(n_obs)
    years = np.round(rng.uniform(2010, 2024, n_obs), decimals)
    values = np.round(0.6 * (years - 2010) + rng.standard_t(2, n_obs), decimals)
    oracle = theilslopes(values, years, 0.9)
    np.testing.assert_allclose(
        bounds_of(fit_theil_sen(years, values, ci_level=0.9)),
        [oracle.slope, oracle.low_slope, oracle.high_slope],
        rtol=1e-12,
    )


@pytest.mark.parametrize(
    ("years", "values"),
    [
        ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]),
        ([1, 1, 1, 2, 2, 3], [1, 1, 2, 2, 2, 3]),
        ([1, 1, 2, 2, 3, 3], [5, 5, 5, 5, 5, 5]),
    ],
)
def test_the_variance_is_that_of_all_orders_of_the_values(years, values):
    scores = [
        np.sum(np.sign(np.subtract.outer(years, years) * np.subtract.outer(order, order))) / 2
        for order in permutations(values)
    ]
    np.testing.assert_allclose(
        theil_sen._variance(np.array(years, float), np.array(values, float)),  # noqa: SLF001
        np.var(scores),
        atol=1e-12,
    )


def test_values_that_are_all_equal_do_not_grow():
    fit = fit_theil_sen([1, 1, 2, 2, 3, 3], [5] * 6, ci_level=0.9)
    assert bounds_of(fit) == [0, 0, 0]


def test_a_guess_that_misses_changes_nothing(trend, monkeypatch):
    exact = fit_theil_sen(*trend, ci_level=0.9)
    # Slopes that do not look like those of all pairs: the guess holds none of the ranks.
    monkeypatch.setattr(theil_sen, "_some_slopes", lambda *_: np.linspace(50, 60, 1_000))
    assert fit_theil_sen(*trend, ci_level=0.9) == exact


def test_some_pairs_come_near_to_all(trend, monkeypatch):
    exact = fit_theil_sen(*trend, ci_level=0.9)
    monkeypatch.setattr(theil_sen, "MAX_PAIRS", 7_000)
    monkeypatch.setattr(theil_sen, "SAMPLED_PAIRS", 2_000)
    some = fit_theil_sen(*trend, ci_level=0.9)
    assert some != exact
    np.testing.assert_allclose(bounds_of(some), bounds_of(exact), rtol=0.03)


def test_a_slope_of_very_many_is_as_sure_as_they_are_many():
    rng = np.random.default_rng(8)
    years = np.sort(rng.uniform(2010, 2024, 3_000_000).round(2))
    values = 0.6 * (years - 2010) + rng.standard_t(3, 3_000_000)
    # neighbours of so many have nearly one date: pairs of them would say nothing
    np.testing.assert_allclose(theil_sen.median_slope(years, values), 0.6, rtol=2e-3)


def test_the_order_of_rows_changes_nothing(trend):
    mixed = np.random.default_rng(1).permutation(120)
    years, values = trend
    assert fit_theil_sen(*trend, ci_level=0.9) == fit_theil_sen(
        years[mixed], values[mixed], ci_level=0.9
    )


def test_tilting_the_values_tilts_slope_and_bounds(trend):
    years, values = trend
    np.testing.assert_allclose(
        bounds_of(fit_theil_sen(years, values + 2 * years, ci_level=0.9)),
        np.array(bounds_of(fit_theil_sen(*trend, ci_level=0.9))) + 2,
        rtol=1e-9,
    )


def test_the_interval_covers_the_true_slope_as_often_as_it_says():
    rng = np.random.default_rng(5)
    hits = []
    for _ in range(2_000):
        years = rng.uniform(2010, 2024, 40)
        fit = fit_theil_sen(years, 0.6 * years + rng.normal(size=40), ci_level=0.9)
        hits.append(fit.slope_oom_per_year_ci_low <= 0.6 <= fit.slope_oom_per_year_ci_high)
    assert 0.87 < np.mean(hits) < 0.93


def test_the_published_doubling_time_holds_for_the_deep_learning_era(snapshot_2022):
    # Sevilla et al. 2022 (A04): 5.6 months, 5.0 to 6.2, by least squares.
    era = snapshot_2022[snapshot_2022["year"].between(2010, 2022.12)]
    fit = fit_theil_sen(era["year"], np.log10(era["training_compute_flop"]), ci_level=0.95)
    assert 5.0 < doubling_months(fit.slope_oom_per_year) < 6.2


def test_poor_samples_give_a_reason():
    fit = fit_theil_sen([2010, 2011], [1, 2], ci_level=0.9)
    assert fit.status_reason == "2 observations, a line with an error needs 3"


def test_wrong_calls_raise():
    with pytest.raises(ValueError, match="ci_level must"):
        fit_theil_sen([1, 2, 3], [1, 2, 3], ci_level=1)
