"""What every fit hands back: a sample size, a status, and null where no estimate exists."""

import math
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np

from scalehouse.stats._sample import Floats

Status = Literal["estimated", "not_estimable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The part common to all results.

    Scalars that could not be estimated are None and curves are empty, so that a row of
    the warehouse holds null and never NaN.

    Attributes:
        n_obs: Observations given to the fit.
        status: `estimated`, or `not_estimable` when the data do not determine the answer.
        status_reason: Why not, in plain words; None when estimated.
    """

    n_obs: int
    status: Status = "estimated"
    status_reason: str | None = None

    def as_row(self) -> dict[str, object]:
        """Return the fields as one row of plain values; curves become lists."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in row.items()
        }


def finite(value: float) -> float | None:
    """Return a plain float, or None for a value that is not a finite number."""
    return float(value) if math.isfinite(value) else None


def finite_curve(values: Floats) -> tuple[float, ...]:
    """Return a curve as plain floats, or an empty one where a point is not finite."""
    return tuple(values.tolist()) if np.isfinite(values).all() else ()
