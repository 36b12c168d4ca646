r"""Between what does a rank correlation lie when some values are missing?

Formula:
    tau-b = score / sqrt(pairs untied in tier * pairs untied in value)
    score = sum over pairs of sign(tier_i - tier_j) * sign(value_i - value_j)

    A missing value between two neighbouring known ones adds to the score, whichever it is,
        sum over the known of sign(tier_j - tier) * sign(value_j - value),
    so for each tier the best gap is found on its own. The higher the tier, the higher its
    best gap (the sum's increments in the value rise with the tier), and within a gap the
    missing are free: so the missing are in order with each other at the same time, and the
    greatest score is the known one, plus the best of each missing value, plus one for each
    two missing values of different tiers. The least score is that of the tiers reversed.

Bounds: sharp and without a model of who publishes (Manski 1989, doi 10.2307/145818), for
values that lie between stated limits and tie with no other. They contain no sampling error.

Failure modes: limits without room for a value between them leave no bounds.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scalehouse.stats._result import Fit
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    check_at_least,
    columns,
    require_finite,
    require_points,
)

# Two known values at different tiers have a correlation to be bounded.
MIN_KNOWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RankBounds(Fit):
    """Bounds of a rank correlation; `n_obs` counts the missing too.

    Attributes:
        n_missing: Observations without a value.
        kendall_tau_b_bound_low: Least tau-b of all fillings.
        kendall_tau_b_bound_high: Greatest tau-b of all fillings.
    """

    n_missing: int
    kendall_tau_b_bound_low: float | None = None
    kendall_tau_b_bound_high: float | None = None


def bound_kendall_tau_b(
    tiers: ArrayLike, values: ArrayLike, *, limits: tuple[float, float]
) -> RankBounds:
    """Bound tau-b over all values that the missing (NaN) may have.

    Args:
        tiers: Position of each observation's tier in their order, shape (n,).
        values: Shape (n,), NaN where missing; only their order matters.
        limits: Between which values a missing one lies.

    Raises:
        ValueError: Limits out of order, or arrays that do not match.
    """
    low, high = limits
    check_at_least("the upper limit", high, low)
    t, y = columns(tiers=tiers, values=values)
    missing = np.isnan(y)
    n_missing = int(np.count_nonzero(missing))
    try:
        require_finite(t)
        require_finite(y[~missing])
        require_points(t.size - n_missing, MIN_KNOWN, "a correlation")
        least, greatest = _bounds(t, y, missing, (low, high))
    except NotEstimableError as error:
        return RankBounds(
            n_obs=t.size, status="not_estimable", status_reason=str(error), n_missing=n_missing
        )
    return RankBounds(
        n_obs=t.size,
        n_missing=n_missing,
        kendall_tau_b_bound_low=least,
        kendall_tau_b_bound_high=greatest,
    )


def _bounds(
    t: Floats, y: Floats, missing: NDArray[np.bool], limits: tuple[float, float]
) -> tuple[float, float]:
    tiers, tier = np.unique(t, return_inverse=True)
    edges, place = np.unique(y[~missing], return_inverse=True)
    untied_in_tier = _pairs(t.size) - _pairs(np.bincount(tier))
    untied_in_value = _pairs(t.size) - _pairs(np.bincount(place))
    if not (untied_in_tier and untied_in_value):
        msg = "all tiers are equal" if not untied_in_tier else "all values are equal"
        raise NotEstimableError(msg)
    known_tier = tier[~missing]
    # Signed number of known values below each edge as seen from each tier: (tiers, gaps).
    below = np.zeros((tiers.size, edges.size + 1))
    for k in range(tiers.size):
        signs = np.sign(known_tier - k)
        below[k, 1:] = np.cumsum(np.bincount(place, weights=signs, minlength=edges.size))
    gains = below[:, -1:] - 2 * below
    # From a known value's own place, those equal to it count for nothing.
    own = below[:, -1:] - below[:, 1:] - below[:, :-1]
    known_score = own[known_tier, place].sum() / 2
    # Gap k lies below edge k, the last one above all edges.
    gap_low, gap_high = np.append(-np.inf, edges), np.append(edges, np.inf)
    is_open = np.maximum(gap_low, limits[0]) < np.minimum(gap_high, limits[1])
    n_hidden = np.bincount(tier[missing], minlength=tiers.size)
    n_missing = int(n_hidden.sum())
    if n_missing and not is_open.any():
        msg = "the limits hold no room for a value between them"
        raise NotEstimableError(msg)
    ordered = _pairs(n_missing) - _pairs(n_hidden)
    scale = np.sqrt(untied_in_tier * untied_in_value)
    if not n_missing:
        return float(known_score / scale), float(known_score / scale)
    least = known_score + n_hidden @ gains[:, is_open].min(axis=1) - ordered
    greatest = known_score + n_hidden @ gains[:, is_open].max(axis=1) + ordered
    return float(least / scale), float(greatest / scale)


def _pairs(sizes: ArrayLike) -> float:
    """Return the number of pairs within groups of the given sizes."""
    n = np.asarray(sizes, dtype=np.float64)
    return float(np.sum(n * (n - 1) / 2))
