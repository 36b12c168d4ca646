"""Checks on what a fit is given: wrong calls raise, poor data gets a plain reason."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# A line needs a point beyond the two that always fit it, at a third position: with two
# positions only, a lone point at one of them has leverage 1 and its error is unknowable.
MIN_POINTS = 3

# A smaller number has a square without all its digits.
SMALLEST_SQUARED = float(np.sqrt(np.finfo(np.float64).tiny / np.finfo(np.float64).eps))


class NotEstimableError(Exception):
    """The data do not determine the answer; the message is the reason in plain words.

    Raised inside the package only: each public fit turns it into a result that says so.
    """


def check_ci_level(ci_level: float) -> None:
    """Raise ValueError unless the level is a share strictly between 0 and 1."""
    if not 0 < ci_level < 1:
        msg = f"ci_level must lie strictly between 0 and 1, got {ci_level}"
        raise ValueError(msg)


def check_at_least(name: str, value: float, minimum: float) -> None:
    """Raise ValueError when an argument is below its minimum, or not a number."""
    if not value >= minimum:
        msg = f"{name} must be at least {minimum}, got {value}"
        raise ValueError(msg)


def columns(**named: ArrayLike) -> tuple[Floats, ...]:
    """Return the arguments as one-dimensional float arrays of one length.

    Raises:
        ValueError: An argument is not one-dimensional, or the lengths differ.
    """
    arrays = {name: np.asarray(values, dtype=np.float64) for name, values in named.items()}
    for name, array in arrays.items():
        if array.ndim != 1:
            msg = f"{name} must be one-dimensional, got shape {array.shape}"
            raise ValueError(msg)
    if len({array.size for array in arrays.values()}) > 1:
        lengths = ", ".join(f"{name} {array.size}" for name, array in arrays.items())
        msg = f"lengths differ: {lengths}"
        raise ValueError(msg)
    return tuple(arrays.values())


def require_finite(*arrays: Floats) -> None:
    """Refuse observations with a value that is not a finite number."""
    whole = np.logical_and.reduce([np.isfinite(array) for array in arrays])
    if not whole.all():
        n_broken = np.count_nonzero(~whole)
        msg = f"{n_broken} of {whole.size} observations are not finite numbers"
        raise NotEstimableError(msg)


def require_points(n_obs: int, minimum: int, what: str) -> None:
    """Refuse fewer observations than the estimate needs."""
    if n_obs < minimum:
        msg = f"{n_obs} observations, {what} needs {minimum}"
        raise NotEstimableError(msg)


def require_range(*numbers: ArrayLike) -> None:
    """Refuse arithmetic that has overflowed, or lost its spread to underflow."""
    if not all(np.isfinite(number).all() for number in numbers):
        msg = "the values leave the range of floating point"
        raise NotEstimableError(msg)


def require_spread(sum_of_squares: float) -> None:
    """Refuse a sum of squares that has overflowed, or lost digits to underflow."""
    if not sum_of_squares * np.finfo(np.float64).eps >= np.finfo(np.float64).tiny:
        require_range(np.nan)
    require_range(sum_of_squares)


def require_squares(deviations: Floats) -> None:
    """Refuse deviations whose squares are lost to underflow, unless all are zero.

    Their error would come out as nothing, which is not what they say.
    """
    largest = float(np.abs(deviations).max(initial=0))
    if 0 < largest < SMALLEST_SQUARED:
        require_range(np.nan)


def require_line(x: Floats, y: Floats, x_name: str) -> None:
    """Refuse observations through which no straight line with an error can be fitted.

    Args:
        x: Positions, shape (n,).
        y: Values, shape (n,).
        x_name: What the positions are, for the reason.
    """
    require_points(x.size, MIN_POINTS, "a line with an error")
    require_finite(x, y)
    ordered = np.sort(x)
    n_positions = 1 + np.count_nonzero(ordered[1:] != ordered[:-1])
    if n_positions < MIN_POINTS:
        msg = f"{n_positions} distinct {x_name}, a line with an error needs {MIN_POINTS}"
        raise NotEstimableError(msg)
