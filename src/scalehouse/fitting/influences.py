"""Rows of one trend: the members without which its slope changes most."""

import duckdb
import numpy as np
import pyarrow as pa

from scalehouse.fitting import Sample, rule_values, why_too_few
from scalehouse.fitting.growth import KEY
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.influence import leave_one_out

ORDER = [*KEY, "member_year", "member_id"]
COLUMNS = [*ORDER, "metric_oom", "min_obs"]
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


def fit_influence(samples: duckdb.DuckDBPyRelation, table: duckdb.DuckDBPyRelation) -> pa.Table:
    """Leave each member of every trend out in one pass, and name the most influential.

    Args:
        samples: Members of the trends.
        table: The rules of robustness.
    """
    n_named = int(rule_values(table)["influential_members_max"])
    return fit_groups(
        samples.select(", ".join(COLUMNS)).order(", ".join(ORDER)),
        KEY,
        lambda _, rows: influence_rows(rows, n_named),
        beside=[table],
        **ROW,
    )


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
