"""Which models carry a trend of an estimated cost. One row per trend and rank."""

from scalehouse.fitting.influences import fit_influence
from scalehouse.fitting.kept import kept


@kept
def model(dbt, session):
    """Leave each member of each sample out in one pass, and keep the most influential."""
    return fit_influence(
        dbt.ref("int_trends__estimated_cost_samples"), dbt.ref("robustness_rules")
    )
