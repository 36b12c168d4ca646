r"""Does one model carry the trend?

Formula: leaving observation i out of a least-squares line changes its slope by
    slope - slope_without_i = d_i * e_i / ((1 - h_i) * S)
    with d_i = year_i - mean year, e_i the residual, S the sum of d^2 and h_i = 1/n + d_i^2/S
    the leverage: n refits for the price of one (Belsley, Kuh and Welsch 1980, chapter 2,
    doi 10.1002/0471725153). DFBETAS divides the change by the standard error without i; an
    absolute value above 2 / sqrt(n) is usually looked at.

Assumptions: those of the line itself (see `log_linear`).

Failure modes: two odd models that mask each other are not seen by leaving one out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._ols import HALF_THE_DIGITS
from scalehouse.stats._result import Fit, finite, finite_curve
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    columns,
    require_line,
    require_range,
    require_spread,
    require_squares,
)

# Slope and level.
N_PARAMETERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOneOut(Fit):
    """A slope without each of its observations; tuples are in the order given.

    Attributes:
        slope_oom_per_year: Of all observations.
        slope_without_min_oom_per_year: Least slope without one observation.
        slope_without_max_oom_per_year: Greatest, likewise.
        most_influential_position: Position, from 0, of the observation that changes most.
        slope_without_oom_per_year: Slope without each observation.
        leverage: Pull of each observation on its own fitted value.
        dfbetas: Change over the standard error without it; empty for three observations.
    """

    slope_oom_per_year: float | None = None
    slope_without_min_oom_per_year: float | None = None
    slope_without_max_oom_per_year: float | None = None
    most_influential_position: int | None = None
    slope_without_oom_per_year: tuple[float, ...] = ()
    leverage: tuple[float, ...] = ()
    dfbetas: tuple[float, ...] = ()


def leave_one_out(years: ArrayLike, log10_values: ArrayLike) -> LeaveOneOut:
    """Refit a log-linear trend without each of its observations in turn.

    Args:
        years: Fractional years, shape (n,).
        log10_values: log10 of the metric, shape (n,).

    Raises:
        ValueError: The arrays do not match.
    """
    x, y = columns(years=years, log10_values=log10_values)
    try:
        require_line(x, y, "years")
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _without_each(x, y)
    except NotEstimableError as error:
        return LeaveOneOut(n_obs=x.size, status="not_estimable", status_reason=str(error))


def _without_each(x: Floats, y: Floats) -> LeaveOneOut:
    d, v = x - x.mean(), y - y.mean()
    spread = d @ d
    require_spread(spread)
    require_squares(v)
    slope = d @ v / spread
    residuals = v - slope * d
    leverage = 1 / x.size + d * d / spread
    free = 1 - leverage
    if free.min() < HALF_THE_DIGITS:
        msg = "one observation alone determines the slope"
        raise NotEstimableError(msg)
    change = d * residuals / (free * spread)
    without = slope - change
    require_range(without)
    # Without i: its residual's part leaves the sum of squares, its parameter count stays.
    residual_ss = np.maximum(residuals @ residuals - residuals**2 / free, 0)
    df = x.size - 1 - N_PARAMETERS
    standard_error = np.sqrt(residual_ss / df / spread) if df else np.full(x.size, np.nan)
    return LeaveOneOut(
        n_obs=x.size,
        slope_oom_per_year=finite(slope),
        slope_without_min_oom_per_year=finite(without.min()),
        slope_without_max_oom_per_year=finite(without.max()),
        most_influential_position=int(np.argmax(np.abs(change))),
        slope_without_oom_per_year=finite_curve(without),
        leverage=finite_curve(leverage),
        dfbetas=finite_curve(change / standard_error),
    )
