"""Rows of one trend: the members without which its slope changes most."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from scalehouse.fitting import why_too_few
from scalehouse.stats.influence import leave_one_out

# The types of the rows that `influence_rows` gives.
ROW = {
    "n_obs": int,
    "status": str,
    "status_reason": str,
    "influence_rank": int,
    "member_id": str,
    "member_name": str,
    "slope_oom_per_year": float,
    "slope_without_oom_per_year": float,
    "leverage": float,
    "dfbetas": float,
}


def influence_rows(trend: Mapping[str, Any]) -> list[dict[str, object]]:
    """Name the members without which the slope changes most, the first one first.

    Args:
        trend: Its members' years, log10 values, ids and names as lists, the fewest members
            and how many to name.
    """
    fit = leave_one_out(trend["member_years"], trend["metric_oom"])
    reason = why_too_few(fit.n_obs, trend["min_obs"]) or fit.status_reason
    common: dict[str, object] = {
        "n_obs": fit.n_obs,
        "status": "not_estimable" if reason else "estimated",
        "status_reason": reason,
    }
    if reason:
        return [common | {"influence_rank": 1}]
    without = np.array(fit.slope_without_oom_per_year)
    # Members of equal influence keep their order in time.
    order = np.argsort(-np.abs(without - fit.slope_oom_per_year), kind="stable")
    return [
        common
        | {
            "influence_rank": rank,
            "member_id": trend["member_ids"][position],
            "member_name": trend["member_names"][position],
            "slope_oom_per_year": fit.slope_oom_per_year,
            "slope_without_oom_per_year": fit.slope_without_oom_per_year[position],
            "leverage": fit.leverage[position] if fit.leverage else None,
            "dfbetas": fit.dfbetas[position] if fit.dfbetas else None,
        }
        for rank, position in enumerate(order[: trend["influential_members_max"]].tolist(), 1)
    ]
