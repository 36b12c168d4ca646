"""What does the leading edge cost, and what does the next step buy?"""

import streamlit as st

from lib import charts, controls, export, page, performance, text, training_runs, trends

COST = "training_cost_usd_2023"
# Whose costs: the trend, and what it is of.
TRENDS = {
    "notable": ("cost__from_2010", "notable AI models since 2010"),
    "frontier": (
        "cottier_2024__amortised_cost",
        "frontier models of October 2015 to December 2023",
    ),
}
COLORS = {"points": "blue", "trend": "vermilion"}

page.question("What does the leading edge cost?")
with controls.bar():
    snapshot = controls.snapshot()
    whose = controls.choice("Trend of", TRENDS, "trend_of")
chosen, source = snapshot["snapshot"], export.Source.of_snapshot(snapshot)
specification, population = TRENDS[whose]
asked = trends.asked([specification], [chosen])
trend = trends.one(specification, chosen)
of_points = {"snapshot": chosen, "models": "notable"}
points = training_runs.points(COST, **of_points)

growth = (
    f"has no trend here: {trend['status_reason']}"
    if trend["status"] != "estimated"
    else "grows " + text.with_interval(trend, "growth_factor_per_year", "times a year")
)
finding = f"The cost of a training run {growth}"
page.finding(finding, f"Of {population}, in dollars of 2023, {page.as_of(snapshot)}.")
if points.empty:
    page.nothing(training_runs.nothing_found(COST, "", snapshot))
else:
    curves = trends.curves([specification], chosen).assign(group="trend")
    training_runs.over_time(points, COST, source, finding, colors=COLORS, curves=curves)

st.subheader("What does the next tenfold buy?", anchor=False)
kind = controls.choice("Tenfold", performance.COVARIATES, "tenfold")
covariate, heading = performance.COVARIATES[kind]
of_laws = {"snapshot": chosen, "covariate": covariate}
laws = performance.laws(**of_laws)
gains = performance.gains(laws)
if gains.empty:
    reason = laws["reason"].iloc[0] if len(laws) else "it has no scores"
    page.nothing(f"Nothing can be said from the snapshot {chosen}: {reason}.")
else:
    answer = (
        f"{heading} buys between {gains['low'].min():+.0f} and {gains['high'].max():+.0f} "
        "points of score, by benchmark: too little is known to say more"
    )
    st.markdown(f"**{answer}.**")
    page.figure(
        charts.intervals(gains, performance.TOLD, "Points of score", reference=0, form="~r"),
        laws,
        name="tenfold_chart",
        title=f"{heading}: gain in score, with bounds",
        n=int(gains["n_obs"].max()),
        of="AI models a curve",
        source=source,
        alt_text=answer,
        note="Bounds are of 90% profile likelihood, or of rounding where three figures were "
        "printed. No single value is identified: three parameters on four points.",
    )
page.how_we_know(
    f"""
- **Data.** {page.preserved(snapshot)} Scores are those that papers print.
- **Cost.** {trends.method(trend)} Source of the trend: <{trend["source_url"]}>.
- **Performance.** A saturating power law of each benchmark, on four models of one family;
  docs/methods/performance.md says why it prices nothing.
""",
    {
        "The trend": (trends.TRENDS, asked),
        "The points": training_runs.statement(COST, **of_points),
        "The gains": (performance.LAWS, of_laws),
    },
    source,
)
