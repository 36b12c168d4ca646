r"""How much training compute is an enhancement worth?

Formula:
    score = level + slope * (log10 compute - its mean) + error, on the baseline family
    equivalent = mean + (enhanced score - level) / slope
    gain = equivalent - log10 compute of the enhanced model, in orders of magnitude

    A gain of 0.7 says that the family would need 10 ** 0.7 = 5 times the compute to score as
    well without the enhancement (Davidson et al. 2023, arXiv 2312.07413).

Interval: Fieller's, the exact one for a value read off a line backwards (Fieller 1954,
doi 10.1111/j.2517-6161.1954.tb00159.x): all log10 compute at which the enhanced score would
not be a surprise, its own error as large as that of the baseline scores. It is not symmetric,
and without bounds when the slope is not sure to be positive.

Assumptions: within the family the score is a straight line in log10 compute. Scores between
0 and 1 are not: give them as logits. Errors are of equal variance; the enhancement leaves
compute as it is, or its own compute is in.

Failure modes: few models in a family; a score outside the baseline's is an extrapolation,
`is_extrapolated` and `extrapolation_oom` say how far. Scores that fall with compute have no
equivalent.
"""

from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._ols import least_squares, t_quantile
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    check_ci_level,
    columns,
    require_line,
    require_range,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GainFit(Fit):
    """The gain of an enhancement; see `Fit` for status and nulls.

    Attributes:
        gain_oom: log10 of the compute-equivalent gain, with Fieller bounds.
        equivalent_log10_compute: Baseline compute of the same score, with Fieller bounds.
        is_extrapolated: Whether that is outside the baseline's compute.
        extrapolation_oom: How far outside, 0 within.
        slope_per_oom: Score for each order of magnitude of compute.
        slope_per_oom_se: Its classical standard error.
        r_squared: Share of the variance explained; None when scores have none.
        residual_sd: Of the baseline scores, n - 2 degrees of freedom.
        df_residual: Observations minus two.
        interval_reason: Why there is no interval, None when there is one.
    """

    gain_oom: float | None = None
    gain_oom_ci_low: float | None = None
    gain_oom_ci_high: float | None = None
    equivalent_log10_compute: float | None = None
    equivalent_log10_compute_ci_low: float | None = None
    equivalent_log10_compute_ci_high: float | None = None
    is_extrapolated: bool | None = None
    extrapolation_oom: float | None = None
    slope_per_oom: float | None = None
    slope_per_oom_se: float | None = None
    r_squared: float | None = None
    residual_sd: float | None = None
    df_residual: int | None = None
    interval_reason: str | None = None


def fit_compute_equivalent_gain(
    log10_compute: ArrayLike,
    scores: ArrayLike,
    *,
    enhanced_log10_compute: float,
    enhanced_score: float,
    ci_level: float,
) -> GainFit:
    """Read off a baseline scaling curve which compute an enhanced score is worth.

    Args:
        log10_compute: log10 training compute of the baseline models, shape (n,).
        scores: Their scores, higher is better, shape (n,).
        enhanced_log10_compute: log10 compute of the enhanced model.
        enhanced_score: Its score.
        ci_level: Level of the interval.

    Raises:
        ValueError: A level outside (0, 1), an enhanced model that is not finite, or arrays
            that do not match.
    """
    check_ci_level(ci_level)
    if not (isfinite(enhanced_log10_compute) and isfinite(enhanced_score)):
        msg = f"the enhanced model must be finite, got {enhanced_log10_compute, enhanced_score}"
        raise ValueError(msg)
    x, y = columns(log10_compute=log10_compute, scores=scores)
    try:
        require_line(x, y, "amounts of compute")
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _fit_gain(x, y, enhanced_log10_compute, enhanced_score, ci_level)
    except NotEstimableError as error:
        return GainFit(n_obs=x.size, status="not_estimable", status_reason=str(error))


def _fit_gain(
    x: Floats, y: Floats, enhanced_x: float, enhanced_y: float, ci_level: float
) -> GainFit:
    mean = float(x.mean())
    fit = least_squares(np.column_stack([np.ones_like(x), x - mean]), y)
    level, slope = fit.coefficients.tolist()
    rounding = x.size * np.finfo(np.float64).eps * float(np.abs(y).max())
    if slope * float(np.ptp(x)) <= rounding:
        msg = "scores do not rise with compute, so no compute is equivalent"
        raise NotEstimableError(msg)
    rise = enhanced_y - level
    equivalent = mean + rise / slope
    require_range(equivalent, np.square(rise), np.square(slope))
    # All d with (rise - slope d)^2 <= t^2 * variance of (rise - slope d), a quadratic in d.
    t = t_quantile(fit.df, ci_level)
    slope_margin = (t * float(fit.se[1])) ** 2
    rise_margin = t**2 * fit.residual_sd**2 * (1 + 1 / x.size)
    sure = slope**2 - slope_margin
    low = high = None
    if sure > 0:
        root = sqrt(max(rise_margin * sure + rise**2 * slope_margin, 0))
        low = finite(mean + (slope * rise - root) / sure)
        high = finite(mean + (slope * rise + root) / sure)
    outside = max(float(x.min()) - equivalent, equivalent - float(x.max()), 0.0)
    return GainFit(
        n_obs=x.size,
        gain_oom=finite(equivalent - enhanced_x),
        gain_oom_ci_low=None if low is None else finite(low - enhanced_x),
        gain_oom_ci_high=None if high is None else finite(high - enhanced_x),
        equivalent_log10_compute=finite(equivalent),
        equivalent_log10_compute_ci_low=low,
        equivalent_log10_compute_ci_high=high,
        is_extrapolated=outside > 0,
        extrapolation_oom=finite(outside),
        slope_per_oom=finite(slope),
        slope_per_oom_se=finite(fit.se[1]),
        r_squared=finite(1 - fit.residual_ss / np.sum((y - y.mean()) ** 2)),
        residual_sd=finite(fit.residual_sd),
        df_residual=fit.df,
        interval_reason=None if sure > 0 else "the slope is not sure to be positive",
    )
