r"""How fast does a quantile of a metric grow: the typical model, or the largest tenth?

Formula: the line whose sum of pinball losses is least (Koenker and Bassett 1978,
doi 10.2307/1913643),
    sum of loss(log10 value_i - level - slope * year_i),
    loss(r) = quantile * r for r >= 0 and (quantile - 1) * r below.

Estimator: exact, by descent on lines through one observation. For a line held at observation
k the best slope is a weighted median of the slopes towards the others, weights their distance
in time; the observation met there is held next (Bloomfield and Steiger 1983, chapter 1). The
descent ends where no line through an observation on the line is better, which is the optimum
of the linear programme: the loss is convex and linear between such lines.

Interval: Student t on n - 2 degrees of freedom with the sandwich error of Powell (1991), the
density at the quantile by an Epanechnikov kernel and Hall and Sheather's (1988) bandwidth.

Assumptions: the quantile is straight in log10 over the window; models are independent.

Failure modes: an outer quantile rests on the few models beyond it. The optimum need not be
unique in small samples; one of the best lines is given.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._ols import HALF_THE_DIGITS, t_quantile
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    check_ci_level,
    columns,
    require_line,
    require_range,
    require_spread,
)

# Slope and level.
N_PARAMETERS = 2

# A step that gains less than this share of the loss is rounding.
NO_GAIN = 1e-12

# Share that a normal distribution has within one standard deviation of 1.34 of its
# interquartile range: the robust scale of the bandwidth.
IQR_OF_NORMAL = 1.34


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantileTrend(Fit):
    """A line through a quantile; see `Fit` for status and nulls.

    Attributes:
        quantile: The quantile that the line follows.
        slope_oom_per_year: Its slope, log10 units a year.
        slope_oom_per_year_ci_low: Lower bound, sandwich and Student t.
        slope_oom_per_year_ci_high: Upper bound, likewise.
        level_oom_at_mean_year: Its log10 value at the mean year.
        mean_year: Mean fractional year.
    """

    quantile: float
    slope_oom_per_year: float | None = None
    slope_oom_per_year_ci_low: float | None = None
    slope_oom_per_year_ci_high: float | None = None
    level_oom_at_mean_year: float | None = None
    mean_year: float | None = None


def fit_quantile_trend(
    years: ArrayLike, log10_values: ArrayLike, *, quantile: float, ci_level: float
) -> QuantileTrend:
    """Fit the log-linear trend of a quantile.

    Args:
        years: Fractional years, shape (n,).
        log10_values: log10 of the metric, shape (n,).
        quantile: Strictly between 0 and 1; 0.5 is the median.
        ci_level: Level of the interval.

    Raises:
        ValueError: A quantile or level outside (0, 1), or arrays that do not match.
    """
    check_ci_level(ci_level)
    if not 0 < quantile < 1:
        msg = f"quantile must lie strictly between 0 and 1, got {quantile}"
        raise ValueError(msg)
    x, y = columns(years=years, log10_values=log10_values)
    try:
        require_line(x, y, "years")
        order = np.lexsort((y, x))
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _fit(x[order], y[order], quantile, ci_level)
    except NotEstimableError as error:
        return QuantileTrend(
            n_obs=x.size, status="not_estimable", status_reason=str(error), quantile=quantile
        )


def _fit(x: Floats, y: Floats, quantile: float, ci_level: float) -> QuantileTrend:
    mean_year, mean = x.mean(), y.mean()
    u, v = x - mean_year, y - mean
    require_spread(u @ u)
    require_range(v @ v)
    slope, level = _best_line(u, v, quantile)
    se = _slope_se(u, v, v - level - slope * u, quantile)
    half_width = t_quantile(x.size - N_PARAMETERS, ci_level) * se
    return QuantileTrend(
        n_obs=x.size,
        quantile=quantile,
        slope_oom_per_year=finite(slope),
        slope_oom_per_year_ci_low=finite(slope - half_width),
        slope_oom_per_year_ci_high=finite(slope + half_width),
        level_oom_at_mean_year=finite(mean + level),
        mean_year=finite(mean_year),
    )


def _best_line(u: Floats, v: Floats, quantile: float) -> tuple[float, float]:
    """Return slope and level of the line with the least pinball loss."""
    slope = float(u @ v / (u @ u))
    rests = v - slope * u
    rank = min(int(quantile * rests.size), rests.size - 1)
    held = int(np.argpartition(rests, rank)[rank])
    least = np.inf
    candidates = [held]
    tolerance = HALF_THE_DIGITS * max(1.0, float(np.abs(v).max()))
    while candidates:
        held = candidates.pop()
        turned, met = _best_slope_through(held, u, v, quantile)
        rests = v - v[held] - turned * (u - u[held])
        loss = float(np.maximum(quantile * rests, (quantile - 1) * rests).sum())
        if loss < least - NO_GAIN * max(least if np.isfinite(least) else 1.0, 1.0):
            least, slope, level = loss, turned, float(v[held] - turned * u[held])
            # Points tied with the line each give directions of their own.
            on_line = np.flatnonzero(np.abs(rests) <= tolerance)
            candidates = [*on_line[on_line != met].tolist(), met]
    return slope, level


def _best_slope_through(held: int, u: Floats, v: Floats, quantile: float) -> tuple[float, int]:
    """Return the best slope of a line through one point, and the point it meets."""
    du, dv = u - u[held], v - v[held]
    apart = np.flatnonzero(du != 0)
    weights = np.abs(du[apart])
    slopes = dv[apart] / du[apart]
    order = np.argsort(slopes)
    # A later point above the line pulls the slope up by its quantile share, an earlier one
    # by the rest; the best slope is where the pulls are used up.
    pull = np.where(du[apart] > 0, quantile, 1 - quantile) @ weights
    reached = np.searchsorted(np.cumsum(weights[order]), pull)
    last = order[min(int(reached), order.size - 1)]
    return float(slopes[last]), int(apart[last])


def _slope_se(u: Floats, v: Floats, residuals: Floats, quantile: float) -> float:
    """Return the sandwich standard error of the slope; u is centred."""
    from scipy.special import ndtri  # noqa: PLC0415 - costs 0.1 s, only fits need it

    width = _bandwidth(residuals.size, quantile)
    # Quartiles by linear interpolation, without the price of a general quantile.
    ranks = np.arange(residuals.size) / (residuals.size - 1)
    quarter, three_quarters = np.interp((0.25, 0.75), ranks, np.sort(residuals))
    scale = min(float(v.std()), float(three_quarters - quarter) / IQR_OF_NORMAL)
    reach = scale * (ndtri(quantile + width) - ndtri(quantile - width))
    near = residuals / reach
    density = np.sum(np.where(np.abs(near) <= 1, 0.75 * (1 - near**2), 0)) / (
        residuals.size * reach
    )
    share = np.where(residuals > 0, quantile, 1 - quantile)
    return float(np.sqrt(np.sum((share * u) ** 2)) / density / (u @ u))


def _bandwidth(n_obs: int, quantile: float) -> float:
    """Return Hall and Sheather's bandwidth for a 95% interval, halved until it fits."""
    from scipy.special import ndtri  # noqa: PLC0415 - costs 0.1 s, only fits need it

    z = ndtri(quantile)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    width = (
        n_obs ** (-1 / 3)
        * ndtri(0.975) ** (2 / 3)
        * (1.5 * density**2 / (2 * z**2 + 1)) ** (1 / 3)
    )
    while quantile - width <= 0 or quantile + width >= 1:
        width /= 2
    return float(width)
