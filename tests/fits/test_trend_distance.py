"""Distances from a trend: against statsmodels, among themselves, simulated and published."""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scalehouse.stats import _bootstrap
from scalehouse.stats.trend_distance import fit_distance

OPTIONS = {"ci_level": 0.90, "n_resamples": 500, "seed": 20220211}


@pytest.fixture(scope="module")
def groups():
    rng = np.random.default_rng(5)
    years = rng.uniform(2010, 2022, 70).round(2)
    far_years = rng.uniform(2015, 2022, 20).round(2)
    values = 18 + 0.6 * (years - 2016) + rng.normal(0, 0.8, 70)
    return years, values, far_years, 20 + 0.6 * (far_years - 2016) + rng.normal(0, 0.4, 20)


def test_distances_are_those_from_the_line_of_statsmodels(groups):
    years, values, far_years, far_values = groups
    line = sm.OLS(values, sm.add_constant(years)).fit()
    distances = far_values - line.predict(sm.add_constant(far_years))
    fit = fit_distance(*groups, **OPTIONS)
    np.testing.assert_allclose(
        [fit.mean_distance_oom, fit.median_distance_oom],
        [distances.mean(), np.median(distances)],
        rtol=1e-9,
    )
    assert (fit.n_obs, fit.n_trend, fit.n_resamples) == (20, 70, 500)


def test_intervals_are_as_wide_as_both_errors_together(groups):
    years, values, far_years, far_values = groups
    line = sm.OLS(values, sm.add_constant(years)).fit()
    there = line.get_prediction(np.array([[1, far_years.mean()]])).se_mean[0]
    distances = far_values - line.predict(sm.add_constant(far_years))
    se = math.hypot(there, distances.std(ddof=1) / math.sqrt(20))
    fit = fit_distance(*groups, **OPTIONS | {"n_resamples": 4_000})
    width = fit.mean_distance_oom_ci_high - fit.mean_distance_oom_ci_low
    # the twenty ask for more of the interval than the seventy: Student t on 19 of freedom
    np.testing.assert_allclose(width, 2 * stats.t.ppf(0.95, 19) * se, rtol=0.08)


def test_the_interval_of_a_single_model_holds_the_error_of_the_line_alone(groups):
    years, values, *_ = groups
    line = sm.OLS(values, sm.add_constant(years)).fit()
    there = line.get_prediction(np.array([[1, 2020]])).se_mean[0]
    fit = fit_distance(years, values, [2020], [24], **OPTIONS | {"n_resamples": 4_000})
    width = fit.mean_distance_oom_ci_high - fit.mean_distance_oom_ci_low
    np.testing.assert_allclose(width, 2 * stats.t.ppf(0.95, 68) * there, rtol=0.08)


def test_shifting_the_group_shifts_its_distance(groups):
    years, values, far_years, far_values = groups
    fit = fit_distance(*groups, **OPTIONS)
    moved = fit_distance(years, values, far_years, far_values + 2, **OPTIONS)
    for name in ("mean_distance_oom", "median_distance_oom", "mean_distance_oom_ci_low"):
        np.testing.assert_allclose(getattr(moved, name), getattr(fit, name) + 2, rtol=1e-9)


def test_seed_level_order_and_noise_decide_as_documented(groups, monkeypatch):
    years, values, far_years, far_values = groups
    fit = fit_distance(*groups, **OPTIONS)
    mixed, far_mixed = (np.random.default_rng(0).permutation(n) for n in (70, 20))
    assert fit == fit_distance(
        years[mixed], values[mixed], far_years[far_mixed], far_values[far_mixed], **OPTIONS
    )
    wide = fit_distance(*groups, **OPTIONS | {"ci_level": 0.95})
    assert wide.mean_distance_oom_ci_low < fit.mean_distance_oom_ci_low
    assert wide.median_distance_oom_ci_high > fit.median_distance_oom_ci_high
    noisy = fit_distance(*groups, **OPTIONS, noise_factor=30)
    assert noisy.mean_distance_oom == fit.mean_distance_oom
    assert noisy.mean_distance_oom_ci_high > fit.mean_distance_oom_ci_high
    monkeypatch.setattr(_bootstrap, "BLOCK_ELEMENTS", 100)
    np.testing.assert_allclose(
        fit_distance(*groups, **OPTIONS).mean_distance_oom_ci_low,
        fit.mean_distance_oom_ci_low,
        rtol=1e-12,
    )


