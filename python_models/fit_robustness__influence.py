"""Which models carry a trend. One row per specification, snapshot, group and rank."""

from scalehouse.fitting.influences import fit_influence
from scalehouse.fitting.kept import kept


@kept
def model(dbt, session):
    """Leave each member of each sample out in one pass, and keep the most influential."""
    return fit_influence(dbt.ref("int_trends__samples"), dbt.ref("robustness_rules"))
