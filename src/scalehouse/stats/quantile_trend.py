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

Interval: all slopes that the rank-score test does not reject (Koenker 1994, doi 10.1007/
978-3-642-57984-4_29). With a slope held, take the quantile of what remains; the score
    sum of (year_i - mean year) * [observation i lies above it]
falls as the slope rises and has variance quantile * (1 - quantile) * sum of (year - mean)^2;
slopes at which it is within Student t times its root are inside. No density has to be
estimated, which is what makes sandwich errors of an outer quantile too small: with 50 models
a 90% one of the upper tenth held 78% of the time, this one 90%.

Assumptions: the quantile is straight in log10 over the window; models are independent, their
errors around the quantile alike.

Failure modes: an outer quantile rests on the few models beyond it; with too few of them no
slope is rejected on one side, which then has no bound. The optimum need not be unique in
small samples; one of the best lines is given.
"""

from bisect import bisect_left
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
    require_squares,
)

# Slope and level.
N_PARAMETERS = 2

# A step that gains less than this share of the loss, or of a value, is rounding.
NO_GAIN = 1e-12

# Bounds are looked for in steps that double, then in ever finer grids between two of them.
DOUBLINGS = 2.0 ** np.arange(-4, 14)
GRID_POINTS = 17
GRID_ROUNDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantileTrend(Fit):
    """A line through a quantile; see `Fit` for status and nulls.

    Attributes:
        quantile: The quantile that the line follows.
        slope_oom_per_year: Its slope, log10 units a year.
        slope_oom_per_year_ci_low: Lower bound, rank scores; None where no slope is rejected.
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
    require_squares(v)
    slope, level = _best_line(u, v, quantile)
    reach = t_quantile(x.size - N_PARAMETERS, ci_level)
    low, high = _bounds(u, v - slope * u, quantile, reach)
    return QuantileTrend(
        n_obs=x.size,
        quantile=quantile,
        slope_oom_per_year=finite(slope),
        slope_oom_per_year_ci_low=finite(slope + low),
        slope_oom_per_year_ci_high=finite(slope + high),
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
    largest = float(np.abs(v).max())
    tolerance = HALF_THE_DIGITS * largest
    while candidates:
        held = candidates.pop()
        turned, met = _best_slope_through(held, u, v, quantile)
        rests = v - v[held] - turned * (u - u[held])
        loss = float(np.maximum(quantile * rests, (quantile - 1) * rests).sum())
        if least - loss > NO_GAIN * max(loss, largest):
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


def _bounds(u: Floats, rests: Floats, quantile: float, reach: float) -> tuple[float, float]:
    """Return how far from the fitted slope the score reaches its bounds, NaN for none.

    Args:
        u: Centred positions, shape (n,).
        rests: Values less the fitted slope times the positions, shape (n,).
        quantile: Of the line.
        reach: Student t.
    """
    spread = u @ u
    # About a standard error of a normal sample, the scale from which steps double.
    scale = float(np.abs(rests - np.median(rests)).mean() / np.sqrt(spread))
    if scale == 0:
        return 0.0, 0.0
    score = _Score.of_all(u, rests, quantile)
    limit = float(reach * np.sqrt(quantile * (1 - quantile) * spread))
    return _crossing(score, -scale, limit), _crossing(score, scale, limit)


def _crossing(score: "_Score", scale: float, limit: float) -> float:
    """Return the first tilt of a grid at which the score is beyond a limit, NaN for none.

    Args:
        score: Falls with the tilt, so that once a step is outside, all that follow are.
        scale: From which steps double; negative to look among lower slopes.
        limit: Beyond which a slope is rejected.
    """
    side = 1 if scale > 0 else -1

    def is_outside(tilt: float) -> bool:
        return -side * score.at(tilt) > limit

    steps: list[float] = [0.0, *(scale * DOUBLINGS).tolist()]
    first = bisect_left(steps, True, lo=1, key=is_outside)  # noqa: FBT003 - what is looked for
    if first == len(steps):
        return float("nan")
    score = score.between(*steps[first - 1 : first + 1])
    for _ in range(GRID_ROUNDS):
        low, high = steps[first - 1 : first + 1]
        step = (high - low) / (GRID_POINTS - 1)
        steps = [*(low + k * step for k in range(GRID_POINTS - 1)), high]
        first = bisect_left(steps, True, lo=1, hi=GRID_POINTS - 1, key=is_outside)  # noqa: FBT003
    return steps[first]


@dataclass(frozen=True, slots=True)
class _Score:
    """The sum of positions above the quantile of the rests, as a function of a tilt.

    Attributes:
        u: Positions of the observations that may lie at the quantile, shape (n,).
        rests: Their values less the fitted slope times the positions, shape (n,).
        rank: How many of them lie below the one at the quantile.
        weights: Of that one, its share that makes the scores of all add up, and of those
            above it, one each; shape (n - rank,).
        above: Sum of the positions of those that lie above the quantile at any tilt.
    """

    u: Floats
    rests: Floats
    rank: int
    weights: Floats
    above: float

    @classmethod
    def of_all(cls, u: Floats, rests: Floats, quantile: float) -> "_Score":
        """Return the score of a sample."""
        rank = min(int(quantile * u.size), u.size - 1)
        weights = np.ones(u.size - rank)
        weights[0] = rank + 1 - quantile * u.size
        return cls(u, rests, rank, weights, above=0.0)

    def at(self, tilt: float) -> float:
        """Return the score of a slope that is so much greater than the fitted one."""
        order = (self.rests - tilt * self.u).argpartition(self.rank)
        return self.above + float(self.u[order[self.rank :]] @ self.weights)

    def between(self, low: float, high: float) -> "_Score":
        """Return the same score, for tilts between two, of those that it depends on.

        Each rest lies between its values at either end, and so does the quantile: whoever is
        above its highest value or below its lowest one stays there.
        """
        ends = np.sort([self.rests - low * self.u, self.rests - high * self.u], axis=0)
        lowest, highest = np.partition(ends, self.rank, axis=1)[:, self.rank]
        is_above, is_below = ends[0] > highest, ends[1] < lowest
        near = ~(is_above | is_below)
        return _Score(
            self.u[near],
            self.rests[near],
            self.rank - int(np.count_nonzero(is_below)),
            self.weights[: self.weights.size - int(np.count_nonzero(is_above))],
            self.above + float(self.u[is_above].sum()),
        )
