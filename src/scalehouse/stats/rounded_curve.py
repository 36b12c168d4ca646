r"""Which saturating curves pass three rounded figures?

Formula:
    y = floor + amplitude * x ** -exponent, exponent > 0

    Three figures determine three parameters and leave no degree of freedom: there is no
    error to estimate, and an interval from a fit would be an invention. What is known is
    how the figures were rounded. So this gives the range of every curve that prints as
    these figures, and nothing else.

Range: from the eight curves through the corners of the rounding. That is all of them,
since two such curves cross at most twice (Descartes' rule of signs for sums of powers):
with one figure moved and the other two held, the curve moves to one side everywhere beyond
them, and so do floor and exponent.

Assumptions: the form, which three figures cannot test; rounding is all that is wrong.

Failure modes: figures that may be straight in log x, or bend the other way, within their
rounding have no such curve at that corner: not estimable. A floor whose range leaves out
zero says that no power law without a floor prints as these figures.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._result import Fit
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    columns,
    require_finite,
    require_range,
    require_squares,
)

N_FIGURES = 3

# Exponents times the log range of x, from nearly straight to nearly a step.
EDGES = (1e-6, 50.0)
BISECTIONS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundedCurveFit(Fit):
    """The range of curves through rounded figures; see `Fit` for status and nulls.

    Attributes:
        floor_low: Least limit of y for large x.
        floor_high: Greatest.
        exponent_low: Least exponent.
        exponent_high: Greatest.
        predicted_y_low: Least y at each scale asked for.
        predicted_y_high: Greatest.
        is_reached: Whether any curve reaches each value.
        reached_x_low: Nearest scale at which one does; None if none does.
        reached_x_high: Farthest; None where a curve never reaches it.
    """

    floor_low: float | None = None
    floor_high: float | None = None
    exponent_low: float | None = None
    exponent_high: float | None = None
    predicted_y_low: tuple[float, ...] = ()
    predicted_y_high: tuple[float, ...] = ()
    is_reached: tuple[bool, ...] = ()
    reached_x_low: tuple[float | None, ...] = ()
    reached_x_high: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class _Curve:
    """A curve in u = log(x / first x), so that powers stay near one."""

    floor: float
    amplitude: float
    exponent: float

    def at(self, u: float) -> float:
        return self.floor + self.amplitude * float(np.exp(-self.exponent * u))

    def reaches(self, y: float) -> float | None:
        """Return u at which the curve is y, None where it never is."""
        share = (y - self.floor) / self.amplitude
        return -float(np.log(share)) / self.exponent if share > 0 else None


def bound_curves(
    x: ArrayLike,
    y_low: ArrayLike,
    y_high: ArrayLike,
    *,
    predict_at: ArrayLike = (),
    reach: ArrayLike = (),
) -> RoundedCurveFit:
    """Bound all falling curves that pass between the ends of three rounded figures.

    Args:
        x: Scale of each figure, rising, shape (3,).
        y_low: Least value that rounds to the figure, shape (3,).
        y_high: Greatest, shape (3,).
        predict_at: Scales at which the range of y is wanted, shape (m,).
        reach: Values of which the range of the scale is wanted, shape (l,).

    Raises:
        ValueError: Arrays that do not match.
    """
    scale, low, high = columns(x=x, y_low=y_low, y_high=y_high)
    (targets,), (goals,) = columns(predict_at=predict_at), columns(reach=reach)
    try:
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            curves = _corner_curves(scale, low, high)
    except NotEstimableError as error:
        return RoundedCurveFit(
            n_obs=scale.size, status="not_estimable", status_reason=str(error)
        )
    first = float(scale[0])
    predicted = [
        [curve.at(float(np.log(target / first))) for curve in curves] for target in targets
    ]
    reached = [[curve.reaches(goal) for curve in curves] for goal in goals.tolist()]
    found = [[u for u in row if u is not None] for row in reached]
    return RoundedCurveFit(
        n_obs=N_FIGURES,
        floor_low=min(curve.floor for curve in curves),
        floor_high=max(curve.floor for curve in curves),
        exponent_low=min(curve.exponent for curve in curves),
        exponent_high=max(curve.exponent for curve in curves),
        predicted_y_low=tuple(min(row) for row in predicted),
        predicted_y_high=tuple(max(row) for row in predicted),
        is_reached=tuple(bool(row) for row in found),
        reached_x_low=tuple(first * float(np.exp(min(row))) if row else None for row in found),
        reached_x_high=tuple(
            None if None in row else first * float(np.exp(max(some)))
            for row, some in zip(reached, found, strict=True)
        ),
    )


def _corner_curves(scale: Floats, low: Floats, high: Floats) -> list[_Curve]:
    if scale.size != N_FIGURES:
        msg = f"{scale.size} figures, this is about {N_FIGURES}"
        raise NotEstimableError(msg)
    require_finite(scale, low, high)
    if not (scale[0] > 0 and (np.diff(scale) > 0).all()):
        msg = "the scales are not positive and rising"
        raise NotEstimableError(msg)
    u = np.log(scale / scale[0]).tolist()
    require_range(u, np.max(high) - np.min(low))
    require_squares(high - np.min(low))
    corners = product(*zip(low.tolist(), high.tolist(), strict=True))
    return [_curve_through(u, y) for y in corners]


def _curve_through(u: list[float], y: tuple[float, ...]) -> _Curve:
    """Return the curve through three points, by bisection of its exponent."""
    _, u_2, u_3 = u
    if not y[0] > y[1] > y[2]:
        msg = "the figures do not fall with the scale"
        raise NotEstimableError(msg)
    drops = (y[0] - y[1]) / (y[0] - y[2])

    def excess(bend: float) -> float:
        # The share of the drop that happens in the first part grows with the exponent.
        return float(np.expm1(-bend * u_2 / u_3) / np.expm1(-bend)) - drops

    below, above = EDGES
    if excess(below) >= 0 or excess(above) <= 0:
        msg = "the figures are straight in log x, or bend the other way"
        raise NotEstimableError(msg)
    for _ in range(BISECTIONS):
        middle = (below + above) / 2
        below, above = (middle, above) if excess(middle) < 0 else (below, middle)
    amplitude = (y[0] - y[2]) / -float(np.expm1(-below))
    return _Curve(floor=y[0] - amplitude, amplitude=amplitude, exponent=below / u_3)
