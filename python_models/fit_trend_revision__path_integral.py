"""What moved each trend. One row per specification, group and pair of snapshots."""

import numpy as np
import pyarrow as pa

from scalehouse.fitting import why_too_few
from scalehouse.fitting.kept import kept
from scalehouse.stats.slope_attribution import SlopeAttribution, attribute_slope_change

KEY = ["specification", "group_name", "old_snapshot_date", "new_snapshot_date"]
SIDES = ["old_years", "old_metric_oom", "new_years", "new_metric_oom"]
SPLIT = {
    "n_obs": pa.int64(),
    "n_obs_before": pa.int64(),
    "status": pa.string(),
    "status_reason": pa.string(),
    "old_slope_oom_per_year": pa.float64(),
    "new_slope_oom_per_year": pa.float64(),
    "contributions_oom_per_year": pa.list_(pa.float64()),
}


@kept
def model(dbt, session):
    """Split every difference among the members of both samples."""
    pairs = dbt.ref("int_revisions__trend_pairs").order(", ".join(KEY)).to_arrow_table()
    return pa.Table.from_pylist(
        [
            {name: pair[name] for name in KEY}
            | split(pair).as_row()
            | {"member_ids": pair["member_ids"]}
            for pair in pairs.to_pylist()
        ],
        # a single snapshot has no pairs, but its table has columns all the same
        schema=pa.schema(
            [pairs.field(name) for name in (*KEY, "member_ids")] + list(SPLIT.items())
        ),
    )


def split(pair):
    """Split one difference, unless a sample has fewer models than its trend asks for."""
    for period in ("before", "after"):
        if reason := why_too_few(pair[f"n_{period}"], pair["min_obs"]):
            return SlopeAttribution(
                n_obs=pair["n_after"],
                n_obs_before=pair["n_before"],
                status="not_estimable",
                status_reason=f"{period}: {reason}",
            )
    # a member that one sample lacks has null there, which becomes NaN
    return attribute_slope_change(*(np.array(pair[name], dtype=float) for name in SIDES))
