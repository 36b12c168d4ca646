"""The row of one enhancement: inverted at the enhanced score, and anchored at its own."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from scalehouse.stats.anchored_gain import AnchoredGain, anchor_gain
from scalehouse.stats.compute_equivalent_gain import GainFit, fit_compute_equivalent_gain


def gain_row(case: Mapping[str, Any]) -> dict[str, object]:
    """Fit one case, unless compute is unknown for too much of it.

    Args:
        case: Baseline compute and log odds as lists, the enhanced model's compute and score,
            the score of the same model without, the level and the fewest sizes.
    """
    reason = _why_not(case)
    if reason:
        fit = GainFit(n_obs=case["n_obs"], status="not_estimable", status_reason=reason)
    else:
        fit = fit_compute_equivalent_gain(
            case["baseline_oom"],
            case["baseline_logits"],
            enhanced_log10_compute=case["training_compute_oom"],
            enhanced_score=case["enhanced_score_logit"],
            ci_level=case["ci_level"],
        )
    return fit.as_row() | asdict(_anchored(case, fit))


def _why_not(case: Mapping[str, Any]) -> str | None:
    """Say why a case has too little to fit, or nothing when it has enough."""
    if case["n_obs"] < case["min_sizes"]:
        return (
            f"training compute is known for {case['n_obs']} of {case['n_sizes']} baseline "
            f"models, a curve needs {case['min_sizes']}"
        )
    if case["training_compute_oom"] is None:
        return "the training compute of the enhanced model is not known"
    if case["enhanced_score_logit"] is None:
        return "all or no answers are right, which no compute is equivalent to"
    return None


def _anchored(case: Mapping[str, Any], fit: GainFit) -> AnchoredGain:
    """Measure the step from the same model's own score, where it has one."""
    if (
        fit.slope_per_oom is None
        or fit.slope_per_oom_se is None
        or fit.df_residual is None
        or case["baseline_score_logit"] is None
    ):
        return AnchoredGain()
    return anchor_gain(
        case["enhanced_score_logit"] - case["baseline_score_logit"],
        fit.slope_per_oom,
        fit.slope_per_oom_se,
        fit.df_residual,
        ci_level=case["ci_level"],
    )
