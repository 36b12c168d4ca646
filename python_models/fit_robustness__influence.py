"""Which models carry a trend. One row per specification, snapshot, group and rank."""

from scalehouse.fitting.influences import ROW, influence_rows
from scalehouse.fitting.kept import kept
from scalehouse.fitting.tables import as_table

KEY = ["specification", "snapshot_date", "group_name"]


@kept
def model(dbt, session):
    """Leave each member of each sample out in one pass, and keep the most influential."""
    trends = dbt.ref("int_robustness__trends").order(", ".join(KEY)).to_arrow_table()
    return as_table(
        [
            {name: trend[name] for name in KEY} | row
            for trend in trends.to_pylist()
            for row in influence_rows(trend)
        ],
        trends,
        KEY,
        **ROW,
    )
