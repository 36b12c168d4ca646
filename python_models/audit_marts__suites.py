"""What the suites find in the marts. One row per mart, expectation and column."""

import pyarrow as pa

from scalehouse.fitting.kept import kept
from scalehouse.quality.marts import audit


@kept
def model(dbt, session):
    """Hold the marts against their suites, as of the newest snapshot."""
    runs = dbt.ref("fct_training_runs")
    found = audit(
        {
            "fct_training_runs": runs,
            "fct_growth_trends": dbt.ref("fct_growth_trends"),
            "dim_hardware": dbt.ref("dim_hardware"),
        },
        is_bulk=dbt.config.meta_get("is_bulk"),
    )
    newest = runs.max("snapshot_date").fetchone()[0]
    return pa.Table.from_pandas(found.assign(snapshot_date=newest), preserve_index=False)
