"""Anchored gains: by hand, against statsmodels, among themselves and simulated."""

import itertools
import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from scalehouse.stats.anchored_gain import anchor_gain
from scalehouse.stats.compute_equivalent_gain import fit_compute_equivalent_gain

CURVE = {"slope": 0.8, "slope_se": 0.05, "df_residual": 6}


def test_a_step_of_one_slope_is_one_order_of_magnitude():
    gain = anchor_gain(0.8, **CURVE, ci_level=0.9)
    np.testing.assert_allclose(gain.anchored_gain_oom, 1, rtol=1e-12)
    # Student t of 6 degrees of freedom at 95%: 1.943180, from the printed tables
    np.testing.assert_allclose(
        [gain.anchored_gain_oom_ci_low, gain.anchored_gain_oom_ci_high],
        [0.8 / (0.8 + 1.943180 * 0.05), 0.8 / (0.8 - 1.943180 * 0.05)],
        rtol=1e-6,
    )


def test_the_bounds_are_the_step_over_those_of_statsmodels():
    rng = np.random.default_rng(5)
    x = np.linspace(21, 25, 8)
    y = 0.7 * x + rng.normal(0, 0.2, 8)
    fit = sm.OLS(y, sm.add_constant(x)).fit()
    gain = anchor_gain(1.2, fit.params[1], fit.bse[1], 6, ci_level=0.9)
    low, high = fit.conf_int(alpha=0.1)[1]
    np.testing.assert_allclose(
        [gain.anchored_gain_oom_ci_low, gain.anchored_gain_oom_ci_high],
        [1.2 / high, 1.2 / low],
        rtol=1e-9,
    )


def test_the_published_gain_of_a_chain_of_thought_is_reproduced():
    # Davidson et al. 2023 (E01): about 9 times the compute, a lower bound, since PaLM 62B with
    # a chain of thought beats PaLM 540B without. Scores of Wei et al. 2022, arXiv 2201.11903,
    # on GSM8K: 4.9, 9.6 and 17.9% without, 29.9% for 62B with it.
    shares = np.array([0.049, 0.096, 0.179, 0.299])
    *without, enhanced = np.log(shares / (1 - shares)).tolist()
    compute = [22.573, 23.471, 24.403]
    curve = fit_compute_equivalent_gain(
        compute,
        without,
        enhanced_log10_compute=compute[1],
        enhanced_score=enhanced,
        ci_level=0.9,
    )
    line = (curve.slope_per_oom, curve.slope_per_oom_se, curve.df_residual)
    # What 540B has over 62B is worth its compute: the published bound.
    size = anchor_gain(without[2] - without[1], *line, ci_level=0.9)
    np.testing.assert_allclose(10**size.anchored_gain_oom, 9, rtol=0.1)
    step = anchor_gain(enhanced - without[1], *line, ci_level=0.9)
    assert 9 < 10**step.anchored_gain_oom_ci_low < 10**step.anchored_gain_oom


@given(st.floats(-5, 5), st.floats(0.1, 3), st.floats(0, 0.5), st.integers(1, 30))
def test_a_step_back_mirrors_a_step_forward(step, slope, slope_se, df):
    there = anchor_gain(step, slope, slope_se, df, ci_level=0.9)
    back = anchor_gain(-step, slope, slope_se, df, ci_level=0.9)
    assert math.isclose(there.anchored_gain_oom, -back.anchored_gain_oom, abs_tol=1e-12)
    low, high = there.anchored_gain_oom_ci_low, back.anchored_gain_oom_ci_high
    assert (low is None) == (high is None)
    assert low is None or math.isclose(low, -high, abs_tol=1e-12)


@given(st.floats(-5, 5), st.floats(0.1, 3), st.floats(0, 2), st.integers(1, 30))
def test_the_interval_holds_the_estimate_and_widens_with_its_level(step, slope, se, df):
    narrow = anchor_gain(step, slope, se, df, ci_level=0.5)
    wide = anchor_gain(step, slope, se, df, ci_level=0.95)
    infinity = math.inf
    lows = [
        -infinity if gain.anchored_gain_oom_ci_low is None else gain.anchored_gain_oom_ci_low
        for gain in (wide, narrow)
    ]
    highs = [
        infinity if gain.anchored_gain_oom_ci_high is None else gain.anchored_gain_oom_ci_high
        for gain in (narrow, wide)
    ]
    ordered = [*lows, narrow.anchored_gain_oom, *highs]
    assert all(before <= after + 1e-9 for before, after in itertools.pairwise(ordered))


def test_a_slope_that_may_be_nothing_leaves_one_side_open():
    gain = anchor_gain(0.4, 0.8, 0.7, 1, ci_level=0.9)
    assert gain.anchored_gain_oom_ci_low > 0
    assert gain.anchored_gain_oom_ci_high is None
    nothing = anchor_gain(0, 0.8, 0.7, 1, ci_level=0.9)
    assert (nothing.anchored_gain_oom_ci_low, nothing.anchored_gain_oom_ci_high) == (0, 0)


def test_the_interval_covers_the_true_gain_as_often_as_it_says():
    rng = np.random.default_rng(11)
    x = np.linspace(21, 25, 6)
    design = sm.add_constant(x)
    covered = []
    for noise in rng.normal(0, 0.1, (2_000, 6)):
        fit = sm.OLS(0.6 * x + noise, design).fit()
        gain = anchor_gain(0.9, fit.params[1], fit.bse[1], 4, ci_level=0.9)
        covered.append(gain.anchored_gain_oom_ci_low <= 1.5 <= gain.anchored_gain_oom_ci_high)
    assert 0.87 < np.mean(covered) < 0.93


@pytest.mark.parametrize(
    "wrong",
    [
        {"slope": 0},
        {"slope": -1},
        {"slope": math.nan},
        {"step": math.inf},
        {"slope_se": -0.1},
        {"df_residual": 0},
        {"ci_level": 1},
    ],
)
def test_a_wrong_call_is_refused(wrong):
    call = {"step": 1.0, "ci_level": 0.9} | CURVE | wrong
    with pytest.raises(ValueError, match=r"must|needed"):
        anchor_gain(**call)
