"""The growth rate under every combination of choices. One row per snapshot and combination."""

from scalehouse.fitting.combinations import DIMENSIONS, ROW, combination_rows
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups

KEY = ["snapshot_date", "metric"]


@kept
def model(dbt, session):
    """Fit all combinations, each distinct sample of a snapshot once for each estimator."""
    combinations = dbt.ref("int_robustness__combinations").order(
        f"metric, {', '.join(DIMENSIONS)}, estimator"
    )
    members = dbt.ref("int_robustness__choice_members").order(
        "snapshot_date, metric, publication_year, ai_model_id"
    )
    chosen = dict(list(combinations.df().groupby("metric")))
    return fit_groups(
        members,
        KEY,
        lambda group, rows: combination_rows(rows, chosen[group["metric"]]),
        beside=[combinations],
        **ROW,
    )
