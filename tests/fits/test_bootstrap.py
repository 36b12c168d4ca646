"""Intervals of draws: against numpy and scipy, and what expanding them does."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scalehouse.stats._bootstrap import expanded_level, percentile_interval


@pytest.mark.parametrize("shape", [(1,), (2, 3), (1000, 25), (999,)])
@pytest.mark.parametrize("ci_level", [0.5, 0.9, 0.95, 0.999999])
def test_bounds_have_the_digits_of_numpy(shape, ci_level):
    draws = np.random.default_rng(3).normal(size=shape)
    shares = ((1 - ci_level) / 2, (1 + ci_level) / 2)
    np.testing.assert_array_equal(
        percentile_interval(draws, ci_level), np.quantile(draws, shares, axis=0)
    )


def test_a_draw_that_is_none_leaves_its_quantity_without_an_interval():
    draws = np.random.default_rng(4).normal(size=(50, 2))
    draws[7, 1] = np.nan
    low, high = percentile_interval(draws, 0.9)
    assert np.isfinite([low[0], high[0]]).all()
    assert np.isnan([low[1], high[1]]).all()
    assert np.isnan(percentile_interval(np.empty((0, 2)), 0.9)).all()


def test_the_expanded_interval_of_a_normal_mean_is_that_of_student():
    # Resamples of a mean are normal about it with a variance of (n - 1) / n over n.
    values = np.random.default_rng(5).normal(size=12)
    spread = values.std() / math.sqrt(12)
    level = expanded_level(0.9, 12, 1)
    reach = stats.norm.ppf((1 + level) / 2) * spread
    low, high = stats.t.interval(0.9, 11, values.mean(), stats.sem(values))
    np.testing.assert_allclose([values.mean() - reach, values.mean() + reach], [low, high])


@given(st.integers(4, 500), st.integers(1, 3), st.floats(0.5, 0.99))
def test_expanding_widens_less_the_more_there_is(n_obs, n_coefficients, ci_level):
    level = expanded_level(ci_level, n_obs, n_coefficients)
    assert ci_level < level <= 1
    assert expanded_level(ci_level, 2 * n_obs, n_coefficients) <= level
    assert math.isclose(expanded_level(ci_level, 10**7, n_coefficients), ci_level, rel_tol=1e-5)
