"""Which models carry a trend. One row per specification, snapshot, group and rank."""

import numpy as np
import pyarrow as pa

from scalehouse.fitting import why_too_few
from scalehouse.fitting.kept import kept
from scalehouse.stats.influence import leave_one_out

KEY = ["specification", "snapshot_date", "group_name"]


@kept
def model(dbt, session):
    """Leave each member of each sample out in one pass, and keep the most influential."""
    trends = dbt.ref("int_robustness__trends").order(", ".join(KEY)).to_arrow_table()
    return pa.Table.from_pylist(
        [
            {name: trend[name] for name in KEY} | row
            for trend in trends.to_pylist()
            for row in influential(trend)
        ]
    )


def influential(trend):
    """Name the members without which the slope changes most, the first one first."""
    fit = leave_one_out(trend["member_years"], trend["metric_oom"])
    reason = why_too_few(fit.n_obs, trend["min_obs"]) or fit.status_reason
    common = {
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
