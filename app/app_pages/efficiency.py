"""Does training get cheaper and more efficient?"""

import numpy as np
import streamlit as st

from lib import controls, export, growth, metrics, page, records, text, trends, warehouse

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

page.question("Does training get cheaper and more efficient?")
with st.container(horizontal=True, gap="medium"):
    snapshot = controls.snapshot()
    metric = controls.one_of(
        "Metric", {name: metrics.label(name) for name in METRICS}, "metric"
    )
    models = controls.models()
    chosen = controls.filters(*controls.OPTIONS)

date, source = snapshot["snapshot"], export.Source.of_snapshot(snapshot)
within = metrics.within(metric)


def sentence(trend: trends.Trend, of: str) -> str:
    """Say by which factor the metric changes a year."""
    factor = text.with_interval(trend, "growth_factor_per_year", "a year")
    return f"{metrics.label(metric)}{f' ({of})' if of else ''} changes by a factor of {factor}"


trend, no_trend = growth.show(
    metric, snapshot, chosen, models=models, years="all", color="green", sentence=sentence
)

st.subheader("Is it scale, or is it time?", anchor=False)
elasticities = warehouse.query(ELASTICITIES, snapshot=date, metric=metric)
names = (
    "On "
    + elasticities["scale_metric"].map(metrics.within)
    + np.where(elasticities["has_date"], ", date held fixed", "")
    + np.where(elasticities["has_curvature"], ", with curvature", "")
    + np.where(elasticities["specification"].str.contains("from_2015"), ", from 2015", "")
)
page.estimates(
    elasticities,
    "elasticity",
    names,
    colors=np.where(elasticities["has_date"], "vermilion", "blue"),
    axis=f"Elasticity of {within} on scale",
    drawn={"reference": 0},
    reason=f"No elasticity of {within} is estimated in the snapshot {date}.",
    name="elasticities",
    title=f"How {within} moves with scale",
    source=source,
    alt_text=f"Elasticities of {within} on scale, with their intervals",
    note="An elasticity of -0.1: ten times the scale, 21% less. What scale alone seems to do "
    "(blue) is partly time, as later models are larger (vermilion: date held fixed).",
)

st.subheader("Do estimates of cost agree with published ones?", anchor=False)
costs = warehouse.query(COSTS, snapshot=date)
ours, theirs = (costs[side].map(COST_METHODS) for side in ("cost_method", "published_method"))
page.estimates(
    costs,
    "median_ratio",
    ours + " / " + theirs,
    colors=costs["cost_method"].map(COST_COLORS),
    axis="Estimated over published cost (median)",
    drawn={"reference": 1, "is_log": True},
    reason=f"No cost can be compared in the snapshot {date}.",
    name="costs",
    title="Estimated over published cost of training",
    source=source,
    alt_text="Median ratio of estimated to published training cost, by method",
    note="1 is agreement. Published costs are mostly amortised estimates themselves; what the "
    "cloud would charge on demand is several times as much.",
)

page.how_we_know(
    f"""
- **Data.** {page.preserved(snapshot)}
- **Metric.** A ratio of published figures, never of imputed ones; null when one is missing.
- **Trend.** {trends.method(trend) if trend is not None else f"None: {no_trend}."}
- **Scale or time.** Log-log regression with HC3 errors; where both sides hold compute, an
  error in it pushes the elasticity towards -1.
- **Costs.** Median of the ratio with its rank interval; five methods that are never mixed.
""",
    {
        "The points": records.statement(metric, snapshot=date, models=models, **chosen),
        "The elasticities": (ELASTICITIES, {"snapshot": date, "metric": metric}),
        "The costs": (COSTS, {"snapshot": date}),
    },
    source,
)
