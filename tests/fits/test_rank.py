"""Rank correlations and contrasts: against scipy, among themselves and on simulated data."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scalehouse.stats import _bootstrap
from scalehouse.stats.rank import fit_contrast, fit_rank_correlation

OPTIONS = {"ci_level": 0.90, "n_resamples": 200, "n_permutations": 199, "seed": 20240528}


@pytest.fixture(scope="module")
def access():
    rng = np.random.default_rng(3)
    tiers = rng.integers(0, 6, 90)
    # Rounded: ties in the values, as published compute has.
    return tiers, (23 - 0.3 * tiers + rng.normal(size=90)).round(1)


def test_correlations_are_those_of_scipy(access):
    fit = fit_rank_correlation(*access, **OPTIONS)
    np.testing.assert_allclose(
        [fit.kendall_tau_b, fit.spearman_rho],
        [stats.kendalltau(*access).statistic, stats.spearmanr(*access).statistic],
        rtol=1e-10,
    )


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=20).filter(
        lambda pairs: all(len(set(side)) > 1 for side in zip(*pairs, strict=True))
    )
)
def test_correlations_of_any_ties_are_those_of_scipy(pairs):
    tiers, values = np.array(pairs, dtype=float).T
    fit = fit_rank_correlation(
        tiers, values, ci_level=0.9, n_resamples=1, n_permutations=1, seed=0
    )
    np.testing.assert_allclose(
        [fit.kendall_tau_b, fit.spearman_rho],
        [stats.kendalltau(tiers, values).statistic, stats.spearmanr(tiers, values).statistic],
        atol=1e-10,
    )


def test_intervals_are_those_of_correlating_each_resample(access):
    tiers, values = access
    fit = fit_rank_correlation(*access, **OPTIONS)
    order = np.lexsort((tiers, values))
    rng = _bootstrap.generators(OPTIONS["seed"], 2)[0]
    rows = order[np.concatenate(list(_bootstrap.resampled_rows(rng, 90, 200)))]
    taus = [stats.kendalltau(tiers[row], values[row]).statistic for row in rows]
    rhos = [stats.spearmanr(tiers[row], values[row]).statistic for row in rows]
    np.testing.assert_allclose(
        [fit.kendall_tau_b_ci_low, fit.kendall_tau_b_ci_high],
        np.quantile(taus, (0.05, 0.95)),
        rtol=1e-10,
    )
    np.testing.assert_allclose(
        [fit.spearman_rho_ci_low, fit.spearman_rho_ci_high],
        np.quantile(rhos, (0.05, 0.95)),
        rtol=1e-10,
    )


def test_the_p_value_is_close_to_that_of_all_permutations():
    tiers, values = [0, 0, 1, 1, 2, 2], [1.0, 2, 4, 3, 2.5, 5]
    fit = fit_rank_correlation(
        tiers, values, ci_level=0.9, n_resamples=1, n_permutations=20_000, seed=0
    )
    exact = [stats.kendalltau(order, values).statistic for order in set(permutations(tiers))]
    share = np.mean(np.abs(exact) >= fit.kendall_tau_b - 1e-12)
    np.testing.assert_allclose(fit.kendall_tau_b_p_value, share, atol=0.01)


def test_reversing_the_tiers_reverses_the_correlation(access):
    tiers, values = access
    fit = fit_rank_correlation(tiers, values, **OPTIONS)
    reverse = fit_rank_correlation(-tiers, values, **OPTIONS)
    np.testing.assert_allclose(reverse.kendall_tau_b, -fit.kendall_tau_b, rtol=1e-12)
    np.testing.assert_allclose(reverse.spearman_rho, -fit.spearman_rho, rtol=1e-12)


def test_only_the_order_of_values_and_tiers_matters(access):
    tiers, values = access
    fit = fit_rank_correlation(tiers, values, **OPTIONS)
    assert fit_rank_correlation(tiers * 10 + 7, np.exp(values - 23), **OPTIONS) == fit


def test_seed_level_and_order_decide_as_documented(access, monkeypatch):
    tiers, values = access
    fit = fit_rank_correlation(tiers, values, **OPTIONS)
    mixed = np.random.default_rng(0).permutation(90)
    assert fit_rank_correlation(tiers[mixed], values[mixed], **OPTIONS) == fit
    wide = fit_rank_correlation(tiers, values, **OPTIONS | {"ci_level": 0.95})
    assert wide.kendall_tau_b_ci_low < fit.kendall_tau_b_ci_low
    assert wide.kendall_tau_b_ci_high > fit.kendall_tau_b_ci_high
    monkeypatch.setattr(_bootstrap, "BLOCK_ELEMENTS", 100)
    assert fit_rank_correlation(tiers, values, **OPTIONS) == fit


def test_perfect_order_correlates_to_one():
    fit = fit_rank_correlation([0, 1, 2, 3, 4], [1, 2, 3, 4, 5], **OPTIONS)
    np.testing.assert_allclose([fit.kendall_tau_b, fit.spearman_rho], 1, rtol=1e-12)


def test_unrelated_tiers_are_rejected_as_often_as_the_level_says(draws):
    rng = np.random.default_rng(8)
    p_values = [
        fit_rank_correlation(
            rng.integers(0, 4, 30), rng.normal(size=30), **OPTIONS | {"seed": run}
        ).kendall_tau_b_p_value
        for run in range(draws(600))
    ]
    assert draws.allow(np.mean(np.greater(p_values, 0.10)))


def test_the_contrast_is_that_of_scipy():
    rng = np.random.default_rng(9)
    a, b = rng.normal(23, 1, 40), rng.normal(22.5, 2, 15)
    fit = fit_contrast(a, b, ci_level=0.9)
    oracle = stats.ttest_ind(a, b, equal_var=False)
    interval = oracle.confidence_interval(0.9)
    np.testing.assert_allclose(
        [fit.difference_oom / fit.difference_oom_se, fit.df, fit.p_value],
        [oracle.statistic, oracle.df, oracle.pvalue],
        rtol=1e-10,
    )
    np.testing.assert_allclose(
        [fit.difference_oom_ci_low, fit.difference_oom_ci_high], interval, rtol=1e-10
    )
    assert fit_contrast(b, a, ci_level=0.9).difference_oom == -fit.difference_oom


def test_the_contrast_covers_the_true_difference_as_often_as_it_says():
    rng = np.random.default_rng(10)
    fits = [
        fit_contrast(rng.normal(1, 1, 25), rng.normal(0, 3, 12), ci_level=0.9)
        for _ in range(2_000)
    ]
    hits = [fit.difference_oom_ci_low <= 1 <= fit.difference_oom_ci_high for fit in fits]
    assert 0.87 < np.mean(hits) < 0.93


def population(n_tiers, shift):
    """Return tau-b and rho of even tiers whose normal values lie `shift` apart, variance 1."""
    tier = np.arange(n_tiers)
    # A value of the row's tier lies above one of the column's with this probability.
    above = stats.norm.cdf(shift * (tier[:, None] - tier) / math.sqrt(2))
    score = np.mean(np.sign(tier[:, None] - tier) * (2 * above - 1))
    tau = score / math.sqrt(1 - 1 / n_tiers)
    mid_rank = (tier + 0.5) / n_tiers - 0.5
    rho = np.mean(mid_rank * above.mean(axis=1)) / math.sqrt(np.mean(mid_rank**2) / 12)
    return tau, rho


def test_the_intervals_cover_the_correlations_of_the_population_as_often_as_they_say(draws):
    tau, rho = population(4, 0.6)
    rng = np.random.default_rng(21)
    options = OPTIONS | {"n_resamples": 300, "n_permutations": 1}
    hits = {"kendall_tau_b": [], "spearman_rho": []}
    for run in range(draws(200)):
        tiers = rng.integers(0, 4, 50)
        fit = fit_rank_correlation(
            tiers, 0.6 * tiers + rng.normal(size=50), **options | {"seed": run}
        )
        for name, truth in (("kendall_tau_b", tau), ("spearman_rho", rho)):
            low, high = getattr(fit, f"{name}_ci_low"), getattr(fit, f"{name}_ci_high")
            hits[name].append(low <= truth <= high)
    for name, held in hits.items():
        assert draws.allow(np.mean(held)), name


def test_the_printed_contrast_of_two_drugs_is_reproduced():
    # Student 1908, The probable error of a mean: hours of sleep gained by ten patients with
    # each of two drugs. R prints of t.test(extra ~ group, sleep): t = -1.8608, df = 17.776,
    # p = 0.07939, 95% interval -3.3654832 to 0.2054832.
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    fit = fit_contrast(first, second, ci_level=0.95)
    np.testing.assert_allclose(
        [fit.difference_oom / fit.difference_oom_se, fit.df, fit.p_value],
        [-1.8608, 17.776, 0.07939],
        rtol=1e-4,
    )
    np.testing.assert_allclose(
        [fit.difference_oom_ci_low, fit.difference_oom_ci_high],
        [-3.3654832, 0.2054832],
        rtol=1e-6,
    )


def test_the_textbook_example_of_rank_correlation_is_reproduced():
    # Kendall, Rank Correlation Methods, chapter 1: ten pupils ranked in mathematics and in
    # music; tau = -3 / 45 and rho = -17 / 165.
    mathematics = [7, 4, 3, 10, 6, 2, 9, 8, 1, 5]
    music = [5, 7, 3, 10, 1, 9, 6, 2, 8, 4]
    fit = fit_rank_correlation(mathematics, music, **OPTIONS)
    np.testing.assert_allclose([fit.kendall_tau_b, fit.spearman_rho], [-3 / 45, -17 / 165])


@pytest.mark.parametrize(
    ("tiers", "values", "reason"),
    [
        ([], [], "0 observations, a correlation needs 3"),
        ([1, 2], [1, 2], "2 observations, a correlation needs 3"),
        ([1, 1, 1], [1, 2, 3], "all tiers are equal"),
        ([1, 2, 3], [1, 1, 1], "all values are equal"),
        ([1, 2, math.nan], [1, 2, 3], "1 of 3 observations are not finite numbers"),
    ],
)
def test_poor_data_give_a_reason_and_nulls(tiers, values, reason):
    fit = fit_rank_correlation(tiers, values, **OPTIONS)
    assert (fit.status, fit.status_reason) == ("not_estimable", reason)
    assert fit.kendall_tau_b is None


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ([], [1, 2], "0 observations, the variance of a tier needs 2"),
        ([1, 1], [2, 2, 2], "neither tier has any spread"),
        ([1, math.inf], [2, 3], "1 of 4 observations are not finite numbers"),
        ([-1e308, 1e308], [2, 3], "the values leave the range of floating point"),
    ],
)
def test_poor_tiers_give_a_reason_and_nulls(first, second, reason):
    fit = fit_contrast(first, second, ci_level=0.9)
    assert (fit.status, fit.status_reason) == ("not_estimable", reason)
    assert fit.difference_oom is None


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=8))
def test_no_data_raise_and_rows_hold_no_nan(pairs):
    first, second = np.array(pairs).reshape(-1, 2).T
    few = {"n_resamples": 5, "n_permutations": 5}
    rows = [
        fit_rank_correlation(first, second, **OPTIONS | few).as_row(),
        fit_contrast(first, second, ci_level=0.9).as_row(),
    ]
    for row in rows:
        assert all(math.isfinite(v) for v in row.values() if isinstance(v, float))


def test_wrong_calls_raise():
    for wrong in ({"ci_level": 0}, {"n_resamples": 0}, {"n_permutations": 0}):
        with pytest.raises(ValueError, match="must"):
            fit_rank_correlation([1, 2, 3], [1, 2, 3], **OPTIONS | wrong)
    with pytest.raises(ValueError, match="lengths differ"):
        fit_rank_correlation([1, 2, 3], [1, 2], **OPTIONS)
