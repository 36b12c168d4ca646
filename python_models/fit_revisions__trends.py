"""What moved each trend. One row per specification, group and pair of snapshots."""

import numpy as np

from scalehouse.fitting import why_too_few
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_rows
from scalehouse.stats.slope_attribution import SlopeAttribution, attribute_slope_change

KEY = ["specification", "group_name", "old_snapshot_date", "new_snapshot_date"]
SIDES = ["old_years", "old_metric_oom", "new_years", "new_metric_oom"]


@kept
def model(dbt, session):
    """Split every difference among the members of both samples."""
    pairs = dbt.ref("int_revisions__trend_pairs").order(", ".join(KEY))
    return fit_rows(
        pairs,
        KEY,
        lambda _, pair: {"member_ids": pair["member_ids"]} | split(pair).as_row(),
        SlopeAttribution,
        member_ids=list[str],
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
