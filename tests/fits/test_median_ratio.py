"""Median ratios: against hand-counted ranks and scipy, among themselves, and their coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scalehouse.stats.median_ratio import median_ratio

OPTIONS = {"ci_level": 0.90, "tolerance": 0.01}


def test_ranks_of_ten_pairs_are_those_of_the_binomial_table():
    # P(B(10, 1/2) <= 1) = 11 / 1024 = 1.1% and P(B <= 2) = 56 / 1024 = 5.5%: at 90% the
    # bounds are the second from either end, with 97.9% between them.
    fit = median_ratio(np.arange(1, 11) / 10, **OPTIONS)
    np.testing.assert_allclose(
        [fit.median_ratio, fit.median_ratio_ci_low, fit.median_ratio_ci_high],
        [10**0.55, 10**0.2, 10**0.9],
        rtol=1e-12,
    )


@pytest.mark.parametrize("n_obs", [5, 6, 7, 12, 31, 113])
@pytest.mark.parametrize("ci_level", [0.5, 0.9, 0.95])
def test_interval_is_that_of_a_sign_test(n_obs, ci_level):
    ratios = np.random.default_rng(n_obs).normal(size=n_obs)
    fit = median_ratio(ratios, ci_level=ci_level, tolerance=0)
    inside = [
        ratio
        for ratio in ratios
        if stats.binomtest(int(np.sum(ratios > ratio)), n_obs).pvalue > 1 - ci_level
        and stats.binomtest(int(np.sum(ratios < ratio)), n_obs).pvalue > 1 - ci_level
    ]
    if fit.median_ratio_ci_low is None:
        assert 2 * 0.5**n_obs > 1 - ci_level
    else:
        assert fit.median_ratio_ci_low <= 10 ** min(inside)
        assert fit.median_ratio_ci_high >= 10 ** max(inside)


def test_the_published_utilisation_of_hardware_is_the_median(published_records):
    # Cottier et al. 2024 (C11): models usually reach 37.5% of what their chips could do, the
    # median of those that say.
    records = published_records("2024-10-16", "hardware_utilization_mfu")
    shares = records["hardware_utilization_mfu"].dropna()
    fit = median_ratio(np.log10(shares[shares > 0]), **OPTIONS)
    assert fit.n_obs > 20
    np.testing.assert_allclose(fit.median_ratio, 0.375, rtol=0.05)
    assert fit.median_ratio_ci_low <= 0.375 <= fit.median_ratio_ci_high


@pytest.mark.parametrize(("n_obs", "ci_level", "has"), [(4, 0.9, False), (5, 0.9, True)])
def test_small_samples_have_a_median_and_no_interval(n_obs, ci_level, has):
    fit = median_ratio(np.zeros(n_obs), ci_level=ci_level, tolerance=0)
    assert fit.median_ratio == 1
    assert (fit.median_ratio_ci_low is not None) is has
    assert (fit.median_ratio_ci_high is not None) is has


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=40), st.floats(-3, 3))
def test_a_common_factor_moves_every_number_alike(ratios, shift):
    plain = median_ratio(ratios, **OPTIONS)
    moved = median_ratio(np.array(ratios) + shift, **OPTIONS)
    np.testing.assert_allclose(moved.median_ratio, plain.median_ratio * 10**shift, rtol=1e-9)
    np.testing.assert_allclose(moved.log_ratio_p90, plain.log_ratio_p90 + shift, atol=1e-9)


def test_a_higher_level_contains_a_lower_one():
    ratios = np.random.default_rng(1).normal(size=60)
    narrow = median_ratio(ratios, ci_level=0.8, tolerance=0)
    wide = median_ratio(ratios, ci_level=0.99, tolerance=0)
    assert wide.median_ratio_ci_low < narrow.median_ratio_ci_low
    assert wide.median_ratio_ci_high > narrow.median_ratio_ci_high


def test_intervals_cover_the_median_at_least_as_often_as_they_say():
    draws = np.random.default_rng(2).exponential(size=(2000, 25))
    fits = [median_ratio(sample, **OPTIONS) for sample in draws]
    true = 10 ** np.log(2)
    covered = [fit.median_ratio_ci_low <= true <= fit.median_ratio_ci_high for fit in fits]
    # P(B(25, 1/2) <= 7) = 2.2%: the interval holds 95.7%
    assert 0.94 < np.mean(covered) < 0.97


def test_pairs_agree_up_to_the_tolerance():
    fit = median_ratio(np.log10([1, 1.0099, 0.9901, 1.02, 0.5]), **OPTIONS)
    assert fit.agreeing_share == pytest.approx(0.6)


def test_order_does_not_matter():
    ratios = np.random.default_rng(4).normal(size=20)
    assert median_ratio(ratios, **OPTIONS) == median_ratio(ratios[::-1], **OPTIONS)


@pytest.mark.parametrize("ratios", [[], [0.1, np.nan, 0.2]])
def test_poor_data_give_a_reason(ratios):
    fit = median_ratio(ratios, **OPTIONS)
    assert fit.status == "not_estimable"
    assert fit.status_reason
    assert fit.median_ratio is None


@pytest.mark.parametrize("wrong", [{"ci_level": 1}, {"ci_level": 0}, {"tolerance": -0.1}])
def test_wrong_calls_raise(wrong):
    with pytest.raises(ValueError, match="must"):
        median_ratio([0.1, 0.2], **(OPTIONS | wrong))
