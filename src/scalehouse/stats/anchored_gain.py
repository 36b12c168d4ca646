r"""How much compute would a family need for the step an enhancement made?

Formula:
    gain = (enhanced score - score of the same model without) / slope

    The slope is that of the baseline family's score on log10 compute (see
    `compute_equivalent_gain`). Anchored at the model's own score, the gain is free of how far
    that model lies off the family's line; a step of nothing is a gain of nothing.

Interval: the step over the bounds of the slope, Student t. Both scores count as exact: the
same questions put to the same model err alike. Without a slope that is sure to be positive
there is no bound away from zero.

Failure modes: a family of few sizes has a slope of wide bounds; where the step leads outside
the baseline's compute, the slope is assumed to hold there.
"""

from dataclasses import dataclass
from math import isfinite

from scalehouse.stats._ols import t_quantile
from scalehouse.stats._result import finite
from scalehouse.stats._sample import check_at_least, check_ci_level


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchoredGain:
    """The gain of a step in score, in orders of magnitude of compute.

    Attributes:
        anchored_gain_oom: log10 of the gain.
        anchored_gain_oom_ci_low: Lower bound; None where the slope gives none.
        anchored_gain_oom_ci_high: Upper bound; None where the slope gives none.
    """

    anchored_gain_oom: float | None = None
    anchored_gain_oom_ci_low: float | None = None
    anchored_gain_oom_ci_high: float | None = None


def anchor_gain(
    step: float, slope: float, slope_se: float, df_residual: int, *, ci_level: float
) -> AnchoredGain:
    """Translate a step in score into compute.

    Args:
        step: Enhanced score minus the score of the same model without.
        slope: Score for each order of magnitude of compute, positive.
        slope_se: Its standard error.
        df_residual: Its degrees of freedom.
        ci_level: Level of the interval.

    Raises:
        ValueError: A level outside (0, 1), a slope that is not positive, a step that is not
            finite, a negative error, or no degrees of freedom.
    """
    check_ci_level(ci_level)
    check_at_least("df_residual", df_residual, 1)
    check_at_least("slope_se", slope_se, 0)
    if not (isfinite(step) and slope > 0):
        msg = f"a finite step and a positive slope are needed, got {step, slope}"
        raise ValueError(msg)
    margin = t_quantile(df_residual, ci_level) * slope_se
    steep, flat = step / (slope + margin), slope - margin
    if flat <= 0:
        # The slope may be as good as zero: the step is worth that much or any more.
        low, high = (steep, None) if step > 0 else (None, steep)
        low, high = (0.0, 0.0) if step == 0 else (low, high)
    else:
        low, high = sorted((steep, step / flat))
    return AnchoredGain(
        anchored_gain_oom=finite(step / slope),
        anchored_gain_oom_ci_low=low,
        anchored_gain_oom_ci_high=high,
    )
