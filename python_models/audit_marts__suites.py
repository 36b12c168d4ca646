"""What the suites find in the marts. One row per mart, expectation and column."""

from scalehouse.quality.marts import audit


def model(dbt, session):
    """Hold the marts against their suites, as of the newest snapshot."""
    runs = dbt.ref("fct_training_runs")
    found = audit(
        {
            "fct_training_runs": runs,
            "fct_growth_trends": dbt.ref("fct_growth_trends"),
            "dim_hardware": dbt.ref("dim_hardware"),
        }
    )
    return found.assign(snapshot_date=runs.max("snapshot_date").fetchone()[0])
