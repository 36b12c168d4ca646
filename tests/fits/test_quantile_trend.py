"""Quantile trends: against a linear programme and statsmodels, relations, coverage, data."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from scipy.optimize import linprog

from scalehouse.stats.log_linear import doubling_months
from scalehouse.stats.quantile_trend import fit_quantile_trend


@pytest.fixture(scope="module")
def trend():
    rng = np.random.default_rng(7)
    years = rng.uniform(2010, 2024, 120)
    return years, 14 + 0.6 * (years - 2010) + rng.normal(size=120)


def loss_of(fit, years, values):
    line = fit.level_oom_at_mean_year + fit.slope_oom_per_year * (years - fit.mean_year)
    rests = values - line
    return np.maximum(fit.quantile * rests, (fit.quantile - 1) * rests).sum()


def least_loss(years, values, quantile):
    years, n = np.asarray(years) - np.mean(years), len(years)
    lines = np.column_stack([np.ones(n), -np.ones(n), years, -years, np.eye(n), -np.eye(n)])
    costs = np.r_[np.zeros(4), np.full(n, quantile), np.full(n, 1 - quantile)]
    return linprog(costs, A_eq=lines, b_eq=values, method="highs").fun


@pytest.mark.parametrize("quantile", [0.1, 0.5, 0.9])
def test_the_line_is_the_optimum_of_the_linear_programme(quantile):
    for seed in range(20):
        rng = np.random.default_rng(seed)
        # Ties of dates and values, as in published tables.
        years = rng.integers(2010, 2024, 40) + rng.integers(0, 4, 40) / 4
        values = np.round(rng.normal(size=40) + 0.6 * years, 1)
        fit = fit_quantile_trend(years, values, quantile=quantile, ci_level=0.9)
        np.testing.assert_allclose(
            loss_of(fit, years, values), least_loss(years, values, quantile), rtol=1e-9
        )


@pytest.mark.parametrize("quantile", [0.25, 0.5, 0.9])
def test_the_line_is_that_of_statsmodels(trend, quantile):
    years, values = trend
    fit = fit_quantile_trend(*trend, quantile=quantile, ci_level=0.9)
    design = sm.add_constant(years - years.mean())
    # Its iterations stop near the optimum, so the slope agrees to their tolerance only.
    oracle = sm.QuantReg(values, design).fit(q=quantile, p_tol=1e-9, max_iter=100_000)
    np.testing.assert_allclose(fit.slope_oom_per_year, oracle.params[1], rtol=1e-5)


@pytest.mark.parametrize("quantile", [0.25, 0.5, 0.9])
def test_bounds_are_where_the_rank_score_test_begins_to_reject(trend, quantile):
    years, values = trend
    fit = fit_quantile_trend(*trend, quantile=quantile, ci_level=0.9)
    u = years - years.mean()
    # The test written down again: every slope of a fine grid, its own quantile, its own t.
    limit = stats.t(118).ppf(0.95) * np.sqrt(quantile * (1 - quantile) * np.sum(u**2))
    grid = fit.slope_oom_per_year + np.linspace(-0.5, 0.5, 20_001)
    kept = []
    for slope in grid:
        order = np.argsort(values - slope * u)
        weights = np.clip(np.arange(1, 121) - quantile * 120, 0, 1)
        kept.append(abs(weights @ u[order]) <= limit)
    inside = grid[np.array(kept)]
    np.testing.assert_allclose(
        [fit.slope_oom_per_year_ci_low, fit.slope_oom_per_year_ci_high],
        [inside[0], inside[-1]],
        atol=2 * (grid[1] - grid[0]),
    )


def test_a_side_on_which_no_slope_is_rejected_has_no_bound():
    fit = fit_quantile_trend([1, 2, 3, 4], [1, 3, 2, 5], quantile=0.9, ci_level=0.99)
    assert fit.status == "estimated"
    assert fit.slope_oom_per_year_ci_low is fit.slope_oom_per_year_ci_high is None


def test_no_more_than_its_share_lies_on_either_side(trend):
    years, values = trend
    for quantile in (0.05, 0.5, 0.9):
        fit = fit_quantile_trend(*trend, quantile=quantile, ci_level=0.9)
        line = fit.level_oom_at_mean_year + fit.slope_oom_per_year * (years - fit.mean_year)
        assert np.sum(values < line - 1e-9) <= quantile * values.size
        assert np.sum(values > line + 1e-9) <= (1 - quantile) * values.size


def test_moving_tilting_and_mirroring_the_values_does_so_to_the_line(trend):
    years, values = trend
    fit = fit_quantile_trend(*trend, quantile=0.8, ci_level=0.9)
    tilted = fit_quantile_trend(years, values + 3 + years, quantile=0.8, ci_level=0.9)
    mirrored = fit_quantile_trend(years, -values, quantile=0.2, ci_level=0.9)
    np.testing.assert_allclose(
        [tilted.slope_oom_per_year - 1, -mirrored.slope_oom_per_year],
        fit.slope_oom_per_year,
        rtol=1e-7,
    )


def test_the_median_is_not_moved_by_models_far_off(trend):
    years, values = trend
    fit = fit_quantile_trend(*trend, quantile=0.5, ci_level=0.9)
    above = values > np.quantile(values, 0.99)
    moved = fit_quantile_trend(years, values + 50 * above, quantile=0.5, ci_level=0.9)
    np.testing.assert_allclose(moved.slope_oom_per_year, fit.slope_oom_per_year, rtol=0.05)


def test_a_wider_level_gives_an_interval_around_the_narrower_one(trend):
    narrow, wide = (fit_quantile_trend(*trend, quantile=0.5, ci_level=c) for c in (0.9, 0.99))
    assert wide.slope_oom_per_year_ci_low < narrow.slope_oom_per_year_ci_low
    assert wide.slope_oom_per_year_ci_high > narrow.slope_oom_per_year_ci_high


def test_small_values_have_the_line_of_large_ones():
    rng = np.random.default_rng(8)
    years = rng.uniform(2010, 2024, 40)
    values = 0.5 * years + rng.normal(size=40)
    fit = fit_quantile_trend(years, values, quantile=0.8, ci_level=0.9)
    for unit in (2.0**-45, 2.0**45):
        other = fit_quantile_trend(years, unit * values, quantile=0.8, ci_level=0.9)
        for name in (
            "slope_oom_per_year",
            "slope_oom_per_year_ci_low",
            "level_oom_at_mean_year",
        ):
            np.testing.assert_allclose(
                getattr(other, name) / unit, getattr(fit, name), rtol=1e-9
            )


@pytest.mark.parametrize(("quantile", "n_obs"), [(0.5, 150), (0.9, 50)])
def test_the_interval_covers_the_true_slope_as_often_as_it_says(quantile, n_obs, draws):
    rng = np.random.default_rng(5)
    hits = []
    for _ in range(draws(400)):
        years = rng.uniform(2010, 2024, n_obs)
        values = 0.6 * years + rng.normal(size=n_obs)
        fit = fit_quantile_trend(years, values, quantile=quantile, ci_level=0.9)
        hits.append(fit.slope_oom_per_year_ci_low <= 0.6 <= fit.slope_oom_per_year_ci_high)
    assert draws.allow(np.mean(hits))


def test_the_median_doubles_as_published_for_the_deep_learning_era(snapshot_2022):
    # Sevilla et al. 2022 (A04): 5.6 months, 5.0 to 6.2, by least squares.
    era = snapshot_2022[snapshot_2022["year"].between(2010, 2022.12)]
    fit = fit_quantile_trend(
        era["year"], np.log10(era["training_compute_flop"]), quantile=0.5, ci_level=0.95
    )
    assert 5.0 < doubling_months(fit.slope_oom_per_year) < 6.2


def test_poor_samples_give_a_reason():
    fit = fit_quantile_trend([2010, 2010, 2011], [1, 2, 3], quantile=0.5, ci_level=0.9)
    assert fit.status_reason == "2 distinct years, a line with an error needs 3"
    assert fit.slope_oom_per_year is None


def test_wrong_calls_raise():
    with pytest.raises(ValueError, match="ci_level must"):
        fit_quantile_trend([1, 2, 3], [1, 2, 3], quantile=0.5, ci_level=1)
    with pytest.raises(ValueError, match="quantile must"):
        fit_quantile_trend([1, 2, 3], [1, 2, 3], quantile=1, ci_level=0.9)
