"""Lags: against statsmodels, among themselves, on simulated and on published data."""

import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from scalehouse.stats import _bootstrap
from scalehouse.stats.open_closed_lag import fit_open_closed_lag, running_records

OPTIONS = {"records_only": False, "ci_level": 0.90, "n_resamples": 400, "seed": 43}


def simulate(rng, n_open=20, n_closed=25, lag_months=15.0):
    years = rng.uniform(2018, 2024, n_open + n_closed)
    is_open = np.arange(n_open + n_closed) < n_open
    trend = 22 + 0.66 * (years - 2018 - is_open * lag_months / 12)
    return years, trend + rng.normal(0, 0.4, years.size), is_open


@pytest.fixture(scope="module")
def models():
    return simulate(np.random.default_rng(3))


def test_the_lag_is_the_distance_of_the_lines_of_statsmodels(models):
    years, values, is_open = models
    fit = fit_open_closed_lag(*models, **OPTIONS)
    design = np.column_stack([np.ones(45), years - 2021, is_open])
    oracle = sm.OLS(values, design).fit()
    _, slope, shift = oracle.params
    np.testing.assert_allclose(
        [fit.slope_oom_per_year, fit.gap_oom, fit.lag_months, fit.residual_sd_oom],
        [slope, -shift, -12 * shift / slope, oracle.mse_resid**0.5],
        rtol=1e-10,
    )


def test_separate_slopes_and_their_difference_are_those_of_statsmodels(models):
    years, values, is_open = models
    fit = fit_open_closed_lag(*models, **OPTIONS)
    open_, closed = (
        sm.OLS(values[group], sm.add_constant(years[group] - 2021)).fit()
        for group in (is_open, ~is_open)
    )
    t = (open_.params[1] - closed.params[1]) / math.hypot(open_.bse[1], closed.bse[1])
    last = years.max()
    reached = open_.predict([[1, last - 2021]])[0]
    when = 2021 + (reached - closed.params[0]) / closed.params[1]
    np.testing.assert_allclose(
        [
            fit.slope_open_oom_per_year,
            fit.slope_closed_oom_per_year,
            fit.slopes_differ_t,
            fit.separate_lag_months,
        ],
        [open_.params[1], closed.params[1], t, 12 * (last - when)],
        rtol=1e-9,
    )


def test_the_interval_is_that_of_refitting_each_resample(models):
    years, values, is_open = models
    fit = fit_open_closed_lag(*models, **OPTIONS)
    rngs = _bootstrap.generators(43, 2)
    lags = []
    parts = []
    for group, rng in zip((is_open, ~is_open), rngs, strict=True):
        order = np.lexsort((values[group], years[group]))
        rows = np.concatenate(list(_bootstrap.resampled_rows(rng, order.size, 400)))
        parts.append((years[group][order][rows], values[group][order][rows]))
    for i in range(400):
        x = np.concatenate([part[0][i] for part in parts]) - 2021
        y = np.concatenate([part[1][i] for part in parts])
        shift = np.repeat([1.0, 0.0], [20, 25])
        _, slope, offset = np.linalg.lstsq(np.column_stack([np.ones(45), x, shift]), y)[0]
        lags.append(-12 * offset / slope)
    np.testing.assert_allclose(
        [fit.lag_months_ci_low, fit.lag_months_ci_high],
        _bootstrap.percentile_interval(np.array(lags), _bootstrap.expanded_level(0.9, 45, 3)),
        rtol=1e-9,
    )


def test_exchanging_the_groups_turns_the_lag_into_a_lead(models):
    years, values, is_open = models
    fit = fit_open_closed_lag(*models, **OPTIONS)
    swapped = fit_open_closed_lag(years, values, ~is_open, **OPTIONS)
    np.testing.assert_allclose(swapped.lag_months, -fit.lag_months, rtol=1e-10)
    np.testing.assert_allclose(swapped.slopes_differ_t, -fit.slopes_differ_t, rtol=1e-9)


