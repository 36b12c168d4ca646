"""The metrics of training runs: their labels and units, and how values are written."""

import pandas as pd

from lib import text, warehouse

# Axes write dollars and sizes themselves, and a label says what it counts.
UNITS = {"flop": "FLOP", "hours": "hours", "w": "W", "kwh": "kWh"}
METRICS = "select * from dim_metrics order by scaling_rank"


def known() -> pd.DataFrame:
    """Return the metrics that `fct_metrics_by_year` has, by name: label, unit, reason."""
    return warehouse.query(METRICS).set_index("metric")


def label(metric: str) -> str:
    """Return a metric's heading: Training compute."""
    return str(known().loc[metric, "metric_label"])


def titled(metric: str) -> str:
    """Return a metric's heading with the unit that its axis does not write."""
    written = UNITS.get(unit(metric))
    return f"{label(metric)} ({written})" if written else label(metric)


def within(metric: str) -> str:
    """Return a metric's name within a sentence: cost per FLOP."""
    heading = label(metric)
    return f"{heading[0].lower()}{heading[1:]}"


def unit(metric: str) -> str:
    """Return a metric's unit, as the warehouse writes it: flop."""
    return str(known().loc[metric, "unit"])


def written(values: pd.Series, metric: str) -> pd.Series:
    """Write the values of a metric with their unit."""
    of = unit(metric)
    return values.map(lambda value: text.amount(value, of))