def test_a_group_on_the_line_is_at_no_distance():
    years = np.arange(2010, 2021)
    fit = fit_distance(years, 0.5 * years, [2012.5, 2017], [1006.25, 1008.5], **OPTIONS)
    np.testing.assert_allclose(
        [fit.mean_distance_oom, fit.mean_distance_oom_ci_low, fit.median_distance_oom_ci_high],
        0,
        atol=1e-9,
    )


def test_the_interval_covers_the_true_distance_as_often_as_it_says(draws):
    rng = np.random.default_rng(12)
    hits = []
    for run in range(draws(400)):
        years, far_years = rng.uniform(2010, 2022, 60), rng.uniform(2015, 2022, 25)
        fit = fit_distance(
            years,
            18 + 0.6 * (years - 2016) + rng.normal(0, 0.8, 60),
            far_years,
            20 + 0.6 * (far_years - 2016) + rng.normal(0, 0.5, 25),
            **OPTIONS | {"seed": run, "n_resamples": 300},
        )
        hits.append(fit.mean_distance_oom_ci_low <= 2 <= fit.mean_distance_oom_ci_high)
    assert draws.allow(np.mean(hits))


def test_the_published_distance_of_large_scale_models_is_reproduced(snapshot_2022):
    # Sevilla et al. 2022, arXiv 2202.05924v2, abstract: large-scale models took 10 to 100
    # times the compute of others. Their mean lies a little above, its interval reaches in.
    recent = snapshot_2022[snapshot_2022["year"] >= 2010]
    x, y = recent["year"].to_numpy(), np.log10(recent["training_compute_flop"].to_numpy())
    nearby = [y[np.abs(x - year) <= 1] for year in x]
    z = (y - [part.mean() for part in nearby]) / [part.std(ddof=1) for part in nearby]
    regular = (x < 2022.13) & (z <= 0.76) & (z >= -2)
    large = (x >= 2015.67) & (x < 2022.13) & (z > 0.76)
    fit = fit_distance(x[regular], y[regular], x[large], y[large], **OPTIONS)
    assert 18 <= fit.n_obs <= 20
    assert 10 < 10**fit.mean_distance_oom_ci_low < 100 < 10**fit.mean_distance_oom < 200


@pytest.mark.parametrize(
    ("years", "far_years", "reason"),
    [
        ([], [2015], "0 observations, a line with an error needs 3"),
        ([2010, 2010, 2011], [2015], "2 distinct years of the trend, a line with an error"),
        ([2010, 2011, 2012], [], "0 observations, a distance needs 1"),
        ([2010, 2011, 2012], [math.nan], "1 of 1 observations are not finite numbers"),
        ([2010, 2011, 2012], [1e308], "the values leave the range of floating point"),
    ],
)
def test_poor_data_give_a_reason_and_nulls(years, far_years, reason):
    values = np.asarray(years, dtype=float) ** 2
    fit = fit_distance(years, values, far_years, np.ones(len(far_years)), **OPTIONS)
    assert fit.status == "not_estimable"
    assert fit.status_reason.startswith(reason)
    assert fit.mean_distance_oom is None


def test_wrong_calls_raise(groups):
    for wrong in ({"ci_level": 0}, {"n_resamples": 0}, {"noise_factor": 0.5}):
        with pytest.raises(ValueError, match="must"):
            fit_distance(*groups, **OPTIONS | wrong)
    with pytest.raises(ValueError, match="lengths differ"):
        fit_distance([1, 2, 3], [1, 2], [1], [1], **OPTIONS)


@given(
    st.lists(st.tuples(st.floats(), st.floats()), max_size=6),
    st.lists(st.tuples(st.floats(), st.floats()), max_size=4),
)
def test_no_data_raise_and_rows_hold_no_nan(trend, far):
    years, values = np.array(trend).reshape(-1, 2).T
    far_years, far_values = np.array(far).reshape(-1, 2).T
    fit = fit_distance(
        years, values, far_years, far_values, ci_level=0.9, n_resamples=5, seed=0
    )
    assert all(math.isfinite(v) for v in fit.as_row().values() if isinstance(v, float))
