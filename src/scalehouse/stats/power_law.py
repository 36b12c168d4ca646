r"""Does performance follow a power law that saturates?

Formula:
    y = asymptote - amplitude * (x / x_reference) ** -exponent + error, exponent > 0

    x_reference is the geometric mean of x, so that the amplitude is a difference of y within
    the data. Given the exponent, the other two are a straight-line fit; so only the exponent
    is searched, on a grid over its whole range and then on finer ones around the best
    (variable projection, Golub and Pereyra 1973, doi 10.1137/0710036). There is no start
    value to choose and no failure to converge.

Intervals: profile likelihood. A value is inside when the best curve through it has a residual
sum of squares below RSS * (1 + F / df), F the quantile of the F distribution on 1 and df =
n - 3 degrees of freedom. The same holds for predictions, the asymptote being the one at
infinite x. A side on which no value is ever outside has no bound: None. Read backwards it
bounds the x at which a value is reached: all x where a curve that fits well enough passes it.

Assumptions: errors of equal variance, independent; the curve is monotone and saturates.

Failure modes: three parameters on four points leave one degree of freedom, and F is 39.9 at
90%: intervals are then wide or have no bounds, which is the honest answer, and a curve with
fewer than `min_df` degrees of freedom is not identified however close it runs. Points on a
straight line in log x have no asymptote (exponent near 0), and a single low point at the
left has no exponent (a step): `is_identified` is then false with the reason, and what does
not exist is None, while predictions stand. A score that
cannot exceed 100% may be fitted above it: the curve does not know.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._ols import t_quantile
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    MIN_POINTS,
    Floats,
    NotEstimableError,
    check_at_least,
    check_ci_level,
    columns,
    require_finite,
    require_points,
    require_range,
    require_squares,
)

N_PARAMETERS = 3

# With one degree of freedom a close curve is chance as often as law.
MIN_DF = 2

# The exponent times the log range of x, from nearly straight in log x to nearly a step.
EDGES = (1e-3, 50.0)

# Each grid of the search spans two steps of the one before; the last is below rounding.
GRID_POINTS = 101
GRID_ROUNDS = 5
# A sum of squares is flat where it is least, so bounds need fewer rounds than estimates.
PROFILE_ROUNDS = 3
STEPS = np.arange(GRID_POINTS, dtype=np.float64)

# A bound further from the estimate than this many spreads of y is no bound.
FARTHEST_SPREADS = 100.0
BISECTIONS = 30

# How far from the data a value may be reached, in log ranges of x, and steps for each range.
FARTHEST_RANGES = 10
STEPS_PER_RANGE = 2

# Sums of squares that differ by less than this share of the total differ by rounding.
SAME_SHARE = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerLawFit(Fit):
    """A saturating power law; see `Fit` for status and nulls.

    Attributes:
        df_residual: Observations minus three.
        asymptote: Limit of y for large x, with profile bounds.
        exponent: Speed of the approach, with profile bounds.
        amplitude: Distance from the asymptote at the reference; negative when y falls.
        x_reference: Geometric mean of x.
        r_squared: Share of the variance explained; None when y has none.
        residual_sd: Residual standard deviation, n - 3 degrees of freedom.
        is_identified: Whether exponent and asymptote are bounded on both sides, and degrees
            of freedom are as many as asked for.
        identification_reason: What is wanting, None when identified.
        predicted_x: Where predictions were asked for.
        predicted_y: The curve there.
        predicted_y_ci_low: Lower profile bounds of the curve; None where there is none.
        predicted_y_ci_high: Upper profile bounds of the curve; likewise.
        reached_y: Which values were to be reached.
        reached_x: Where the curve reaches them; None where it never does.
        is_reached: Whether any curve within the bounds passes them, near or far.
        reached_x_ci_low: The nearest x at which one does; None if none does, or all.
        reached_x_ci_high: The farthest; None likewise, or where it lies beyond the search.
    """

    df_residual: int | None = None
    asymptote: float | None = None
    asymptote_ci_low: float | None = None
    asymptote_ci_high: float | None = None
    exponent: float | None = None
    exponent_ci_low: float | None = None
    exponent_ci_high: float | None = None
    amplitude: float | None = None
    x_reference: float | None = None
    r_squared: float | None = None
    residual_sd: float | None = None
    is_identified: bool | None = None
    identification_reason: str | None = None
    predicted_x: tuple[float, ...] = ()
    predicted_y: tuple[float | None, ...] = ()
    predicted_y_ci_low: tuple[float | None, ...] = ()
    predicted_y_ci_high: tuple[float | None, ...] = ()
    reached_y: tuple[float, ...] = ()
    reached_x: tuple[float | None, ...] = ()
    is_reached: tuple[bool, ...] = ()
    reached_x_ci_low: tuple[float | None, ...] = ()
    reached_x_ci_high: tuple[float | None, ...] = ()


def fit_saturating_power_law(  # noqa: PLR0913 - all but the data by name
    x: ArrayLike,
    y: ArrayLike,
    *,
    ci_level: float,
    min_df: int = MIN_DF,
    predict_at: ArrayLike = (),
    reach: ArrayLike = (),
) -> PowerLawFit:
    """Fit a saturating power law with profile-likelihood intervals.

    Args:
        x: Scale (parameters, compute, dollars), shape (n,); not its log.
        y: Performance, shape (n,).
        ci_level: Level of the intervals.
        min_df: Degrees of freedom from which on a curve may count as identified, at least 1.
        predict_at: Scales at which the curve is wanted, shape (m,).
        reach: Values of which the scale is wanted, shape (l,).

    Raises:
        ValueError: A level outside (0, 1), no degree of freedom, a scale to predict at that
            is not positive and finite, a value to reach that is not finite, or arrays that do
            not match.
    """
    check_ci_level(ci_level)
    check_at_least("min_df", min_df, 1)
    scale, values = columns(x=x, y=y)
    (targets,) = columns(predict_at=predict_at)
    (goals,) = columns(reach=reach)
    if not (np.isfinite(targets) & (targets > 0)).all():
        msg = f"predict_at must hold positive finite scales, got {targets.tolist()}"
        raise ValueError(msg)
    if not np.isfinite(goals).all():
        msg = f"reach must hold finite values, got {goals.tolist()}"
        raise ValueError(msg)
    try:
        _require_curve(scale, values)
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _fit_curve(scale, values, targets, goals, (ci_level, min_df))
    except NotEstimableError as error:
        return PowerLawFit(n_obs=scale.size, status="not_estimable", status_reason=str(error))


def _require_curve(x: Floats, y: Floats) -> None:
    require_points(x.size, N_PARAMETERS + 1, "a curve of three parameters with an error")
    require_finite(x, y)
    n_positive = np.count_nonzero(x > 0)
    if n_positive < x.size:
        msg = f"{x.size - n_positive} of {x.size} scales are not positive"
        raise NotEstimableError(msg)
    n_scales = np.unique(x).size
    if n_scales < MIN_POINTS:
        msg = f"{n_scales} distinct scales, a curve of three parameters needs {MIN_POINTS}"
        raise NotEstimableError(msg)


@dataclass(frozen=True, slots=True)
class _Curve:
    """Data in the units of the search: t = log(x / x_reference) / its range, y centred."""

    t: Floats
    y: Floats

    def basis(self, bend: Floats, t: Floats) -> Floats:
        """Return exp(-bend * t), shape (bends, positions)."""
        return np.exp(-bend[:, None] * t)

    def solve(self, bend: Floats) -> tuple[Floats, Floats]:
        """Return asymptote and amplitude, the best for each bend."""
        b = self.basis(bend, self.t)
        centred = b - b.mean(axis=1, keepdims=True)
        amplitude = -(centred @ self.y) / np.vecdot(centred, centred)
        return self.y.mean() + amplitude * b.mean(axis=1), amplitude

    def residual_ss(self, bend: Floats) -> Floats:
        """Return the least residual sum of squares for each bend."""
        asymptote, amplitude = self.solve(bend)
        residuals = self.y - asymptote[:, None] + amplitude[:, None] * self.basis(bend, self.t)
        return np.asarray(np.vecdot(residuals, residuals))

    def residual_ss_through(self, bend: Floats, t: float, value: float) -> Floats:
        """Return the least one for each bend among curves that pass a value at t."""
        b = self.basis(bend, self.t) - self.basis(bend, np.array([t]))
        v = self.y - value
        amplitude = -(b @ v) / np.vecdot(b, b)
        residuals = v + amplitude[:, None] * b
        return np.asarray(np.vecdot(residuals, residuals))


def _fit_curve(
    x: Floats, y: Floats, targets: Floats, goals: Floats, asked: tuple[float, int]
) -> PowerLawFit:
    ci_level, min_df = asked
    log_x = np.log(x)
    log_range = np.ptp(log_x)
    curve = _Curve(t=(log_x - log_x.mean()) / log_range, y=y - y.mean())
    total_ss = float(curve.y @ curve.y)
    require_range(total_ss, 1 / log_range)
    require_squares(curve.y)
    bend = _search(curve.residual_ss)
    asymptote, amplitude = (float(part[0]) for part in curve.solve(np.array([bend])))
    residual_ss = float(curve.residual_ss(np.array([bend]))[0])
    df = x.size - N_PARAMETERS
    # The F quantile on 1 and df degrees of freedom is the square of Student's.
    limit = residual_ss * (1 + t_quantile(df, ci_level) ** 2 / df) + SAME_SHARE * total_ss

    bends = _bend_bounds(curve.residual_ss, bend, limit)
    spread = float(np.ptp(y)) or 1.0
    # A straight line has no asymptote to bound.
    is_straight, is_step = (bend == edge for edge in EDGES)
    limit_of_y = np.nan if is_straight else asymptote
    asymptotes = (
        (np.nan, np.nan)
        if is_straight
        else _value_bounds(curve, np.inf, asymptote, limit, spread)
    )
    t = (np.log(targets) - log_x.mean()) / log_range
    predicted = asymptote - amplitude * np.exp(-bend * t)
    bounds = [
        _value_bounds(curve, at, value, limit, spread)
        for at, value in zip(t.tolist(), predicted.tolist(), strict=True)
    ]
    centred_goals = goals - y.mean()
    # A goal on the far side of the asymptote has no logarithm: NaN, and so None.
    reached = np.log(amplitude / (asymptote - centred_goals)) / bend
    reach_bounds = [
        _reach_bounds(curve, goal, at, limit)
        for goal, at in zip(centred_goals.tolist(), reached.tolist(), strict=True)
    ]

    def scale_at(position: float) -> float | None:
        return finite(np.exp(log_x.mean() + log_range * position))

    reason = _why_not_identified(bend, bends, asymptotes, (df, min_df))
    exponent_low, exponent_high = (edge / log_range for edge in bends)
    return PowerLawFit(
        n_obs=x.size,
        df_residual=df,
        asymptote=finite(y.mean() + limit_of_y),
        asymptote_ci_low=finite(y.mean() + asymptotes[0]),
        asymptote_ci_high=finite(y.mean() + asymptotes[1]),
        exponent=None if is_straight or is_step else finite(bend / log_range),
        exponent_ci_low=finite(exponent_low),
        exponent_ci_high=finite(exponent_high),
        amplitude=None if is_straight or is_step else finite(amplitude),
        x_reference=finite(np.exp(log_x.mean())),
        r_squared=finite(1 - np.divide(residual_ss, total_ss)),
        residual_sd=finite(np.sqrt(residual_ss / df)),
        is_identified=reason is None,
        identification_reason=reason,
        predicted_x=tuple(targets.tolist()),
        predicted_y=tuple(finite(y.mean() + value) for value in predicted),
        predicted_y_ci_low=tuple(finite(y.mean() + low) for low, _ in bounds),
        predicted_y_ci_high=tuple(finite(y.mean() + high) for _, high in bounds),
        reached_y=tuple(goals.tolist()),
        reached_x=tuple(scale_at(position) for position in reached),
        is_reached=tuple(found for found, _, _ in reach_bounds),
        reached_x_ci_low=tuple(scale_at(low) for _, low, _ in reach_bounds),
        reached_x_ci_high=tuple(scale_at(high) for _, _, high in reach_bounds),
    )


def _why_not_identified(
    bend: float,
    bends: tuple[float, float],
    asymptotes: tuple[float, float],
    freedom: tuple[int, int],
) -> str | None:
    df, min_df = freedom
    if bend == EDGES[0]:
        return "the points are straight in log x: no asymptote and no exponent"
    if bend == EDGES[1]:
        return "the points are a step: no exponent"
    unbounded = [
        name
        for name, pair in (("exponent", bends), ("asymptote", asymptotes))
        if not np.isfinite(pair).all()
    ]
    reasons = []
    if df < min_df:
        reasons.append(f"{df} degrees of freedom, an identified curve needs {min_df}")
    if unbounded:
        reasons.append(f"not bounded: {', '.join(unbounded)}")
    return "; ".join(reasons) or None


def _search(objective: Callable[[Floats], Floats], rounds: int = GRID_ROUNDS) -> float:
    """Return the bend with the least objective, by ever finer grids in its logarithm."""
    ends = low, high = np.log(EDGES)
    best = low
    for _ in range(rounds):
        # The points of numpy.linspace, whose own checks take as long as an objective.
        grid = STEPS * ((high - low) / STEPS[-1]) + low
        grid[-1] = high
        values = objective(np.exp(grid))
        best = grid[np.argmin(np.where(np.isfinite(values), values, np.inf))]
        step = grid[1] - grid[0]
        low, high = max(low, best - step), min(high, best + step)
    # Near an end the curve hardly depends on the bend: the end itself is as good.
    first_step = (ends[1] - ends[0]) / (GRID_POINTS - 1)
    for end, edge in zip(ends, EDGES, strict=True):
        if abs(best - end) < first_step:
            return edge
    return float(np.exp(best))


def _bend_bounds(
    objective: Callable[[Floats], Floats], bend: float, limit: float
) -> tuple[float, float]:
    """Return where the profile of the bend passes the limit, NaN where it does not."""

    def excess(log_bend: float) -> float:
        return float(objective(np.exp(np.array([log_bend])))[0]) - limit

    bounds = []
    for end in np.log(EDGES):
        grid = np.linspace(np.log(bend), end, GRID_POINTS)
        outside = np.flatnonzero(objective(np.exp(grid)) > limit)
        if outside.size == 0:
            bounds.append(np.nan)
        else:
            first = max(outside[0], 1)
            bounds.append(float(np.exp(_bisect(excess, grid[first - 1], grid[first]))))
    return bounds[0], bounds[1]


def _value_bounds(
    curve: _Curve, t: float, value: float, limit: float, spread: float
) -> tuple[float, float]:
    """Return the values at t whose best curve passes the limit, NaN where none does."""

    def excess(candidate: float) -> float:
        def through(bend: Floats) -> Floats:
            return curve.residual_ss_through(bend, t, candidate)

        return float(through(np.array([_search(through, PROFILE_ROUNDS)]))[0]) - limit

    bounds = []
    for side in (-1, 1):
        inside, step = value, spread / GRID_POINTS
        while step <= FARTHEST_SPREADS * spread and excess(value + side * step) <= 0:
            inside, step = value + side * step, 2 * step
        is_bounded = step <= FARTHEST_SPREADS * spread
        bounds.append(_bisect(excess, inside, value + side * step) if is_bounded else np.nan)
    return bounds[0], bounds[1]


def _reach_bounds(
    curve: _Curve, value: float, at: float, limit: float
) -> tuple[bool, float, float]:
    """Return whether a curve within the limit passes the value, and the first and last t."""

    def excess(t: float) -> float:
        def through(bend: Floats) -> Floats:
            return curve.residual_ss_through(bend, t, value)

        return float(through(np.array([_search(through, PROFILE_ROUNDS)]))[0]) - limit

    n_steps = 2 * FARTHEST_RANGES * STEPS_PER_RANGE
    grid = np.linspace(-FARTHEST_RANGES, FARTHEST_RANGES, n_steps + 1)
    # The best curve's own t is among them, lest a narrow interval fall between two steps.
    if abs(at) < FARTHEST_RANGES:
        grid = np.sort(np.append(grid, at))
    steps = range(grid.size)
    first, last = (
        next((step for step in order if excess(float(grid[step])) <= 0), None)
        for order in (steps, reversed(steps))
    )
    if first is None or last is None:
        return False, np.nan, np.nan
    return (
        True,
        np.nan if first == 0 else _bisect(excess, grid[first], grid[first - 1]),
        np.nan if last == grid.size - 1 else _bisect(excess, grid[last], grid[last + 1]),
    )


def _bisect(excess: Callable[[float], float], inside: float, outside: float) -> float:
    """Return where the excess turns positive between two points."""
    for _ in range(BISECTIONS):
        middle = (inside + outside) / 2
        if excess(middle) <= 0:
            inside = middle
        else:
            outside = middle
    return (inside + outside) / 2
