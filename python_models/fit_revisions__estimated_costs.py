"""What moved each trend of an estimated cost. One row per trend and pair of snapshots."""

from scalehouse.fitting.kept import kept
from scalehouse.fitting.revisions import fit_revisions


@kept
def model(dbt, session):
    """Split every difference among the members of both samples."""
    return fit_revisions(dbt.ref("int_revisions__estimated_cost_sides"))
