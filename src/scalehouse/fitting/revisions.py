"""Row of one pair of snapshots: what moved a trend from the older to the newer."""

import duckdb
import numpy as np
import pyarrow as pa

from scalehouse.fitting import Sample, why_too_few
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.slope_attribution import SlopeAttribution, attribute_slope_change

KEY = ["specification", "group_name", "old_snapshot_date", "new_snapshot_date"]


def fit_revisions(sides: duckdb.DuckDBPyRelation) -> pa.Table:
    """Split the difference of every trend between two snapshots among the members of both.

    Args:
        sides: Members of a trend in either snapshot, the arguments of `revision_rows`.
    """
    return fit_groups(
        sides.order(", ".join([*KEY, "member_id"])),
        KEY,
        lambda _, rows: revision_rows(rows),
        SlopeAttribution,
        member_ids=list[str],
    )


def revision_rows(rows: Sample) -> list[dict[str, object]]:
    """Split the difference of a trend among the members of both samples.

    Args:
        rows: Id, year and log10 value of each member on both sides, NaN where one side lacks
            it, and the fewest members that the specification asks for.

    Returns:
        One row, or none: a group that one of the snapshots does not know has nothing to
        compare.
    """
    n_before, n_after = (
        int(np.isfinite(rows[year]).sum()) for year in ("old_year", "new_year")
    )
    if not n_before or not n_after:
        return []
    return [
        {"member_ids": rows["member_id"].tolist()} | _split(rows, n_before, n_after).as_row()
    ]


def _split(rows: Sample, n_before: int, n_after: int) -> SlopeAttribution:
    """Split one difference, unless a sample has fewer models than its trend requires."""
    for period, n_obs in (("before", n_before), ("after", n_after)):
        if reason := why_too_few(n_obs, rows.first["min_obs"]):
            return SlopeAttribution(
                n_obs=n_after,
                n_obs_before=n_before,
                status="not_estimable",
                status_reason=f"{period}: {reason}",
            )
    return attribute_slope_change(
        rows["old_year"], rows["old_metric_oom"], rows["new_year"], rows["new_metric_oom"]
    )
