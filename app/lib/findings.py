"""What the warehouse finds, each as one sentence with its interval and n.

A page states its finding with the same function as the overview does.
"""

import pandas as pd

from lib import metrics, text, trends, warehouse

LARGEST_RUNS = """
select
    *,
    missing_compute_bound_share_low as bound_low,
    missing_compute_bound_share_high as bound_high
from fct_access_by_compute
where
    snapshot_date = cast($snapshot as date)
    and population = $models
    and access_group = 'open_weights'
    and n_obs > 0
order by threshold_flop
"""

LAGS = """
select *
from fct_open_closed_lags
where snapshot_date = cast($snapshot as date)
order by specification
"""

GAPS = """
select
    *,
    case
        when ends_before is null then 'since ' || year(starts_on)
        when ends_before = starts_on + interval 1 year then year(starts_on)::varchar
        else
            year(starts_on) || ' to '
            || strftime(ends_before - interval 1 day, '%B %Y')
    end as period_name
from fct_parameter_gaps
where
    snapshot_date = cast($snapshot as date)
    and specification = $specification
order by period_rank
"""

DISCLOSURE = """
select
    calendar_year,
    n_obs,
    n_ai_models,
    coverage_share
from fct_metrics_by_year
where
    snapshot_date = cast($snapshot as date)
    and metric = 'training_compute_flop'
    and population = 'notable'
    and grouping_name = 'none'
    and calendar_year < year(snapshot_date)
order by calendar_year desc
limit 1
"""

GAP = "notable__closed"
LARGE = ("from_1e23", "from_1e25")
LAG = "from_2018__notable"


GROWN = {
    "compute__deep_learning": "Training compute of notable models since 2010",
    "compute__large_scale": "Training compute of large-scale models",
    "parameters__from_2018": "The size of notable models since 2018",
}


def growth(specification: str, snapshot: str) -> str:
    """Say how fast something of GROWN doubles."""
    of, trend = GROWN[specification], trends.one(specification, snapshot)
    return f"{of} {text.doubling(trend)}" if trend else f"{of} has no trend in this snapshot"


def estimated(statement: str, **asked: str) -> pd.DataFrame:
    """Return the rows of a mart that could be estimated."""
    rows = warehouse.query(statement, **asked)
    return rows[rows["status"] == "estimated"]


def efficiency(metric: str, snapshot: str) -> str:
    """Say by which factor a unit cost or an efficiency changes a year."""
    trend, reason = trends.of_filters(metric, snapshot, {})
    name = metrics.label(metric)
    if trend is None or trend["status"] != "estimated":
        return f"{name} has no trend here: {reason or trend['status_reason']}"
    factor = text.with_interval(trend, "growth_factor_per_year", "a year")
    return f"{name} changes by a factor of {factor}"


def largest_runs(snapshot: str, models: str = "notable") -> str:
    """Say how open the training runs above the lowest and a high threshold are."""
    found = estimated(LARGEST_RUNS, snapshot=snapshot, models=models).to_dict("records")
    if not found:
        return "Access is not stated in this snapshot"
    shares = [
        f"{text.share(row, 'access_share')} from {text.flop(row['threshold_flop'])} on"
        for row in found
        if row["threshold_name"] in LARGE
    ]
    return f"Open weights are {' and '.join(shares)}, among models whose access is stated"


def lag(snapshot: str) -> str:
    """Say how far open weights lag behind closed models in training compute."""
    rows = warehouse.query(LAGS, snapshot=snapshot).set_index("specification")
    row = rows.loc[LAG] if LAG in rows.index else None
    if row is None or row["status"] != "estimated":
        return "Open and closed models cannot be compared in this snapshot"
    return (
        "Open weights reach the training compute of closed models after "
        f"{text.with_interval(row, 'lag_months', 'months')}"
    )


def gap(snapshot: str, specification: str = GAP) -> str:
    """Say how many models lie between 20 and 70 billion parameters, against a smooth curve."""
    rows = warehouse.query(GAPS, snapshot=snapshot, specification=specification)
    rows = rows.set_index("period")
    estimated = rows[rows["status"] == "estimated"]
    if estimated.empty:
        return "Too few models of a known size to look for a gap in this snapshot"
    row = estimated.iloc[-1]
    low, high = (row[f"gap_{end}_parameters"] / 1e9 for end in ("low", "high"))
    unit = "times what a smooth distribution expects"
    ratio = text.with_interval(row, "observed_to_expected", unit)
    of = f"Models of {low:g} to {high:g} billion parameters, {row['period_name']}"
    return f"{of}, number {ratio}"


def disclosure(snapshot: str) -> str:
    """Say how often training compute is known in the last whole year."""
    ((_, row),) = warehouse.query(DISCLOSURE, snapshot=snapshot).iterrows()
    return (
        f"Training compute is known for {row['coverage_share']:.0%} of the notable models of "
        f"{row['calendar_year']:.0f} ({row['n_obs']:.0f} of {row['n_ai_models']:.0f})"
    )
