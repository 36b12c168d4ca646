"""Relations with hidden values: against scipy, among themselves and on simulated data."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scalehouse.stats.hidden_compute import fit_hidden_contrast, fit_hidden_rank

RANK = {
    "limit_quantiles": (0.05, 0.95),
    "min_obs": 3,
    "ci_level": 0.90,
    "n_resamples": 50,
    "n_permutations": 50,
    "seed": 20240528,
}
CONTRAST = {
    "limit_quantiles": (0.05, 0.95),
    "first_delta_oom": 1.0,
    "second_delta_oom": 0.0,
    "min_obs": 2,
    "ci_level": 0.90,
}


def simulate(rng, n_obs=120, share_hidden=0.5):
    """Closed tiers (3 to 5) hide their value as often as asked, open ones half as often."""
    tiers = rng.integers(0, 6, n_obs)
    closed = tiers >= 3
    values = rng.normal(22, 1.5, n_obs)
    hidden = rng.random(n_obs) < np.where(closed, share_hidden, share_hidden / 2)
    return tiers, np.where(hidden, np.nan, values), closed


@pytest.fixture(scope="module")
def models():
    return simulate(np.random.default_rng(5))


def test_the_known_are_correlated_as_by_scipy(models):
    tiers, values, closed = models
    fit = fit_hidden_rank(*models, **RANK)
    known = np.isfinite(values)
    oracle = stats.kendalltau(tiers[known], values[known]).statistic
    np.testing.assert_allclose(fit.kendall_tau_b, oracle, rtol=1e-10)
    assert (fit.n_obs, fit.n_missing) == (known.sum(), (~known).sum())
    low, high = np.quantile(values[known], (0.05, 0.95))
    for name, of_closed, of_open in (("low", low, high), ("high", high, low)):
        filled = np.where(known, values, np.where(closed, of_closed, of_open))
        np.testing.assert_allclose(
            getattr(fit, f"kendall_tau_b_closed_{name}"),
            stats.kendalltau(tiers, filled).statistic,
            rtol=1e-10,
        )


def test_the_known_are_contrasted_as_by_scipy(models):
    _, values, closed = models
    fit = fit_hidden_contrast(values[closed], values[~closed], **CONTRAST)
    known = [side[np.isfinite(side)] for side in (values[closed], values[~closed])]
    oracle = stats.ttest_ind(*known, equal_var=False)
    np.testing.assert_allclose(
        [fit.difference_oom / fit.difference_oom_se, fit.p_value],
        [oracle.statistic, oracle.pvalue],
        rtol=1e-10,
    )


def test_nothing_hidden_leaves_nothing_to_bound():
    tiers, values, closed = simulate(np.random.default_rng(6), share_hidden=0)
    rank = fit_hidden_rank(tiers, values, closed, **RANK)
    assert rank.kendall_tau_b_closed_low == rank.kendall_tau_b_closed_high
    np.testing.assert_allclose(rank.kendall_tau_b_closed_low, rank.kendall_tau_b, rtol=1e-12)
    fit = fit_hidden_contrast(values[closed], values[~closed], **CONTRAST)
    np.testing.assert_allclose(
        [fit.difference_oom_bound_low, fit.difference_oom_bound_high],
        fit.difference_oom,
        rtol=1e-9,
    )
    np.testing.assert_allclose(fit.selected_difference_oom, fit.difference_oom, rtol=1e-12)


def test_hidden_values_stretch_the_bounds_and_the_selection_moves_them(models):
    _, values, closed = models
    rank = fit_hidden_rank(*models, **RANK)
    assert rank.kendall_tau_b_closed_low < rank.kendall_tau_b < rank.kendall_tau_b_closed_high
    fit = fit_hidden_contrast(values[closed], values[~closed], **CONTRAST)
    assert fit.difference_oom_bound_low < fit.difference_oom < fit.difference_oom_bound_high
    share_hidden = fit.n_missing_first / (fit.n_missing_first + fit.n_first)
    np.testing.assert_allclose(
        fit.selected_difference_oom, fit.difference_oom + share_hidden, rtol=1e-10
    )
    wide = fit_hidden_contrast(
        values[closed], values[~closed], **CONTRAST | {"limit_quantiles": (0, 1)}
    )
    assert wide.difference_oom_bound_low < fit.difference_oom_bound_low


def test_bounds_hold_the_whole_truth_as_often_as_all_values_lie_within_the_limits():
    rng = np.random.default_rng(7)
    held = []
    for _ in range(200):
        values, closed = rng.normal(22, 1.5, 120), rng.random(120) < 0.5
        # the larger, the likelier hidden: the worst case of missing not at random
        hidden = rng.random(120) < stats.norm.cdf(values, 22, 1.5) * 0.6
        seen = np.where(hidden, np.nan, values)
        fit = fit_hidden_contrast(seen[closed], seen[~closed], **CONTRAST)
        truth = values[closed].mean() - values[~closed].mean()
        held.append(fit.difference_oom_bound_low <= truth <= fit.difference_oom_bound_high)
    assert np.mean(held) > 0.99


def test_the_selected_interval_covers_the_difference_of_all_as_often_as_it_says(draws):
    rng = np.random.default_rng(17)
    known, selected = [], []
    for _ in range(draws(500)):
        first, second = rng.normal(23, 0.7, 50), rng.normal(22, 1.4, 30)
        hidden = rng.random(50) < 0.4
        fit = fit_hidden_contrast(np.where(hidden, np.nan, first), second, **CONTRAST)
        known.append(fit.difference_oom_ci_low <= 1 <= fit.difference_oom_ci_high)
        # what is hidden is ten times larger, as the delta of 1 says
        truth = 1 + hidden.mean()
        selected.append(
            fit.selected_difference_oom_ci_low <= truth <= fit.selected_difference_oom_ci_high
        )
    assert draws.allow(np.mean(known))
    assert draws.allow(np.mean(selected))


def test_the_published_bounds_of_the_homeless_example_are_those_of_a_contrast():
    # Manski 1995, Identification Problems in the Social Sciences, section 2.1: of 106 men 64
    # were found again and 21 of these had left the streets; the share of all lies between
    # 21/106 and 63/106. Against a side of which nobody left it is the contrast itself.
    men = [1.0] * 21 + [0.0] * 43 + [math.nan] * 42
    fit = fit_hidden_contrast(men, [0.0] * 10, **CONTRAST | {"limit_quantiles": (0, 1)})
    np.testing.assert_allclose(
        [fit.difference_oom, fit.difference_oom_bound_low, fit.difference_oom_bound_high],
        [21 / 64, 21 / 106, 63 / 106],
        rtol=1e-12,
    )


def test_the_textbook_correlation_is_that_of_nothing_hidden():
    # Kendall, Rank Correlation Methods, chapter 1: ten pupils ranked in mathematics and in
    # music; tau = -3 / 45 and rho = -17 / 165.
    mathematics = [7, 4, 3, 10, 6, 2, 9, 8, 1, 5]
    music = [5, 7, 3, 10, 1, 9, 6, 2, 8, 4]
    fit = fit_hidden_rank(mathematics, music, [0] * 10, **RANK)
    np.testing.assert_allclose([fit.kendall_tau_b, fit.spearman_rho], [-3 / 45, -17 / 165])
    np.testing.assert_allclose(
        [fit.kendall_tau_b_bound_low, fit.kendall_tau_b_bound_high], -3 / 45
    )


def test_the_selection_finds_the_difference_that_its_delta_hides():
    rng = np.random.default_rng(8)
    fits = []
    for _ in range(300):
        first, second = rng.normal(22, 1, 60), rng.normal(22, 1, 60)
        hidden = rng.random(60) < 0.4
        # what is hidden is ten times larger, as the delta of 1 says
        fit = fit_hidden_contrast(np.where(hidden, np.nan, first), second, **CONTRAST)
        fits.append(fit.selected_difference_oom - (first + hidden).mean() + second.mean())
    assert abs(np.mean(fits)) < 0.03


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], "0 models, the specification asks for 3"),
        ([1, 2, math.nan, math.nan], "2 models, the specification asks for 3"),
        ([1, 1, 1, math.nan], "all values are equal"),
        ([1, 2, math.inf, 3], "1 of 4 observations are not finite numbers"),
    ],
)
def test_poor_data_give_a_reason_and_nulls(values, reason):
    tiers = [0, 1, 0, 1][: len(values)]
    fit = fit_hidden_rank(tiers, values, tiers, **RANK)
    assert (fit.status, fit.status_reason) == ("not_estimable", reason)
    assert fit.kendall_tau_b is None
    assert fit.kendall_tau_b_closed_high is None


def test_a_side_of_too_few_gives_a_reason_and_nulls():
    fit = fit_hidden_contrast([1, math.nan], [1, 2, 3], **CONTRAST)
    assert fit.status_reason == "1 models, the specification asks for 2 on each side"
    assert (fit.n_first, fit.n_missing_first, fit.difference_oom) == (1, 1, None)


@given(st.lists(st.tuples(st.floats(), st.floats(), st.booleans()), max_size=8))
def test_no_data_raise_and_rows_hold_no_nan(rows):
    tiers, values, closed = np.array(rows, dtype=float).reshape(-1, 3).T
    fits = [
        fit_hidden_rank(tiers, values, closed, **RANK | {"min_obs": 1}),
        fit_hidden_contrast(values, tiers, **CONTRAST | {"min_obs": 1}),
    ]
    for fit in fits:
        assert all(math.isfinite(v) for v in fit.as_row().values() if isinstance(v, float))


def test_wrong_calls_raise():
    for wrong in ((-0.1, 0.9), (0.9, 0.1), (0.1, 1.1)):
        with pytest.raises(ValueError, match="must be at least"):
            fit_hidden_rank([1], [1], [1], **RANK | {"limit_quantiles": wrong})
        with pytest.raises(ValueError, match="must be at least"):
            fit_hidden_contrast([1], [1], **CONTRAST | {"limit_quantiles": wrong})
    with pytest.raises(ValueError, match="lengths differ"):
        fit_hidden_rank([1, 2, 3], [1, 2], [1, 0], **RANK)
