"""The row of one question under one scenario: what unpublished values could change."""

from collections.abc import Mapping
from typing import Any, TypedDict

import numpy as np

from scalehouse.fitting import Sample
from scalehouse.stats._result import Fit
from scalehouse.stats._sample import Floats
from scalehouse.stats.missingness import (
    bound_share,
    fit_contrast_under_missing,
    fit_slope_under_missing,
)

COLUMNS = {
    "estimate": "{}",
    "estimate_bound_low": "{}_bound_low",
    "estimate_bound_high": "{}_bound_high",
    "selected_estimate": "selected_{}",
    "selected_estimate_ci_low": "selected_{}_ci_low",
    "selected_estimate_ci_high": "selected_{}_ci_high",
}
# The types of the row that `bounds_row` returns.
ROW = {
    "n_obs": int,
    "n_missing": int,
    "status": str,
    "status_reason": str,
    **dict.fromkeys(["tipping_delta_oom", *COLUMNS], float),
}


class Limits(TypedDict):
    """Between which values the missing lie, as the fits take it."""

    limits_oom: tuple[float, float]
    limits_around_expected: bool
    ci_level: float


def bounds_row(members: Sample, question: Mapping[str, Any]) -> dict[str, object]:
    """Return the observed estimate, its bounds and what a selection would make of it.

    Args:
        members: Who could have published, with a value where one was.
        question: Its kind and what its scenario assumes of the missing.
    """
    fit, quantity = FITS[question["kind"]]
    row = fit(members, question).as_row()
    return (
        {name: row[name] for name in ("n_obs", "n_missing", "status", "status_reason")}
        | {"tipping_delta_oom": row.get("tipping_delta_oom")}
        | {name: row.get(column.format(quantity)) for name, column in COLUMNS.items()}
    )


def _slope(members: Sample, question: Mapping[str, Any]) -> Fit:
    values = members["metric_oom"].astype(float)
    return fit_slope_under_missing(
        members["publication_year"],
        values,
        **_limits(values, question),
        delta_oom=_delta(question),
    )


def _contrast(members: Sample, question: Mapping[str, Any]) -> Fit:
    values = members["metric_oom"].astype(float)
    is_second = members["is_second_group"].astype(bool)
    return fit_contrast_under_missing(
        values[~is_second],
        values[is_second],
        **_limits(values, question),
        first_delta_oom=_delta(question),
        second_delta_oom=_delta(question),
    )


def _share(members: Sample, _: Mapping[str, Any]) -> Fit:
    known = [over for over in members["is_over_threshold"] if over is not None]
    n_yes = sum(map(bool, known))
    return bound_share(n_yes, len(known) - n_yes, len(members) - len(known))


def _limits(values: Floats, question: Mapping[str, Any]) -> Limits:
    """Say between which values, or distances from the expected, the missing lie."""
    known = values[~np.isnan(values)]
    around = question["limits_basis"] == "expected"
    low, high = 0.0, 0.0
    if around:
        high = question["limits_half_width_oom"]
        low = -high
    elif known.size:
        low, high = float(known.min()), float(known.max())
    return {
        "limits_oom": (low, high),
        "limits_around_expected": around,
        "ci_level": question["ci_level"],
    }


def _delta(question: Mapping[str, Any]) -> float:
    """Say how much larger the missing are; nothing where the scenario does not say."""
    return float(np.nan_to_num(question["delta_oom"]))


FITS = {
    "slope": (_slope, "slope_oom_per_year"),
    "contrast": (_contrast, "difference_oom"),
    "share": (_share, "share"),
}
