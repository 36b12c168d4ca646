"""Does training get cheaper and more efficient?"""

from functools import partial

import numpy as np
import streamlit as st

from lib import (
    controls,
    efficiency,
    export,
    growth,
    metrics,
    page,
    training_runs,
    trends,
    warehouse,
)

page.question("Does training get cheaper and more efficient?")
with controls.bar():
    snapshot = controls.snapshot(of_all_models=True)
    metric = controls.one_of(
        "Metric", {name: metrics.label(name) for name in efficiency.METRICS}, "metric"
    )
    models = controls.models(snapshot)
    chosen = controls.filters(*controls.OPTIONS)

date, source = snapshot["snapshot"], export.Source.of_snapshot(snapshot)
within = metrics.within(metric)


trend, no_trend = growth.show(
    metric,
    snapshot,
    chosen,
    models=models,
    years="all",
    color="green",
    sentence=partial(efficiency.sentence, metric),
)

st.subheader("Is it scale, or is it time?", anchor=False)
elasticities = warehouse.query(efficiency.ELASTICITIES, snapshot=date, metric=metric)
page.estimates(
    elasticities,
    "elasticity",
    efficiency.elasticity_names(elasticities),
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
costs = warehouse.query(efficiency.COSTS, snapshot=date)
page.estimates(
    costs,
    "median_ratio",
    efficiency.cost_names(costs),
    colors=costs["cost_method"].map(efficiency.COST_COLORS),
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
        "The points": training_runs.statement(metric, snapshot=date, models=models, **chosen),
        "The elasticities": (efficiency.ELASTICITIES, {"snapshot": date, "metric": metric}),
        "The costs": (efficiency.COSTS, {"snapshot": date}),
    },
    source,
)
