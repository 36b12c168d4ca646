"""How likely thresholds fall. One row per forecast, snapshot, threshold, year and method."""

from scalehouse.fitting.exceedance import ROW, exceedance_rows
from scalehouse.fitting.kept import kept
from scalehouse.fitting.tables import as_table

KEY = ["forecast_specification", "snapshot_date"]


@kept
def model(dbt, session):
    """Forecast every year's end from every snapshot."""
    asked = dbt.ref("int_forecasts__thresholds").to_arrow_table().to_pylist()
    samples = dbt.ref("int_forecasts__samples").order(", ".join(KEY)).to_arrow_table()
    return as_table(
        [
            {name: sample[name] for name in KEY} | row
            for sample in samples.to_pylist()
            for row in exceedance_rows(
                sample,
                [
                    threshold
                    for threshold in asked
                    if threshold["forecast_specification"] == sample["forecast_specification"]
                ],
            )
        ],
        samples,
        KEY,
        **ROW,
    )
