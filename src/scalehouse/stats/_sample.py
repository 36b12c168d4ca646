"""Checks on what a fit is given: wrong calls raise, poor data gets a plain reason."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# A line needs a point beyond the two that always fit it, at a third position: with two
# positions only, a lone point at one of them has leverage 1 and its error is unknowable.
MIN_POINTS = 3


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


def why_not_finite(*arrays: Floats) -> str | None:
    """Say how many observations hold a value that is not a finite number, if any do."""
    whole = np.logical_and.reduce([np.isfinite(array) for array in arrays])
    if whole.all():
        return None
    return f"{np.count_nonzero(~whole)} of {whole.size} observations are not finite numbers"


def why_no_line(x: Floats, y: Floats, x_name: str) -> str | None:
    """Say why no straight line with an error can be fitted, or None when one can.

    Args:
        x: Positions, shape (n,).
        y: Values, shape (n,).
        x_name: What the positions are, for the reason.
    """
    if x.size < MIN_POINTS:
        return f"{x.size} observations, a line with an error needs {MIN_POINTS}"
    if reason := why_not_finite(x, y):
        return reason
    n_positions = np.unique(x).size
    if n_positions < MIN_POINTS:
        return f"{n_positions} distinct {x_name}, a line with an error needs {MIN_POINTS}"
    return None
