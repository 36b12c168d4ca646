"""Bounds of a rank correlation: against all fillings, among themselves, simulated, by hand."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scalehouse.stats.rank_bounds import bound_kendall_tau_b


def bounds_of(fit):
    return fit.kendall_tau_b_bound_low, fit.kendall_tau_b_bound_high


@pytest.mark.parametrize("seed", range(8))
def test_bounds_are_the_extremes_of_all_fillings(seed):
    rng = np.random.default_rng(seed)
    tiers = rng.integers(0, 3, 8)
    # Ties among the known, in tier and in value.
    values = np.append(rng.integers(0, 4, 5), [np.nan] * 3).astype(float)
    if np.unique(tiers).size == 1 or np.unique(values[:5]).size == 1:
        pytest.skip("nothing to correlate")
    limits = (0.5, 2.5)
    # Three different places in every gap within the limits are all orders there are.
    places = [gap + step for gap in (0.5, 1, 2) for step in (0.1, 0.2, 0.3)]
    fillings = [p for p in product(places, repeat=3) if len(set(p)) == 3]
    found = [
        stats.kendalltau(tiers, np.append(values[:5], filling)).statistic
        for filling in fillings
    ]
    np.testing.assert_allclose(
        bounds_of(bound_kendall_tau_b(tiers, values, limits=limits)),
        (min(found), max(found)),
        rtol=1e-12,
    )


def test_nothing_missing_leaves_the_correlation():
    rng = np.random.default_rng(1)
    tiers, values = rng.integers(0, 5, 200), np.round(rng.normal(size=200), 1)
    tau = stats.kendalltau(tiers, values).statistic
    fit = bound_kendall_tau_b(tiers, values, limits=(0, 0))
    np.testing.assert_allclose(bounds_of(fit), (tau, tau), rtol=1e-12)


def test_the_textbook_correlation_is_held_whichever_pupil_is_hidden():
    # Kendall, Rank Correlation Methods, chapter 1: ten pupils ranked in mathematics and in
    # music; tau = -3 / 45. A pupil's rank in music is moved by the nine others alone, so
    # hiding one leaves tau within 18 / 45 of what the nine say.
    mathematics = [7, 4, 3, 10, 6, 2, 9, 8, 1, 5]
    music = np.array([5, 7, 3, 10, 1, 9, 6, 2, 8, 4], dtype=float)
    whole = bound_kendall_tau_b(mathematics, music, limits=(0, 11))
    np.testing.assert_allclose(bounds_of(whole), -3 / 45)
    for pupil in range(10):
        seen = np.where(np.arange(10) == pupil, np.nan, music)
        low, high = bounds_of(bound_kendall_tau_b(mathematics, seen, limits=(0, 11)))
        assert low <= -3 / 45 <= high
        nine = stats.kendalltau(np.delete(mathematics, pupil), np.delete(music, pupil))
        score = round(nine.statistic * 36)
        assert (score - 9) / 45 <= low < high <= (score + 9) / 45


def test_bounds_hold_the_truth_whatever_is_hidden():
    rng = np.random.default_rng(2)
    for _ in range(200):
        tiers = rng.integers(0, 4, 40)
        values = rng.normal(tiers / 2)
        # What is hidden depends on tier and value: no assumption about it is needed.
        hidden = rng.random(40) < 1 / (1 + np.exp(tiers - 1 - values))
        low, high = bounds_of(
            bound_kendall_tau_b(tiers, np.where(hidden, np.nan, values), limits=(-9, 9))
        )
        assert low <= stats.kendalltau(tiers, values).statistic <= high


def test_wider_limits_give_wider_bounds_and_reversed_tiers_mirror_them():
    rng = np.random.default_rng(3)
    tiers, values = rng.integers(0, 4, 60), rng.normal(size=60)
    values[rng.random(60) < 0.3] = np.nan
    inner, outer = (
        bounds_of(bound_kendall_tau_b(tiers, values, limits=(-reach, reach)))
        for reach in (0.5, 2)
    )
    assert outer[0] < inner[0] < inner[1] < outer[1]
    low, high = bounds_of(bound_kendall_tau_b(-tiers, values, limits=(-2, 2)))
    np.testing.assert_allclose((-high, -low), outer, rtol=1e-12)


def test_two_known_and_one_missing_by_hand():
    # Tiers 1, 2, 2 with 5, 7 and unknown: it is above 5 (tau 2 / sqrt(2 * 3)), or below
    # (one pair each way).
    fit = bound_kendall_tau_b([1, 2, 2], [5, 7, np.nan], limits=(0, 10))
    np.testing.assert_allclose(bounds_of(fit), (0, 2 / np.sqrt(6)), atol=1e-12)


@pytest.mark.parametrize(
    ("tiers", "values", "limits", "reason"),
    [
        ([], [], (0, 1), "0 observations, a correlation needs 2"),
        ([1, 2], [1, np.nan], (0, 1), "1 observations, a correlation needs 2"),
        ([1, 1, 1], [1, 2, np.nan], (0, 1), "all tiers are equal"),
        ([1, 2], [1, 1], (0, 1), "all values are equal"),
        ([1, 2, 3], [1, np.inf, np.nan], (0, 1), "1 of 2 observations are not finite"),
        ([1, 2, 3], [1, 2, np.nan], (1, 1), "the limits hold no room"),
    ],
)
def test_poor_data_give_a_reason_and_nulls(tiers, values, limits, reason):
    fit = bound_kendall_tau_b(tiers, values, limits=limits)
    assert fit.status == "not_estimable"
    assert reason in fit.status_reason
    assert bounds_of(fit) == (None, None)


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=8))
def test_no_data_raise_and_bounds_are_in_order(rows):
    tiers, values = np.array(rows, dtype=float).reshape(-1, 2).T
    fit = bound_kendall_tau_b(tiers, values, limits=(-1, 1))
    if fit.status == "estimated":
        low, high = bounds_of(fit)
        assert -1 - 1e-12 <= low <= high <= 1 + 1e-12


def test_wrong_calls_raise():
    with pytest.raises(ValueError, match="upper limit"):
        bound_kendall_tau_b([1, 2], [1, 2], limits=(1, 0))
    with pytest.raises(ValueError, match="lengths differ"):
        bound_kendall_tau_b([1, 2], [1], limits=(0, 1))