def test_unit_order_seed_and_level_decide_as_documented(models):
    years, values, is_open = models
    fit = fit_open_closed_lag(*models, **OPTIONS)
    shifted = fit_open_closed_lag(years, values + 3, is_open, **OPTIONS)
    np.testing.assert_allclose(shifted.lag_months, fit.lag_months, rtol=1e-9)
    np.testing.assert_allclose(shifted.lag_months_ci_low, fit.lag_months_ci_low, rtol=1e-9)
    mixed = np.random.default_rng(0).permutation(45)
    assert fit_open_closed_lag(years[mixed], values[mixed], is_open[mixed], **OPTIONS) == fit
    assert fit_open_closed_lag(*models, **OPTIONS | {"seed": 1}) != fit
    wide = fit_open_closed_lag(*models, **OPTIONS | {"ci_level": 0.95})
    assert wide.lag_months_ci_low < fit.lag_months_ci_low
    assert wide.lag_months_ci_high > fit.lag_months_ci_high


def test_lines_without_noise_give_the_lag_back():
    years = np.tile(np.arange(2018.0, 2025), 2)
    is_open = np.repeat([True, False], 7)
    fit = fit_open_closed_lag(years, 0.6 * (years - 1.5 * is_open), is_open, **OPTIONS)
    np.testing.assert_allclose(
        [fit.lag_months, fit.lag_months_ci_low, fit.separate_lag_months], 18, rtol=1e-9
    )
    np.testing.assert_allclose(fit.gap_oom, 0.9, rtol=1e-9)


def test_records_are_exceeded_by_none_before_them():
    years = [2019, 2018, 2020, 2020, 2021, 2022]
    values = [2, 1, 3, 4, 4, 3.5]
    assert running_records(years, values).tolist() == [True, True, False, True, True, False]
    assert running_records([], []).tolist() == []


def test_only_records_are_fitted_when_asked(models):
    years, values, is_open = models
    fit = fit_open_closed_lag(*models, **OPTIONS | {"records_only": True})
    kept = np.zeros(45, dtype=bool)
    for group in (is_open, ~is_open):
        kept[group] = running_records(years[group], values[group])
    assert fit == fit_open_closed_lag(years[kept], values[kept], is_open[kept], **OPTIONS)


def test_the_intervals_cover_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(5)
    fits = [
        fit_open_closed_lag(*simulate(rng), **OPTIONS | {"seed": run}) for run in range(2_000)
    ]
    truths = {
        "lag_months": 15,
        "separate_lag_months": 15,
        "gap_oom": 0.66 * 15 / 12,
        "slope_oom_per_year": 0.66,
        "slope_open_oom_per_year": 0.66,
        "slope_closed_oom_per_year": 0.66,
    }
    for name, truth in truths.items():
        bounds = [
            (getattr(fit, f"{name}_ci_low"), getattr(fit, f"{name}_ci_high")) for fit in fits
        ]
        assert 0.87 < np.mean([low <= truth <= high for low, high in bounds]) < 0.93, name
    p_values = [fit.slopes_differ_p_value for fit in fits]
    assert 0.07 < np.mean(np.less_equal(p_values, 0.10)) < 0.13


