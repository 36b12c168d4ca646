"""Missing values: against enumeration and imputation, among themselves, on simulated data."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehouse.stats.log_linear import fit_growth
from scalehouse.stats.missingness import (
    bound_share,
    fit_contrast_under_missing,
    fit_slope_under_missing,
)

SLOPE = {"limits_oom": (20, 26), "delta_oom": 0.5, "ci_level": 0.9}
CONTRAST = {
    "limits_oom": (20, 26),
    "first_delta_oom": 0.5,
    "second_delta_oom": 0.0,
    "ci_level": 0.9,
}


@pytest.fixture(scope="module")
def records():
    rng = np.random.default_rng(7)
    years = rng.uniform(2015, 2024, 60)
    values = 20 + 0.5 * (years - 2015) + rng.normal(0, 0.5, 60)
    # The later, the more often unpublished.
    values[rng.random(60) < (years - 2015) / 15] = np.nan
    return years, values


def test_worst_slopes_are_the_extremes_of_all_fillings():
    years = np.array([2015, 2016, 2018, 2019, 2020, 2021.5, 2023])
    values = np.array([20, np.nan, 21, np.nan, 22.5, np.nan, 23])
    fit = fit_slope_under_missing(years, values, **SLOPE)
    fillings = np.array(list(product((20, 23, 26), repeat=3)))
    slopes = []
    for filling in fillings:
        filled = values.copy()
        filled[np.isnan(values)] = filling
        slopes.append(np.polyfit(years - 2019, filled, 1)[0])
    np.testing.assert_allclose(
        [fit.slope_oom_per_year_bound_low, fit.slope_oom_per_year_bound_high],
        [min(slopes), max(slopes)],
        rtol=1e-10,
    )


def test_the_selected_slope_is_that_of_imputed_values(records):
    years, values = records
    fit = fit_slope_under_missing(years, values, **SLOPE)
    known = ~np.isnan(values)
    line = np.polyfit(years[known] - 2019, values[known], 1)
    imputed = np.where(known, values, np.polyval(line, years - 2019) + 0.5)
    np.testing.assert_allclose(
        fit.selected_slope_oom_per_year, np.polyfit(years - 2019, imputed, 1)[0], rtol=1e-10
    )


def test_no_selection_is_the_observed_line_with_its_classical_interval(records):
    years, values = records
    known = ~np.isnan(values)
    fit = fit_slope_under_missing(years, values, **SLOPE | {"delta_oom": 0})
    growth = fit_growth(years[known], values[known], ci_level=0.9, n_resamples=1, seed=0)
    assert fit.n_missing == 60 - growth.n_obs
    np.testing.assert_allclose(
        [fit.slope_oom_per_year, fit.selected_slope_oom_per_year],
        growth.slope_oom_per_year,
        rtol=1e-10,
    )
    half_width = fit.selected_slope_oom_per_year_ci_high - fit.selected_slope_oom_per_year
    # t quantile of 0.95 for the degrees of freedom at hand is between 1.67 and 1.70.
    assert 1.66 < half_width / growth.slope_oom_per_year_se < 1.70


def test_at_the_tipping_point_there_is_no_growth(records):
    years, values = records
    tip = fit_slope_under_missing(years, values, **SLOPE).tipping_delta_oom
    at_tip = fit_slope_under_missing(years, values, **SLOPE | {"delta_oom": tip})
    np.testing.assert_allclose(at_tip.selected_slope_oom_per_year, 0, atol=1e-12)


def test_bounds_hold_the_observed_and_widen_with_the_limits(records):
    near = fit_slope_under_missing(*records, **SLOPE)
    far = fit_slope_under_missing(*records, **SLOPE | {"limits_oom": (18, 28)})
    assert (
        far.slope_oom_per_year_bound_low
        < near.slope_oom_per_year_bound_low
        < near.slope_oom_per_year
        < near.slope_oom_per_year_bound_high
        < far.slope_oom_per_year_bound_high
    )


def test_limits_around_the_trend_bound_the_distance_from_it(records):
    years, values = records
    known = ~np.isnan(values)
    line = np.polyfit(years[known] - 2019, values[known], 1)
    trend = np.polyval(line, years - 2019)
    fit = fit_slope_under_missing(
        years, values, **SLOPE | {"limits_oom": (-1, 2)}, limits_around_expected=True
    )
    later = years > years.mean()
    for bound, filled in (
        (fit.slope_oom_per_year_bound_low, trend + np.where(later, -1, 2)),
        (fit.slope_oom_per_year_bound_high, trend + np.where(later, 2, -1)),
    ):
        oracle = np.polyfit(years - 2019, np.where(known, values, filled), 1)[0]
        np.testing.assert_allclose(bound, oracle, rtol=1e-10)
    exact = fit_slope_under_missing(
        years, values, **SLOPE | {"limits_oom": (0, 0)}, limits_around_expected=True
    )
    np.testing.assert_allclose(
        exact.slope_oom_per_year_bound_high, fit.slope_oom_per_year, rtol=1e-10
    )


def test_limits_around_the_mean_bound_the_distance_of_each_group_from_it():
    first, second = np.array([24, np.nan, 25, 23]), np.array([21, 22, np.nan, np.nan])
    fit = fit_contrast_under_missing(
        first, second, **CONTRAST | {"limits_oom": (-1, 2)}, limits_around_expected=True
    )
    np.testing.assert_allclose(fit.difference_oom_bound_low, 2.5 - 1 / 4 - 2 * 2 / 4)
    np.testing.assert_allclose(fit.difference_oom_bound_high, 2.5 + 2 / 4 + 1 * 2 / 4)


def test_without_missing_values_bounds_and_estimate_agree():
    years, values = [2015, 2017, 2018, 2021], [20, 21, 21.2, 23]
    fit = fit_slope_under_missing(years, values, **SLOPE)
    np.testing.assert_allclose(
        [
            fit.slope_oom_per_year_bound_low,
            fit.slope_oom_per_year_bound_high,
            fit.selected_slope_oom_per_year,
        ],
        fit.slope_oom_per_year,
        rtol=1e-10,
    )
    assert (fit.n_missing, fit.tipping_delta_oom) == (0, None)


def test_values_missing_around_the_mean_year_have_no_tipping_point():
    fit = fit_slope_under_missing(
        [2015, 2016, 2017, 2018, 2019], [20, np.nan, 21, np.nan, 22.5], **SLOPE
    )
    assert fit.tipping_delta_oom is None
    np.testing.assert_allclose(fit.selected_slope_oom_per_year, fit.slope_oom_per_year)


def test_the_interval_covers_the_slope_of_all_under_the_stated_selection():
    rng = np.random.default_rng(4)
    hits = []
    for _ in range(2_000):
        years = np.linspace(2015, 2024, 40)
        is_missing = rng.random(40) < (years - 2014) / 15
        values = 20 + 0.5 * (years - 2015) + 0.8 * is_missing + rng.normal(0, 0.5, 40)
        expected = 20 + 0.5 * (years - 2015) + 0.8 * is_missing
        truth = np.polyfit(years - 2019, expected, 1)[0]
        fit = fit_slope_under_missing(
            years, np.where(is_missing, np.nan, values), **SLOPE | {"delta_oom": 0.8}
        )
        hits.append(
            fit.selected_slope_oom_per_year_ci_low
            <= truth
            <= fit.selected_slope_oom_per_year_ci_high
        )
    assert 0.87 < np.mean(hits) < 0.93


def test_the_interval_covers_the_contrast_of_all_under_the_stated_selection(draws):
    rng = np.random.default_rng(14)
    deltas = {"first_delta_oom": 0.8, "second_delta_oom": -0.3}
    hits = []
    for _ in range(draws(500)):
        first, second = rng.normal(24, 0.5, 40), rng.normal(23, 1.5, 25)
        is_missing = rng.random(40) < 0.4, rng.random(25) < 0.2
        truth = 1 + 0.8 * is_missing[0].mean() + 0.3 * is_missing[1].mean()
        fit = fit_contrast_under_missing(
            np.where(is_missing[0], np.nan, first),
            np.where(is_missing[1], np.nan, second),
            **CONTRAST | deltas,
        )
        hits.append(
            fit.selected_difference_oom_ci_low <= truth <= fit.selected_difference_oom_ci_high
        )
    assert draws.allow(np.mean(hits))


def test_worst_contrasts_are_the_extremes_of_all_fillings():
    first, second = np.array([24, np.nan, 25, 23]), np.array([21, 22, np.nan, np.nan])
    fit = fit_contrast_under_missing(first, second, **CONTRAST)
    np.testing.assert_allclose(fit.difference_oom, 24 - 21.5, rtol=1e-12)
    np.testing.assert_allclose(fit.difference_oom_bound_low, (72 + 20) / 4 - (43 + 52) / 4)
    np.testing.assert_allclose(fit.difference_oom_bound_high, (72 + 26) / 4 - (43 + 40) / 4)
    # A quarter of the first group is missing and half an order of magnitude larger.
    np.testing.assert_allclose(fit.selected_difference_oom, 2.5 + 0.5 / 4, rtol=1e-12)
    assert (fit.n_obs, fit.n_missing) == (8, 3)


def test_shares_are_bounded_by_all_and_none_of_the_missing():
    fit = bound_share(3, 5, 2)
    assert (fit.n_obs, fit.share) == (10, 3 / 8)
    assert (fit.share_bound_low, fit.share_bound_high) == (0.3, 0.5)
    assert bound_share(0, 0, 4).share is None
    assert bound_share(0, 0, 0).status == "not_estimable"


def test_the_textbook_bounds_of_the_homeless_example_are_reproduced():
    # Manski 1995, Identification Problems in the Social Sciences, section 2.1: 64 of 106 men
    # were found again, 21 of them housed; the exit probability lies between 21/106 and 63/106.
    fit = bound_share(21, 43, 42)
    np.testing.assert_allclose(
        [fit.share, fit.share_bound_low, fit.share_bound_high], [0.33, 0.20, 0.59], atol=0.005
    )


@pytest.mark.parametrize(
    ("years", "values", "reason"),
    [
        ([], [], "0 observations, a slope needs 1"),
        ([2015, 2016], [np.nan, np.nan], "0 observations, a slope needs 1"),
        ([2015, 2016], [20, 21], "2 observations, a line with an error needs 3"),
        ([2015, np.nan], [20, 21], "1 of 2 observations are not finite numbers"),
        ([1, 2, 3], [20, math.inf, 3], "1 of 3 observations are not finite numbers"),
    ],
)
def test_poor_data_give_a_reason_and_nulls(years, values, reason):
    fit = fit_slope_under_missing(years, values, **SLOPE)
    assert (fit.status, fit.status_reason) == ("not_estimable", reason)
    assert fit.slope_oom_per_year_bound_low is None


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=8))
def test_no_data_raise_and_rows_hold_no_nan(pairs):
    first, second = np.array(pairs).reshape(-1, 2).T
    rows = [
        fit_slope_under_missing(first, second, **SLOPE).as_row(),
        fit_contrast_under_missing(first, second, **CONTRAST).as_row(),
    ]
    for row in rows:
        assert all(math.isfinite(v) for v in row.values() if isinstance(v, float))


def test_wrong_calls_raise():
    with pytest.raises(ValueError, match="upper limit must be at least 26"):
        fit_slope_under_missing([1, 2, 3], [1, 2, 3], **SLOPE | {"limits_oom": (26, 20)})
    with pytest.raises(ValueError, match="upper limit must be at least 26"):
        fit_contrast_under_missing([1, 2], [1, 2], **CONTRAST | {"limits_oom": (26, 20)})
    with pytest.raises(ValueError, match="ci_level must"):
        fit_slope_under_missing([1, 2, 3], [1, 2, 3], **SLOPE | {"ci_level": 9})
    with pytest.raises(ValueError, match="n_no must be at least 0"):
        bound_share(1, -1, 0)
