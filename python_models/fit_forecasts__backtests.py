"""How good past forecasts were. One row per forecast, snapshot, origin and horizon."""

import numpy as np

from scalehouse.fitting.backtests import ROW, score_rows
from scalehouse.fitting.kept import kept
from scalehouse.fitting.tables import as_table

ORIGIN = ["forecast_specification", "snapshot_date", "origin_date", "origin_kind"]


@kept
def model(dbt, session):
    """Refit each snapshot at each origin and score on what the newest snapshot holds."""
    specifications = dbt.ref("forecast_specifications").to_arrow_table().to_pylist()
    origins = dbt.ref("int_forecasts__origins").order(", ".join(ORIGIN[:3])).to_arrow_table()
    samples = {}
    for sample in dbt.ref("int_forecasts__samples").to_arrow_table().to_pylist():
        members = np.array([sample["member_years"], sample["metric_oom"]])
        name = sample["forecast_specification"]
        samples[name, sample["snapshot_date"]] = members
        if sample["is_newest"]:
            samples[name, "newest"] = members
    return as_table(
        [
            {column: origin[column] for column in ORIGIN} | row
            for origin in origins.to_pylist()
            for specification in specifications
            if specification["forecast_specification"] == origin["forecast_specification"]
            for row in score_rows(
                samples.get((origin["forecast_specification"], origin["snapshot_date"])),
                samples[origin["forecast_specification"], "newest"],
                origin["origin_year"],
                specification | {"newest_year": origin["newest_year"]},
            )
        ],
        origins,
        ORIGIN,
        **ROW,
    )
