r"""Which observations moved a slope from one sample to another?

Formula: let the weights of the sample run in a straight line from the old sample (t = 0) to
the new one (t = 1): observations that go weigh 1 - t, those that come weigh t, those that
stay weigh 1. The slope b(t) is a smooth function of t, and its derivative a sum over
observations,
    db/dt = sum_j w_j'(t) * d_j(t) * e_j(t) / S(t),
with d_j the distance of observation j from the weighted mean year, e_j its residual from the
weighted line and S the weighted sum of d^2. Integrated from 0 to 1, observation by
observation, the parts sum to the difference of the two slopes. This is the Aumann-Shapley
value (Aumann and Shapley 1974, "Values of Non-Atomic Games", isbn 9780691081038; as a cost
share Billera and Heath 1982, doi 10.1287/moor.7.1.32): the Shapley value of the game in which
each observation is split into ever smaller parts that may come or go in any order. The value
of a group is the sum of its members', however members are grouped. Where groups come whole
and in any order (the Shapley value of few players), samples in between may hold too few
observations for a line; on this path none does.

The integral is taken by double-exponential quadrature (Takahasi and Mori 1974, doi
10.2977/prims/1195192451), whose nodes crowd at both ends, where a sample that grows
hundredfold changes all at once; with twice as many nodes until the parts sum to the
difference.

Assumptions: none beyond those of the two lines; an attribution is arithmetic, not inference.

Failure modes: members of opposite effect may each have a large part and little between them;
where few observations make up either sample a part may exceed the whole difference.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scalehouse.stats._result import Fit, finite, finite_curve
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    columns,
    require_line,
    require_range,
    require_squares,
)

FIRST_NODES, LAST_NODES = 64, 512
# Beyond, nodes lie closer to the ends than numbers lie to 1.
LAST_NODE_AT = 3.2
# The parts sum to the difference up to the rounding of as many additions, and of the slopes.
RELATIVE_ERROR, ROUNDING = 1e-10, 1e-13


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeAttribution(Fit):
    """A difference of two slopes, by observation; the tuple is in the order given.

    Attributes:
        n_obs: Observations in the new sample.
        n_obs_before: Observations in the old sample.
        old_slope_oom_per_year: Slope of the old sample.
        new_slope_oom_per_year: Slope of the new sample.
        contributions_oom_per_year: Part of each observation in the difference.
    """

    n_obs_before: int = 0
    old_slope_oom_per_year: float | None = None
    new_slope_oom_per_year: float | None = None
    contributions_oom_per_year: tuple[float, ...] = ()


def attribute_slope_change(
    old_years: ArrayLike,
    old_log10_values: ArrayLike,
    new_years: ArrayLike,
    new_log10_values: ArrayLike,
) -> SlopeAttribution:
    """Split the difference of two least-squares slopes among observations.

    An observation is a place in all four arrays. It has not come yet where both its old
    numbers are NaN, and has gone where both its new ones are.

    Args:
        old_years: Fractional years in the old sample, shape (n,).
        old_log10_values: log10 of the metric in the old sample, shape (n,).
        new_years: Fractional years in the new sample, shape (n,).
        new_log10_values: log10 of the metric in the new sample, shape (n,).

    Raises:
        ValueError: The arrays do not match.
    """
    old_x, old_y, new_x, new_y = columns(
        old_years=old_years,
        old_log10_values=old_log10_values,
        new_years=new_years,
        new_log10_values=new_log10_values,
    )
    # What has a date or a value only is passed on, and refused as not finite.
    was = ~(np.isnan(old_x) & np.isnan(old_y))
    is_there = ~(np.isnan(new_x) & np.isnan(new_y))
    n_before, n_after = int(was.sum()), int(is_there.sum())
    try:
        for period, x, y in (
            ("before", old_x[was], old_y[was]),
            ("after", new_x[is_there], new_y[is_there]),
        ):
            require_line(x, y, f"years {period}")
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _attribute(np.array([old_x, old_y]), np.array([new_x, new_y]), was, is_there)
    except NotEstimableError as error:
        return SlopeAttribution(
            n_obs=n_after,
            n_obs_before=n_before,
            status="not_estimable",
            status_reason=str(error),
        )


def _attribute(
    old: Floats, new: Floats, was: NDArray[np.bool_], is_there: NDArray[np.bool_]
) -> SlopeAttribution:
    """Integrate along the path; samples have shape (2, n), flags (n,)."""
    origin = old[:, was].mean(axis=1, keepdims=True)
    old, new = old - origin, new - origin
    moves = ~(was & is_there & (old == new).all(axis=0))
    goes, comes = was & moves, is_there & moves
    stays = _sums(*old[:, was & ~moves])
    leaving, arriving = _sums(*old[:, goes]), _sums(*new[:, comes])
    old_slope, new_slope = (_line(stays + part)[2].item() for part in (leaving, arriving))
    require_range(old_slope, new_slope)
    require_squares(np.append(old[1, was], new[1, is_there]))
    contributions = np.zeros(was.size)
    n_nodes = FIRST_NODES
    while moves.any():
        t, rest, weights = _quadrature(n_nodes)
        line = _line(stays + rest * leaving + t * arriving)
        contributions[:] = 0
        contributions[comes] += weights @ _pull(*new[:, comes], *line)
        contributions[goes] -= weights @ _pull(*old[:, goes], *line)
        require_range(contributions)
        missed = abs(contributions.sum() - (new_slope - old_slope))
        rounding = ROUNDING * (abs(old_slope) + abs(new_slope))
        if missed <= RELATIVE_ERROR * np.abs(contributions).sum() + rounding:
            break
        if n_nodes == LAST_NODES:
            msg = "the parts do not sum to the difference: the samples are too far apart"
            raise NotEstimableError(msg)
        n_nodes *= 2
    return SlopeAttribution(
        n_obs=int(is_there.sum()),
        n_obs_before=int(was.sum()),
        old_slope_oom_per_year=finite(old_slope),
        new_slope_oom_per_year=finite(new_slope),
        contributions_oom_per_year=finite_curve(contributions),
    )


@cache
def _quadrature(n_nodes: int) -> tuple[Floats, Floats, Floats]:
    """Return nodes on 0 to 1 and what they lack to 1, as columns, and their weights."""
    u, step = np.linspace(-LAST_NODE_AT, LAST_NODE_AT, n_nodes, retstep=True)
    s = np.pi * np.sinh(u)
    t, rest = 1 / (1 + np.exp(-s)), 1 / (1 + np.exp(s))
    return t[:, None], rest[:, None], step * np.pi * np.cosh(u) * t * rest


def _sums(x: Floats, y: Floats) -> Floats:
    """Return all that a line needs to know of observations: n, and four sums."""
    return np.array([x.size, x.sum(), y.sum(), x @ x, x @ y])


def _line(sums: Floats) -> tuple[Floats, ...]:
    """Return mean year, mean value, slope and spread of sums in the last axis, as columns."""
    n, x, y, xx, xy = np.moveaxis(sums, -1, 0)[..., None]
    spread = xx - x * x / n
    return x / n, y / n, (xy - x * y / n) / spread, spread


def _pull(x: Floats, y: Floats, *line: Floats) -> Floats:
    """Return by how much a slope moves per weight put on a point, shape (nodes, points)."""
    mean_x, mean_y, slope, spread = line
    d = x - mean_x
    return d * (y - mean_y - slope * d) / spread