def test_the_published_lag_of_open_weights_is_reproduced(published_records):
    # Cottier et al. 2024 (F21, F23): 15.6 [11.55; 19.82] months behind, growth 4.65 open and
    # 4.56 closed, on records from 2018. Their speculative additions are not in the table.
    records = published_records("2024-10-16", "training_compute_flop")
    date = pd.to_datetime(records["publication_date"])
    table = pd.DataFrame(
        {
            "year": date.dt.year + (date.dt.month - 1) / 12 + (date.dt.day - 1) / 365,
            "log10_flop": np.log10(records["training_compute_flop"]),
            "access": records["model_access"],
        }
    )[
        records["base_model"].isna()
        & ~records["model_name"].str.contains("AlphaGo|AlphaZero|BIDAF")
    ]
    table = table.dropna()
    is_open = table["access"].str.startswith("Open weights")
    kept = pd.concat(
        group[running_records(group["year"], group["log10_flop"]) & (group["year"] >= 2018)]
        for _, group in table.groupby(is_open)
    )
    fit = fit_open_closed_lag(kept["year"], kept["log10_flop"], is_open[kept.index], **OPTIONS)
    assert 20 <= fit.n_obs <= 25
    assert 11.55 < fit.lag_months < 19.82
    assert fit.lag_months_ci_low < 15.6 < fit.lag_months_ci_high
    assert 3.28 < 10**fit.slope_oom_per_year < 5.44
    assert fit.slopes_differ_p_value > 0.05


def test_a_flat_trend_has_no_lag_interval():
    rng = np.random.default_rng(1)
    years = rng.uniform(2018, 2024, 40)
    values = 0.2 * years + rng.normal(size=40)
    fit = fit_open_closed_lag(years, values, np.arange(40) < 20, **OPTIONS)
    assert (fit.status, fit.slope_oom_per_year > 0) == ("estimated", True)
    assert (fit.lag_months_ci_low, fit.lag_months_ci_high) == (None, None)
    assert fit.n_resamples < 0.95 * 400


def test_a_falling_trend_has_no_lag(models):
    years, values, is_open = models
    fit = fit_open_closed_lag(years, -values, is_open, **OPTIONS)
    assert (fit.status, fit.lag_months, fit.slope_oom_per_year) == ("not_estimable", None, None)
    assert fit.status_reason == "the common trend does not rise, so nothing is reached later"


def test_closed_models_that_do_not_rise_alone_have_no_separate_lag(models):
    years, values, is_open = models
    falling = np.where(is_open, values, 25 - 0.01 * (years - 2021))
    fit = fit_open_closed_lag(years, falling, is_open, **OPTIONS)
    assert (fit.status, fit.lag_months is None) == ("estimated", False)
    assert (fit.separate_lag_months, fit.separate_lag_months_ci_low) == (None, None)


@pytest.mark.parametrize(
    ("years", "values", "is_open", "reason"),
    [
        ([], [], [], "0 observations, a line with an error needs 3"),
        ([1, 2, 3], [1, 2, 3], [1, 1, 1], "0 observations, a line with an error needs 3"),
        (
            [1, 2, 3, 1, 1, 2],
            [1, 2, 3, 4, 5, 6],
            [1, 1, 1, 0, 0, 0],
            "2 distinct closed years, a line with an error needs 3",
        ),
        ([1, 2, math.nan], [1, 2, 3], [1, 0, 1], "1 of 3 observations are not finite numbers"),
    ],
)
def test_poor_data_give_a_reason_and_nulls(years, values, is_open, reason):
    fit = fit_open_closed_lag(years, values, is_open, **OPTIONS)
    assert (fit.status, fit.status_reason) == ("not_estimable", reason)
    assert fit.lag_months is None


@given(st.lists(st.tuples(st.floats(), st.floats(), st.booleans()), max_size=12), st.booleans())
def test_no_data_raise_and_rows_hold_no_nan(rows, records_only):
    columns = np.array(rows, dtype=float).reshape(-1, 3).T
    few = {"n_resamples": 5, "records_only": records_only}
    row = fit_open_closed_lag(*columns, **OPTIONS | few).as_row()
    assert all(math.isfinite(v) for v in row.values() if isinstance(v, float))


def test_wrong_calls_raise():
    for wrong in ({"ci_level": 2}, {"n_resamples": 0}):
        with pytest.raises(ValueError, match="must"):
            fit_open_closed_lag([1], [1], [True], **OPTIONS | wrong)
    with pytest.raises(ValueError, match="lengths differ"):
        fit_open_closed_lag([1, 2], [1, 2], [True], **OPTIONS)
