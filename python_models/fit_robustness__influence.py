"""Which models carry a trend. One row per specification, snapshot, group and rank."""

from scalehouse.fitting.influences import ROW, influence_rows
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_rows

KEY = ["specification", "snapshot_date", "group_name"]


@kept
def model(dbt, session):
    """Leave each member of each sample out in one pass, and keep the most influential."""
    trends = dbt.ref("int_robustness__trends").order(", ".join(KEY))
    return fit_rows(trends, KEY, lambda _, trend: influence_rows(trend), **ROW)
