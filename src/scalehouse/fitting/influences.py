"""Rows of one trend: the members without which its slope changes most."""

import numpy as np

from scalehouse.fitting import Sample, why_too_few
from scalehouse.stats.influence import leave_one_out

# The types of the rows that `influence_rows` returns.
ROW = {
    "n_obs": int,
    "status": str,
    "status_reason": str,
    "influence_rank": int,
    "member_id": str,
    "slope_oom_per_year": float,
    "slope_without_oom_per_year": float,
    "leverage": float,
    "dfbetas": float,
}


def influence_rows(rows: Sample, n_named: int) -> list[dict[str, object]]:
    """Name the members without which the slope changes most, the first one first.

    Args:
        rows: Year, log10 value and id of each member in the order of time, and the fewest
            members that the specification asks for.
        n_named: How many members to name.
    """
    fit = leave_one_out(rows["member_year"], rows["metric_oom"])
    reason = why_too_few(fit.n_obs, rows.first["min_obs"]) or fit.status_reason
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
            "member_id": rows["member_id"][position],
            "slope_oom_per_year": fit.slope_oom_per_year,
            "slope_without_oom_per_year": fit.slope_without_oom_per_year[position],
            "leverage": fit.leverage[position] if fit.leverage else None,
            "dfbetas": fit.dfbetas[position] if fit.dfbetas else None,
        }
        for rank, position in enumerate(order[:n_named].tolist(), 1)
    ]
