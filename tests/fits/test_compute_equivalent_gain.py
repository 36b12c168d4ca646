"""Compute-equivalent gains: against a search, among themselves, simulated and published."""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import optimize

from scalehouse.stats.compute_equivalent_gain import fit_compute_equivalent_gain

ENHANCED = {"enhanced_log10_compute": 23.0, "enhanced_score": 1.5, "ci_level": 0.9}


@pytest.fixture(scope="module")
def family():
    rng = np.random.default_rng(3)
    compute = np.linspace(21, 25, 8)
    return compute, 0.6 * (compute - 22) + rng.normal(0, 0.1, 8)


def test_the_bounds_are_where_the_score_leaves_the_prediction_interval(family):
    x, y = family
    fit = fit_compute_equivalent_gain(x, y, **ENHANCED)
    oracle = sm.OLS(y, sm.add_constant(x - 23)).fit()

    def bound(at, column):
        table = oracle.get_prediction([[1, at - 23]]).summary_frame(alpha=0.1)
        return table[column].iloc[0] - 1.5

    np.testing.assert_allclose(
        [
            fit.slope_per_oom,
            fit.slope_per_oom_se,
            fit.equivalent_log10_compute,
            fit.equivalent_log10_compute_ci_low,
            fit.equivalent_log10_compute_ci_high,
        ],
        [
            oracle.params[1],
            oracle.bse[1],
            23 + (1.5 - oracle.params[0]) / oracle.params[1],
            optimize.brentq(bound, 20, 30, args=("obs_ci_upper",), xtol=1e-13),
            optimize.brentq(bound, 20, 30, args=("obs_ci_lower",), xtol=1e-13),
        ],
        rtol=1e-9,
    )


def test_the_gain_is_the_equivalent_over_the_spent_compute(family):
    fit = fit_compute_equivalent_gain(*family, **ENHANCED)
    np.testing.assert_allclose(fit.gain_oom, fit.equivalent_log10_compute - 23, rtol=1e-9)
    dearer = fit_compute_equivalent_gain(*family, **ENHANCED | {"enhanced_log10_compute": 24})
    np.testing.assert_allclose(dearer.gain_oom_ci_low, fit.gain_oom_ci_low - 1, rtol=1e-9)


def test_the_unit_of_the_score_changes_nothing(family):
    x, y = family
    fit = fit_compute_equivalent_gain(x, y, **ENHANCED)
    percent = fit_compute_equivalent_gain(x, 100 * y + 7, **ENHANCED | {"enhanced_score": 157})
    for name in ("gain_oom", "gain_oom_ci_low", "gain_oom_ci_high"):
        np.testing.assert_allclose(getattr(percent, name), getattr(fit, name), rtol=1e-9)


def test_a_wider_level_gives_an_interval_around_the_narrower_one(family):
    narrow, wide = (
        fit_compute_equivalent_gain(*family, **ENHANCED | {"ci_level": level})
        for level in (0.9, 0.95)
    )
    assert wide.gain_oom_ci_low < narrow.gain_oom_ci_low < narrow.gain_oom
    assert narrow.gain_oom < narrow.gain_oom_ci_high < wide.gain_oom_ci_high


def test_scores_outside_the_family_are_extrapolated(family):
    inside = fit_compute_equivalent_gain(*family, **ENHANCED)
    assert (inside.is_extrapolated, inside.extrapolation_oom) == (False, 0)
    outside = fit_compute_equivalent_gain(*family, **ENHANCED | {"enhanced_score": 3})
    assert outside.is_extrapolated
    np.testing.assert_allclose(
        outside.extrapolation_oom, outside.equivalent_log10_compute - 25, rtol=1e-9
    )


def test_the_interval_covers_the_true_gain_as_often_as_it_says():
    rng = np.random.default_rng(4)
    x = np.linspace(21, 25, 6)
    hits = []
    for _ in range(2_000):
        scores = 0.6 * (x - 22) + rng.normal(0, 0.2, 6)
        enhanced = 0.6 * (23 + 0.8 - 22) + rng.normal(0, 0.2)
        fit = fit_compute_equivalent_gain(x, scores, **ENHANCED | {"enhanced_score": enhanced})
        hits.append(
            fit.gain_oom_ci_low is None or fit.gain_oom_ci_low <= 0.8 <= fit.gain_oom_ci_high
        )
    assert 0.87 < np.mean(hits) < 0.93


def test_a_published_model_of_the_family_itself_has_no_gain():
    # Touvron et al. 2023, Table 3 (D19): MMLU of LLaMA-1; tokens 1.0T, 1.0T, 1.4T and 1.4T.
    log10_flop = np.log10(
        6 * np.array([6.7e9, 13e9, 32.5e9, 65.2e9]) * [1e12, 1e12, 1.4e12, 1.4e12]
    )
    scores = np.array([35.1, 46.9, 57.8, 63.4]) / 100
    logits = np.log(scores / (1 - scores))
    fit = fit_compute_equivalent_gain(
        log10_flop[:3],
        logits[:3],
        enhanced_log10_compute=log10_flop[3],
        enhanced_score=logits[3],
        ci_level=0.9,
    )
    assert fit.df_residual == 1
    assert fit.gain_oom_ci_low is None or fit.gain_oom_ci_low < 0 < fit.gain_oom_ci_high
    np.testing.assert_allclose(fit.gain_oom, 0, atol=0.15)


def test_an_unsure_slope_gives_no_interval():
    fit = fit_compute_equivalent_gain([21, 22, 23, 24], [0, 1, 0.2, 0.9], **ENHANCED)
    assert fit.status == "estimated"
    assert (fit.gain_oom_ci_low, fit.gain_oom_ci_high) == (None, None)
    assert fit.interval_reason == "the slope is not sure to be positive"


@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [
        ([], [], "0 observations, a line with an error needs 3"),
        ([1, 1, 2], [1, 2, 3], "2 distinct amounts of compute, a line with an error needs 3"),
        ([1, 2, 3], [1, math.nan, 3], "1 of 3 observations are not finite numbers"),
        ([1, 2, 3], [3, 2, 1], "scores do not rise with compute, so no compute is equivalent"),
        ([1, 2, 3], [2, 2, 2], "scores do not rise with compute, so no compute is equivalent"),
    ],
)
def test_poor_data_give_a_reason_and_nulls(x, y, reason):
    fit = fit_compute_equivalent_gain(x, y, **ENHANCED)
    assert (fit.status, fit.status_reason) == ("not_estimable", reason)
    assert fit.gain_oom is None


def test_wrong_calls_raise():
    with pytest.raises(ValueError, match="ci_level must"):
        fit_compute_equivalent_gain([1, 2, 3], [1, 2, 3], **ENHANCED | {"ci_level": 90})
    with pytest.raises(ValueError, match="the enhanced model must be finite"):
        fit_compute_equivalent_gain(
            [1, 2, 3], [1, 2, 3], **ENHANCED | {"enhanced_score": math.nan}
        )
