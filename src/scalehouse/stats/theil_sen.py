r"""How fast does a metric grow, when no single model may move the answer?

Formula: the median slope of all pairs of different date (Sen 1968,
doi 10.1080/01621459.1968.10480934), with Sen's interval: the slopes whose ranks lie
    z * sqrt(variance) / 2, variance = (n(n-1)(2n+5) - ties) / 18,
to either side of the middle, ties those of dates and of values.

Estimator: all pairs up to about `max_pairs`. Beyond that the pairs of a few seeded distances
in rank, taken around a circle: every observation is then in equally many pairs, which leaves
less to chance than random pairs would (Lee 1990, U-Statistics, section 4.3).

Assumptions: errors are independent and alike, of any shape.

Failure modes: as of every line, a kink is averaged away. With few models the interval is
wide, and with ties of dates it is wider.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._bootstrap import Seed, generators
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    check_at_least,
    check_ci_level,
    columns,
    require_line,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TheilSenFit(Fit):
    """A median slope; see `Fit` for status and nulls.

    Attributes:
        slope_oom_per_year: Median slope of the pairs, log10 units a year.
        slope_oom_per_year_ci_low: Lower bound, Sen's ranks.
        slope_oom_per_year_ci_high: Upper bound, Sen's ranks.
    """

    slope_oom_per_year: float | None = None
    slope_oom_per_year_ci_low: float | None = None
    slope_oom_per_year_ci_high: float | None = None


def fit_theil_sen(
    years: ArrayLike,
    log10_values: ArrayLike,
    *,
    ci_level: float,
    seed: Seed,
    max_pairs: int = 10_000,
) -> TheilSenFit:
    """Fit a log-linear trend by the median slope of pairs.

    Args:
        years: Fractional years, shape (n,).
        log10_values: log10 of the metric, shape (n,).
        ci_level: Level of the interval.
        seed: Seed of the distances drawn where there are more than `max_pairs`.
        max_pairs: Most pairs looked at, but no fewer than one for each observation.

    Raises:
        ValueError: A level outside (0, 1), no pairs, or arrays that do not match.
    """
    check_ci_level(ci_level)
    check_at_least("max_pairs", max_pairs, 1)
    x, y = columns(years=years, log10_values=log10_values)
    try:
        require_line(x, y, "years")
        order = np.lexsort((y, x))
        # Values beyond floating point end as null, not as warnings.
        with np.errstate(all="ignore"):
            return _fit(x[order], y[order], ci_level, seed, max_pairs)
    except NotEstimableError as error:
        return TheilSenFit(n_obs=x.size, status="not_estimable", status_reason=str(error))


def _fit(x: Floats, y: Floats, ci_level: float, seed: Seed, max_pairs: int) -> TheilSenFit:
    from scipy.special import ndtri  # noqa: PLC0415 - costs 0.1 s, only fits need it

    dx, dy = _differences(x, y, seed, max_pairs)
    apart = dx != 0
    slopes = dy[apart] / dx[apart]
    # Ranks are shares of the pairs apart in time, whether all were looked at or some.
    n_apart = _n_pairs(x)
    reach = float(ndtri((1 + ci_level) / 2) * np.sqrt(_variance(x, y)))
    share = slopes.size / n_apart
    low = max(round((n_apart - reach) / 2 * share) - 1, 0)
    high = min(round((n_apart + reach) / 2 * share), slopes.size - 1)
    middle = (slopes.size - 1) // 2
    ranked = np.partition(slopes, (low, middle, slopes.size // 2, high))
    return TheilSenFit(
        n_obs=x.size,
        slope_oom_per_year=finite((ranked[middle] + ranked[slopes.size // 2]) / 2),
        slope_oom_per_year_ci_low=finite(ranked[low]),
        slope_oom_per_year_ci_high=finite(ranked[high]),
    )


def _differences(x: Floats, y: Floats, seed: Seed, max_pairs: int) -> tuple[Floats, Floats]:
    """Return the differences of pairs in date and value; x is sorted."""
    if x.size * (x.size - 1) // 2 <= max_pairs:
        earlier, later = np.triu_indices(x.size, 1)
        return x[later] - x[earlier], y[later] - y[earlier]
    (rng,) = generators(seed, 1)
    n_distances = max(1, max_pairs // x.size)
    distances = 1 + rng.choice((x.size - 1) // 2, n_distances, replace=False)
    # Twice around, so that each distance is a slice.
    xx, yy = np.concatenate([x, x]), np.concatenate([y, y])
    dx, dy = (
        np.concatenate([twice[k : k + x.size] - once for k in distances.tolist()])
        for once, twice in ((x, xx), (y, yy))
    )
    return dx, dy


def _n_pairs(x: Floats) -> int:
    """Return the number of pairs of different date."""
    ties = _runs(x)
    return int(x.size * (x.size - 1) // 2 - np.sum(ties * (ties - 1) // 2))


def _variance(x: Floats, y: Floats) -> float:
    """Return the variance of Kendall's statistic under no trend, ties allowed for."""
    n = x.size
    ties = sum(
        float(np.sum(run * (run - 1) * (2 * run + 5))) for run in (_runs(x), _runs(np.sort(y)))
    )
    return (n * (n - 1) * (2 * n + 5) - ties) / 18


def _runs(ordered: Floats) -> Floats:
    """Return how often each value occurs in a sorted array."""
    ends = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), ordered.size - 1)
    return np.diff(ends, prepend=-1).astype(np.float64)
