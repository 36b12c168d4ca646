"""Concentration: by hand, against another formula, among itself and simulated."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehouse.stats.concentration import fit_concentration

SETTINGS = {"n_top": 1, "ci_level": 0.9, "n_resamples": 1000, "seed": 7}
PARTS = st.lists(st.integers(0, 10**9), min_size=3, max_size=30).filter(sum)


@pytest.mark.parametrize(
    ("values", "gini", "top_share"),
    [([5, 5, 5, 5], 0, 0.25), ([0, 0, 0, 8], 0.75, 1), ([1, 2, 3], 2 / 9, 0.5)],
)
def test_small_cases_by_hand(values, gini, top_share):
    fit = fit_concentration(values, **SETTINGS)
    np.testing.assert_allclose(fit.gini, gini, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose([fit.top_share, fit.largest_share], top_share, rtol=1e-12)
    assert fit.total == sum(values)


def test_the_published_gini_of_a_printed_example_is_reproduced():
    # R package phylotools, manual of `gini`, whose code is that of `ineq` (Cowell 2000).
    fit = fit_concentration([1, 3, 2, 1, 1, 1, 4], **SETTINGS)
    np.testing.assert_allclose(fit.gini, 0.3076923, rtol=1e-7)


@given(PARTS)
def test_the_gini_is_half_the_mean_difference_over_the_mean(values):
    parts = np.array(values, dtype=float)
    differences = np.abs(parts[:, None] - parts[None, :]).mean()
    fit = fit_concentration(values, **SETTINGS | {"n_resamples": 1})
    np.testing.assert_allclose(
        fit.gini, differences / (2 * parts.mean()), rtol=1e-9, atol=1e-12
    )


@given(PARTS, st.floats(0.01, 100))
def test_the_unit_and_the_order_change_nothing(values, unit):
    fit = fit_concentration(values, **SETTINGS | {"n_resamples": 1})
    scaled = fit_concentration(
        [value * unit for value in reversed(values)], **SETTINGS | {"n_resamples": 1}
    )
    assert math.isclose(fit.gini, scaled.gini, rel_tol=1e-9, abs_tol=1e-9)
    assert math.isclose(fit.top_share, scaled.top_share, rel_tol=1e-9)


def test_the_same_seed_gives_the_same_interval_and_a_higher_level_a_wider_one():
    values = np.random.default_rng(2).lognormal(0, 1, 100)
    narrow = fit_concentration(values, **SETTINGS | {"ci_level": 0.5})
    assert narrow == fit_concentration(values, **SETTINGS | {"ci_level": 0.5})
    wide = fit_concentration(values, **SETTINGS)
    assert wide.gini_ci_low < narrow.gini_ci_low < narrow.gini_ci_high < wide.gini_ci_high


def test_the_interval_covers_the_gini_of_an_exponential_as_often_as_it_says(draws):
    # the Gini of an exponential distribution is 1/2
    rng = np.random.default_rng(3)
    fits = [
        fit_concentration(values, **SETTINGS | {"seed": number})
        for number, values in enumerate(rng.exponential(1, (draws(300), 200)))
    ]
    covered = np.mean([fit.gini_ci_low <= 0.5 <= fit.gini_ci_high for fit in fits])
    assert draws.allow(covered)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], "0 observations, a share of the largest 1 needs 2"),
        ([1], "1 observations"),
        ([1, math.nan], "not finite"),
        ([1, -1], "less than nothing"),
        ([0, 0], "nothing to share"),
    ],
)
def test_what_cannot_be_measured_says_why(values, reason):
    fit = fit_concentration(values, **SETTINGS)
    assert fit.status == "not_estimable"
    assert reason in fit.status_reason
    assert fit.gini is fit.top_share is fit.largest_share is None


@pytest.mark.parametrize("wrong", [{"n_top": 0}, {"ci_level": 0}, {"n_resamples": 0}])
def test_a_wrong_call_is_refused(wrong):
    with pytest.raises(ValueError, match="must"):
        fit_concentration([1, 2, 3], **SETTINGS | wrong)
