"""Which models carry a trend of an estimated cost. One row per trend and rank."""

from scalehouse.fitting import rule_values
from scalehouse.fitting.growth import KEY
from scalehouse.fitting.influences import ROW, influence_rows
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups

ORDER = [*KEY, "member_year", "member_id"]
COLUMNS = [*ORDER, "metric_oom", "min_obs"]


@kept
def model(dbt, session):
    """Leave each member of each sample out in one pass, and keep the most influential."""
    table = dbt.ref("robustness_rules")
    rules = rule_values(table)
    n_named = int(rules["influential_members_max"])
    samples = dbt.ref("int_trends__estimated_cost_samples").select(", ".join(COLUMNS))
    return fit_groups(
        samples.order(", ".join(ORDER)),
        KEY,
        lambda _, rows: influence_rows(rows, n_named),
        beside=[table],
        **ROW,
    )
