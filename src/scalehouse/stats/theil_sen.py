r"""How fast does a metric grow, when no single model may move the answer?

Formula: the median slope of all pairs of different date (Sen 1968,
doi 10.1080/01621459.1968.10480934), with Sen's interval: the slopes whose ranks lie
    z * sqrt(variance) / 2
to either side of the middle, the variance being that of Kendall's statistic under no trend,
    (n(n-1)(2n+5) - sum of t(t-1)(2t+5) - sum of u(u-1)(2u+5)) / 18
    + sum of t(t-1)(t-2) * sum of u(u-1)(u-2) / (9n(n-1)(n-2))
    + sum of t(t-1) * sum of u(u-1) / (2n(n-1)),
t and u how often each date and each value occurs (Kendall 1970, Rank Correlation Methods,
section 4.9). The last two terms are often left out; without them values that are all equal
would have a negative variance.

Estimator: exact. Pairs are looked at a block at a time, by their distance around a circle of
the sorted observations; only slopes near the ranks asked for are kept and ordered, which
costs a fraction of ordering all of them. Above `MAX_PAIRS` some pairs stand for all, as many
whatever the size. They are spread evenly over all pairs by the two-dimensional additive
sequence of the plastic number (Roberts 2018, The Unreasonable Effectiveness of Quasirandom
Sequences), which leaves less to chance than random pairs would and draws nothing.

Assumptions: errors are independent and alike, of any shape.

Failure modes: as of every line, a kink is averaged away. With few models the interval is
wide, and with ties of dates it is wider.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scalehouse.stats._bootstrap import BLOCK_ELEMENTS
from scalehouse.stats._order import at_ranks
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    check_ci_level,
    columns,
    require_line,
    require_range,
    require_squares,
)

# All pairs of 4,000 observations; of more observations, a quarter as many pairs.
MAX_PAIRS = 8_000_000
SAMPLED_PAIRS = 2_000_000
# The root of x**3 = x + 1: steps of its inverse and of that squared fill a square evenly.
PLASTIC_NUMBER = 1.324717957244746

# Up to this many slopes are ordered at once: looking for those near a rank costs more.
FEW_PAIRS = 5_000

# A guess of a rank comes from about this many slopes, and is taken this share too wide: four
# times the error of so many independent ones. A guess that misses is made without bounds.
GUESS_PAIRS = 4_096
GUESS_MARGIN = 0.03


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


def fit_theil_sen(years: ArrayLike, log10_values: ArrayLike, *, ci_level: float) -> TheilSenFit:
    """Fit a log-linear trend by the median slope of pairs.

    Args:
        years: Fractional years, shape (n,).
        log10_values: log10 of the metric, shape (n,).
        ci_level: Level of the interval.

    Raises:
        ValueError: A level outside (0, 1), or arrays that do not match.
    """
    check_ci_level(ci_level)
    x, y = columns(years=years, log10_values=log10_values)
    try:
        require_line(x, y, "years")
        order = np.lexsort((y, x))
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _fit(x[order], y[order], ci_level)
    except NotEstimableError as error:
        return TheilSenFit(n_obs=x.size, status="not_estimable", status_reason=str(error))


def median_slope(x: Floats, y: Floats) -> float:
    """Return the median slope of all pairs of different position.

    Args:
        x: Sorted positions, not all equal, shape (n,); their range is finite.
        y: Values, shape (n,); likewise.
    """
    n_apart = _n_apart(x)
    low, high = _slopes_at(x, y, np.array(_middle(n_apart)), n_apart).tolist()
    return float((low + high) / 2)


def _fit(x: Floats, y: Floats, ci_level: float) -> TheilSenFit:
    from scipy.special import ndtri  # noqa: PLC0415 - costs 0.1 s, only fits need it

    require_range(np.ptp(x), np.ptp(y))
    require_squares(y - y.mean())
    n_apart = _n_apart(x)
    reach = float(ndtri((1 + ci_level) / 2) * np.sqrt(_variance(x, y)))
    first = max(round((n_apart - reach) / 2) - 1, 0)
    last = min(round((n_apart + reach) / 2), n_apart - 1)
    ranks = np.array([first, *_middle(n_apart), last])
    low, *middle, high = _slopes_at(x, y, ranks, n_apart).tolist()
    slope = sum(middle) / 2
    require_range(slope)
    return TheilSenFit(
        n_obs=x.size,
        slope_oom_per_year=finite(slope),
        slope_oom_per_year_ci_low=finite(low),
        slope_oom_per_year_ci_high=finite(high),
    )


def _middle(n: int) -> tuple[int, int]:
    return (n - 1) // 2, n // 2


def _slopes_at(x: Floats, y: Floats, ranks: NDArray[np.intp], n_apart: int) -> Floats:
    """Return the slopes of the given ranks, from 0, among all pairs apart; ranks rise."""
    n_pairs = x.size * (x.size - 1) // 2
    if n_pairs <= FEW_PAIRS:
        dx = x - x[:, None]
        is_later = dx > 0
        return at_ranks((y - y[:, None])[is_later] / dx[is_later], ranks.tolist())
    if n_pairs > MAX_PAIRS:
        slopes = _spread_slopes(x, y)
        # Ranks are shares of the pairs apart, whether all were looked at or some.
        return at_ranks(
            slopes, np.minimum(ranks * slopes.size // n_apart, slopes.size - 1).tolist()
        )
    guesses = np.sort(_some_slopes(x, y, n_pairs // GUESS_PAIRS))
    first, last = (int(rank / n_apart * guesses.size) for rank in ranks[[0, -1]].tolist())
    margin = int(GUESS_MARGIN * guesses.size)
    low = guesses[first - margin] if first >= margin else -np.inf
    high = guesses[last + margin] if last + margin < guesses.size else np.inf
    return _slopes_within(x, y, ranks, (low, high))


def _slopes_within(
    x: Floats, y: Floats, ranks: NDArray[np.intp], bounds: tuple[float, float]
) -> Floats:
    """Return the slopes of the given ranks, which the bounds are believed to contain."""
    low, high = bounds
    n_below, near = 0, []
    for slopes in _slopes(x, y, 1):
        is_below = slopes < low
        n_below += int(np.count_nonzero(is_below))
        near.append(slopes[np.flatnonzero((slopes <= high) & ~is_below)])
    kept = np.concatenate(near)
    inner = ranks - n_below
    if inner[0] < 0 or inner[-1] >= kept.size:
        return _slopes_within(x, y, ranks, (-np.inf, np.inf))
    return at_ranks(kept, inner.tolist())


def _some_slopes(x: Floats, y: Floats, stride: int) -> Floats:
    """Return the slopes of every so many distances."""
    slopes: Floats = np.concatenate([*_slopes(x, y, stride)])
    return slopes[~np.isnan(slopes)]


def _spread_slopes(x: Floats, y: Floats) -> Floats:
    """Return the slopes of pairs spread evenly over all, but for pairs of one position."""
    steps = np.arange(1, SAMPLED_PAIRS + 1)
    first, second = (
        (steps / PLASTIC_NUMBER**power % 1 * x.size).astype(np.intp) for power in (1, 2)
    )
    dx = x[second] - x[first]
    apart = np.flatnonzero(dx)
    slopes: Floats = (y[second] - y[first])[apart] / dx[apart]
    return slopes


def _slopes(x: Floats, y: Floats, stride: int) -> Iterator[Floats]:
    """Yield the slopes of pairs in blocks; pairs of one position have NaN.

    Pairs are so many steps apart on a circle of the observations: 1 step, 1 + stride, and so
    on to one half, which with a stride of 1 is every pair once.
    """
    n = x.size
    # Row k of each view is the circle turned by k.
    turned_x, turned_y = (
        np.lib.stride_tricks.sliding_window_view(np.concatenate([part, part]), n)
        for part in (x, y)
    )
    rows = max(1, BLOCK_ELEMENTS // n)
    half = n // 2
    for start in range(1, half + 1, rows * stride):
        block = slice(start, min(start + rows * stride, half + 1), stride)
        dx = turned_x[block] - x
        slopes = turned_y[block] - y
        slopes /= dx
        slopes[dx == 0] = np.nan
        if (block.stop > half) and n % 2 == 0 and (half - start) % stride == 0:
            # At one half the circle meets every pair twice.
            slopes[-1, half:] = np.nan
        yield slopes.ravel()


def _n_apart(x: Floats) -> int:
    """Return the number of pairs of different position; x is sorted."""
    ties = _runs(x)
    return int(x.size * (x.size - 1) // 2 - np.sum(ties * (ties - 1) // 2))


def _variance(x: Floats, y: Floats) -> float:
    """Return the variance of Kendall's statistic under no trend, ties allowed for."""
    n = x.size
    pairs, triples, fives = (
        [float(np.sum(run * (run - 1) * more)) for run, more in parts]
        for parts in zip(
            *(
                ((run, 1), (run, run - 2), (run, 2 * run + 5))
                for run in (_runs(x), _runs(np.sort(y)))
            ),
            strict=True,
        )
    )
    variance = (n * (n - 1) * (2 * n + 5) - sum(fives)) / 18
    variance += triples[0] * triples[1] / (9 * n * (n - 1) * (n - 2))
    variance += pairs[0] * pairs[1] / (2 * n * (n - 1))
    # Values that are all equal have none, but for rounding.
    return max(variance, 0.0)


def _runs(ordered: Floats) -> Floats:
    """Return how often each value occurs in a sorted array."""
    ends = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), ordered.size - 1)
    return np.diff(ends, prepend=-1).astype(np.float64)
