"""Rows of the specification curve: every combination of choices on one snapshot."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scalehouse.fitting import Sample, why_too_few
from scalehouse.stats._result import Fit
from scalehouse.stats._sample import Floats
from scalehouse.stats.quantile_trend import fit_quantile_trend
from scalehouse.stats.specification_curve import fit_specifications
from scalehouse.stats.theil_sen import fit_theil_sen

DIMENSIONS = {
    "start_option": "start",
    "outlier_option": "outliers",
    "population_option": "population",
    "task_domain_option": "task_domain",
    "model_option": "model_rule",
    "date_basis_option": "date_basis",
}
# The date on the time axis: a choice of its own, beside which models are kept.
YEARS = {"publication": "publication_year", "training_start": "training_start_year"}
RESULT = ["n_obs", "status", "status_reason", "slope_oom_per_year"]
BOUNDS = ["slope_oom_per_year_ci_low", "slope_oom_per_year_ci_high"]
HC3_BOUNDS = ["slope_oom_per_year_hc3_ci_low", "slope_oom_per_year_hc3_ci_high"]
# The types of the rows that `combination_rows` returns.
ROW = {
    **dict.fromkeys([*DIMENSIONS, "estimator"], str),
    "sample_number": int,
    "is_repeated": bool,
    "n_obs": int,
    "status": str,
    "status_reason": str,
    **dict.fromkeys(["slope_oom_per_year", *BOUNDS], float),
}


def combination_rows(members: Sample, combinations: pd.DataFrame) -> list[dict[str, Any]]:
    """Fit each distinct sample once for each estimator, and return a row for each combination.

    Args:
        members: Models of one snapshot and metric, each with the choices that keep it.
        combinations: One option of every dimension and an estimator a row, with its place
            among those of which one sample may be.
    """
    ci_level, min_obs = combinations["ci_level"].iloc[0], combinations["min_obs"].iloc[0]
    values = members["metric_oom"]
    rows: list[dict[str, Any]] = []
    n_samples = 0
    for basis, part in combinations.groupby("date_basis_option"):
        years = members[YEARS[str(basis)]]
        samples, numbers = _distinct(_kept(members, part))
        fits = _fits(years, values, samples, ci_level)
        ranks = part.assign(number=numbers).groupby(["estimator", "number"])
        first = ranks["combination_rank"].min().to_dict()
        rows += [
            {column: combination[column] for column in [*DIMENSIONS, "estimator"]}
            | {
                "sample_number": n_samples + number,
                "is_repeated": combination["combination_rank"]
                > first[combination["estimator"], number],
            }
            | _enough(fits[combination["estimator"]][number], min_obs)
            for combination, number in zip(part.to_dict("records"), numbers, strict=True)
        ]
        n_samples += len(samples)
    return rows


def _fits(
    years: Floats, values: Floats, samples: NDArray[np.bool], ci_level: float
) -> dict[str, list[dict[str, Any]]]:
    """Fit every sample by every estimator."""
    curve = fit_specifications(years, values, samples, ci_level=ci_level)
    return {
        "ols": [_renamed(fit, HC3_BOUNDS) for fit in curve.specifications],
        "theil_sen": [
            _renamed(fit_theil_sen(years[sample], values[sample], ci_level=ci_level), BOUNDS)
            for sample in samples
        ],
        "median": [
            _renamed(
                fit_quantile_trend(
                    years[sample], values[sample], quantile=0.5, ci_level=ci_level
                ),
                BOUNDS,
            )
            for sample in samples
        ],
    }


def _kept(members: Sample, combinations: pd.DataFrame) -> NDArray[np.bool]:
    """Say which members each combination keeps, shape (combinations, members)."""
    chosen_by = [set(choices) for choices in members["choices"]]
    kept = np.ones((len(combinations), len(members)), dtype=bool)
    for column, dimension in DIMENSIONS.items():
        for option, positions in combinations.groupby(column).indices.items():
            kept[positions] &= [f"{dimension}/{option}" in choices for choices in chosen_by]
    return kept


def _distinct(kept: NDArray[np.bool]) -> tuple[NDArray[np.bool], list[int]]:
    """Return the distinct rows in order and the number of each row among them.

    numpy.unique does the same along an axis, where it compares rows value by value.
    """
    rows = {row.tobytes(): row for row in kept}
    numbers = {code: number for number, code in enumerate(sorted(rows))}
    return np.array([rows[code] for code in numbers]), [numbers[row.tobytes()] for row in kept]


def _renamed(fit: Fit, bounds: list[str]) -> dict[str, Any]:
    """Keep what all estimators have in common, the bounds under one name."""
    row = fit.as_row()
    return {name: row[name] for name in RESULT} | {
        name: row[bound] for name, bound in zip(BOUNDS, bounds, strict=True)
    }


def _enough(row: dict[str, Any], min_obs: int) -> dict[str, Any]:
    """Leave a row as it is, unless it has fewer models than the headline requires."""
    reason = why_too_few(row["n_obs"], min_obs)
    if not reason:
        return row
    nothing = dict.fromkeys([*BOUNDS, "slope_oom_per_year"])
    return row | nothing | {"status": "not_estimable", "status_reason": reason}
