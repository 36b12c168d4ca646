"""What moved each trend. One row per specification, group and pair of snapshots."""

from scalehouse.fitting.kept import kept
from scalehouse.fitting.revisions import KEY, revision_rows
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.slope_attribution import SlopeAttribution


@kept
def model(dbt, session):
    """Split every difference among the members of both samples."""
    sides = dbt.ref("int_revisions__trend_sides").order(", ".join([*KEY, "member_id"]))
    return fit_groups(
        sides,
        KEY,
        lambda _, rows: revision_rows(rows),
        SlopeAttribution,
        member_ids=list[str],
    )
