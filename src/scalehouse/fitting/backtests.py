"""Rows of one refit at a past date: how the trend and its benchmark turned out."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scalehouse.stats.forecast import Score, backtest_growth

# Years and log10 values of the members, shape (2, n).
Members = NDArray[np.float64]

RESULT = ["n_obs", "status", "status_reason", "n_scored"]
METHODS = {"trend": "", "naive": "benchmark_"}
SCORES = {
    "pinball_loss_oom": "pinball_loss_oom",
    "scored_coverage_share": "coverage_share",
    "mean_error_oom": "mean_error_oom",
}
# The types of the rows that `score_rows` returns.
ROW = {
    "horizon_years": int,
    "method_name": str,
    "nominal_coverage_share": float,
    "skill": float,
    "n_obs": int,
    "status": str,
    "status_reason": str,
    "n_scored": int,
    **dict.fromkeys(SCORES, float),
}


def score_rows(
    known: Members | None, newest: Members, origin_year: float, specification: Mapping[str, Any]
) -> list[dict[str, object]]:
    """Score one refit, for the trend and for what it has to beat.

    Args:
        known: Sample of the snapshot of the origin; None when it has no sample.
        newest: Sample of the newest snapshot.
        origin_year: Fractional year until which models are fitted.
        specification: Horizon, quantile levels, benchmark and fewest members.
    """
    fit = _refit(known, newest, origin_year, specification).as_row()
    return [
        {
            "horizon_years": specification["horizon_years"],
            "method_name": method,
            "nominal_coverage_share": fit["nominal_coverage_share"],
            "skill": fit["skill"] if method == "trend" else None,
        }
        | {column: fit[column] for column in RESULT}
        | {column: fit[part + field] for column, field in SCORES.items()}
        for method, part in METHODS.items()
    ]


def _refit(
    known: Members | None, newest: Members, origin_year: float, specification: Mapping[str, Any]
) -> Score:
    """Fit what a snapshot knew by the origin, score what the newest knows since."""
    ends = origin_year + specification["horizon_years"]
    if known is None:
        return _unscored("no model meets the specification")
    known = known[:, known[0] <= origin_year]
    if ends > specification["newest_year"]:
        return _unscored("the horizon ends after the newest snapshot", known.shape[1])
    later = newest[:, (newest[0] > origin_year) & (newest[0] <= ends)]
    years, values = np.concatenate([known, later], axis=1)
    return backtest_growth(
        years,
        values,
        origin_years=[origin_year],
        horizon_years=specification["horizon_years"],
        quantile_levels=specification["quantile_levels"],
        benchmark=specification["benchmark"],
        min_points=specification["min_points"],
    ).origins[0]


def _unscored(reason: str, n_obs: int = 0) -> Score:
    return Score(n_obs=n_obs, status="not_estimable", status_reason=reason)
