"""Unit costs and efficiencies: how the page reads the marts and names their rows."""

import numpy as np
import pandas as pd

from lib import metrics, text, trends

METRICS = (
    "cost_per_flop_usd_2023",
    "compute_per_usd_2023_flop",
    "compute_per_joule_flop",
    "compute_per_watt_flop",
    "cost_per_parameter_usd_2023",
)

ELASTICITIES = """
select *
from fct_scale_elasticities
where
    snapshot_date = cast($snapshot as date)
    and metric = $metric
    and status = 'estimated'
order by scale_metric desc, has_date, has_curvature, specification
"""

COSTS = """
select *
from fct_cost_estimate_checks
where
    snapshot_date = cast($snapshot as date)
    and status = 'estimated'
order by published_method desc, median_ratio
"""

COST_METHODS = {
    "amortised_estimate": "Amortised hardware",
    "cloud_committed_estimate": "Cloud, committed",
    "cloud_estimate": "Cloud, on demand",
    "reported_usd_2020": "published, 2020 $",
    "reported_usd_2023": "published, 2023 $",
    "reported_cloud": "published, cloud",
}
COST_COLORS = {
    "amortised_estimate": "green",
    "cloud_committed_estimate": "blue",
    "cloud_estimate": "vermilion",
}


def finding(metric: str, snapshot: str) -> str:
    """Say by which factor a unit cost or an efficiency of all AI models changes a year."""
    trend, reason = trends.of_filters(metric, snapshot, {})
    if trend is None or trend["status"] != "estimated":
        why = reason or (trend["status_reason"] if trend else "")
        return f"{metrics.label(metric)} has no trend here: {why}"
    return sentence(metric, trend, "")


def sentence(metric: str, trend: trends.Trend, of: str) -> str:
    """Say by which factor a metric changes a year, for the models that filters leave."""
    factor = text.with_interval(trend, "growth_factor_per_year", "a year")
    return f"{metrics.label(metric)}{f' ({of})' if of else ''} changes by a factor of {factor}"


def elasticity_names(elasticities: pd.DataFrame) -> pd.Series:
    """Name elasticities by the scale that they are on, and by what is held fixed."""
    return (
        elasticities["scale_metric"]
        .map(metrics.label)
        .str.removeprefix("Training ")
        .str.capitalize()
        + np.where(elasticities["has_date"], ", date fixed", "")
        + np.where(elasticities["has_curvature"], ", curved", "")
        + np.where(elasticities["specification"].str.contains("from_2015"), ", 2015+", "")
    )


def cost_names(costs: pd.DataFrame) -> pd.Series:
    """Name comparisons of costs by both methods."""
    ours, theirs = (costs[f"{side}_method"].map(COST_METHODS) for side in ("cost", "published"))
    return ours + " / " + theirs
