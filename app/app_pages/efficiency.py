"""Does training get cheaper and more efficient?"""

import numpy as np
import streamlit as st

from lib import charts, controls, export, findings, metrics, page, records, trends, warehouse

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
label, within, of = metrics.label(metric), metrics.within(metric), controls.described(chosen)
asked = {"snapshot": date, "models": models} | chosen
points = records.points(metric, **asked)
trend, no_trend = trends.of_filters(metric, date, chosen)
if trend is None:
    finding = f"{label} is known for {len(points):,} AI models{f' ({of})' if of else ''}"
    page.finding(finding, f"No trend is drawn: {no_trend}.")
else:
    finding = findings.efficiency(metric, date)
    page.finding(finding, f"All AI models published since 2010, {page.as_of(snapshot)}.")
if points.empty:
    page.nothing(records.nothing_found(metric, of, snapshot))
    st.stop()
curves = trends.curve(trend).assign(group="trend")
colors = {"points": "green", "trend": "vermilion"}
records.over_time(points, metric, source, finding, colors=colors, curves=curves)

st.subheader("Is it scale, or is it time?", anchor=False)
elasticities = warehouse.query(ELASTICITIES, snapshot=date, metric=metric)
if elasticities.empty:
    page.nothing(f"No elasticity of {within} is estimated in the snapshot {date}.")
else:
    names = (
        "On "
        + elasticities["scale_metric"].map(metrics.within)
        + np.where(elasticities["has_date"], ", date held fixed", "")
        + np.where(elasticities["has_curvature"], ", with curvature", "")
        + np.where(elasticities["specification"].str.contains("from_2015"), ", from 2015", "")
    )
    by_date = np.where(elasticities["has_date"], "vermilion", "blue")
    page.figure(
        charts.intervals(
            charts.estimated(elasticities, "elasticity", names, by_date),
            charts.ESTIMATE,
            f"Elasticity of {within} on scale",
            reference=0,
        ),
        elasticities,
        name="elasticities",
        title=f"How {within} moves with scale",
        n=int(elasticities["n_obs"].max()),
        source=source,
        alt_text=f"Elasticities of {within} on scale, with their intervals",
        note="An elasticity of -0.1: ten times the scale, 21% less. What scale alone seems to "
        "do (blue) is partly time, as later models are larger (vermilion: date held fixed).",
    )

st.subheader("Do estimates of cost agree with published ones?", anchor=False)
costs = warehouse.query(COSTS, snapshot=date)
if costs.empty:
    page.nothing(f"No cost can be compared in the snapshot {date}.")
else:
    ours, theirs = (
        costs[side].map(COST_METHODS) for side in ("cost_method", "published_method")
    )
    by_method = costs["cost_method"].map(COST_COLORS)
    page.figure(
        charts.intervals(
            charts.estimated(costs, "median_ratio", ours + " / " + theirs, by_method),
            charts.ESTIMATE,
            "Estimated over published cost (median)",
            reference=1,
            is_log=True,
        ),
        costs,
        name="costs",
        title="Estimated over published cost of training",
        n=int(costs["n_obs"].max()),
        source=source,
        alt_text="Median ratio of estimated to published training cost, by method",
        note="1 is agreement. Published costs are mostly amortised estimates themselves; what "
        "the cloud would charge on demand is several times as much.",
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
        "The points": records.statement(metric, **asked),
        "The elasticities": (ELASTICITIES, {"snapshot": date, "metric": metric}),
        "The costs": (COSTS, {"snapshot": date}),
    },
    source,
)
