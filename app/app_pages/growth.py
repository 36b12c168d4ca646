"""How have AI models scaled?"""

import pandas as pd
import streamlit as st

from lib import (
    charts,
    controls,
    export,
    growth,
    metrics,
    numbers,
    page,
    text,
    training_runs,
    trends,
    warehouse,
)

BY_YEAR = """
select
    calendar_year,
    group_name as "group",
    n_ai_models,
    n_obs,
    coverage_share,
    metric_quartile_1,
    metric_median,
    metric_quartile_3,
    log10(metric_quartile_1) as quartile_1_oom,
    log10(metric_median) as median_oom,
    log10(metric_quartile_3) as quartile_3_oom
from fct_metrics_by_year
where
    snapshot_date = cast($snapshot as date)
    and population = $models
    and metric = $metric
    and grouping_name = $grouping
    and group_name = $group
    and (calendar_year >= 2010 or $years = 'all')
order by calendar_year
"""

# All of these years together.
KNOWN = BY_YEAR.replace(
    BY_YEAR[: BY_YEAR.index("from")],
    """
select
    sum(n_obs) as n_obs,
    sum(n_obs) / sum(n_ai_models) as coverage_share
""",
).replace("order by calendar_year\n", "")

page.question("How have AI models scaled?")
with controls.bar():
    snapshot = controls.snapshot()
    metric = controls.one_of("Metric", metrics.known()["metric_label"].to_dict(), "metric")
    models = controls.models(snapshot)
    years = controls.years()
    chosen = controls.filters(*controls.OPTIONS)

date, source = snapshot["snapshot"], export.Source.of_snapshot(snapshot)
label, within = metrics.label(metric), metrics.within(metric)


def sentence(trend: trends.Trend, of: str) -> str:
    """Say how fast the metric of notable models grows."""
    return f"{label} of notable models{f' ({of})' if of else ''} {text.doubling(trend)}"


trend, no_trend = growth.show(
    metric, snapshot, chosen, models=models, years=years, color="blue", sentence=sentence
)

st.subheader("What was usual in each year?", anchor=False)
grouping, group = controls.only_one(chosen)
of_years = {"snapshot": date, "models": models, "metric": metric, "years": years}
of_years |= {"grouping": grouping, "group": group}
medians = warehouse.query(BY_YEAR, **of_years)
if medians.empty:
    page.nothing(
        "There is no year with a value: years are summed up for one filter at a time, and not "
        "by organisation."
    )
else:
    medians = medians.assign(
        year=medians["calendar_year"].map(str),
        median=metrics.written(medians["metric_median"], metric),
        n=medians["n_obs"].map(str) + " of " + medians["n_ai_models"].map(str),
    )
    told = {"year": "Year", "median": "Median", "n": "AI models with a value"}
    known = numbers.exact(KNOWN, **of_years).iloc[0]
    share = f"{known['coverage_share']:.0%}"
    page.figure(
        charts.ribbons(medians, metrics.unit(metric), {group: "green"}, told),
        medians,
        name="by_year",
        title=f"{metrics.titled(metric)}: median of each year, with quartiles",
        n=int(known["n_obs"]),
        source=source,
        alt_text=f"Median {within} by year of publication",
        note=f"Known for {share} of the AI models of these years: what is not published is not "
        "in the median.",
    )

queries = {
    "The points": training_runs.statement(metric, snapshot=date, models=models, **chosen),
    "The years": (BY_YEAR, of_years),
}
if trend is not None:
    st.subheader("How fast does it grow?", anchor=False)
    page.table(
        pd.DataFrame([trends.row("Notable, since 2010", trend)]),
        pd.DataFrame([trend]),
        name="growth",
        title=f"Growth of {within}",
        source=source,
    )
    of_trend = trends.asked([trend["specification"]], [date], [trend["group_name"]])
    queries["The trend"] = (trends.TRENDS, of_trend)
page.how_we_know(
    f"""
- **Data.** {page.preserved(snapshot)}
- **Metric.** {label}, in `{metrics.unit(metric)}`: {metrics.known().loc[metric, "reason"]}.
- **Trend.** {trends.method(trend) if trend is not None else f"None: {no_trend}."}
""",
    queries,
    source,
)
