"""Has growth at the frontier slowed down?"""

import pandas as pd
import streamlit as st

from lib import (
    charts,
    controls,
    export,
    numbers,
    page,
    releases,
    slowing,
    training_runs,
    warehouse,
)

page.question("Has growth at the frontier slowed down?")
questions = warehouse.query(slowing.QUESTIONS).set_index("specification")
with controls.bar():
    asked = controls.one_of("Trend", questions["question"].to_dict(), "trend", width=620)
    population = questions["population"][asked]
    snapshot = controls.snapshot(of_all_models=population == controls.EVERYTHING)

chosen, source = snapshot["snapshot"], export.Source.of_snapshot(snapshot)
of_sample = {"specification": asked, "snapshot": chosen}
fits = slowing.fits(asked)
fit = fits.set_index("snapshot", drop=False).loc[chosen]
metric = fit["metric"]

finding = f"{questions['question'][asked]} {slowing.verdict(fit)}"
page.finding(finding, f"Of the models of this question, {page.as_of(snapshot)}.")
of_points = {"snapshot": chosen, "models": "all"}
points = training_runs.points(metric, **of_points).drop(columns="oom")
points = points.merge(warehouse.query(slowing.SAMPLE, **of_sample), on="ai_model_id")
if points.empty:
    page.nothing(f"No AI model of the snapshot {chosen} belongs to this sample.")
else:
    curves = slowing.lines(points, fit) if fit["status"] == "estimated" else None
    names = (
        None
        if curves is None
        else charts.name_beside(
            curves,
            {"one line": "One line", "a bend": "A bend"},
            {"one line": (1, 1.0), "a bend": (0.5, 0.6)},
        )
    )
    training_runs.over_time(
        points, metric, source, finding, colors=slowing.COLORS, curves=curves, names=names
    )

st.subheader("Do the snapshots agree?", anchor=False)
page.table(
    pd.DataFrame(slowing.row(each) for each in fits.to_dict("records")),
    fits,
    name="by_snapshot",
    title=f"{questions['question'][asked]} By snapshot",
    source=source,
    note="BIC: of the bend, less that of one line; below zero the bend is favoured. p: how "
    "often points around one line look as bent, in simulations.",
)
pairs = slowing.pairs(asked)
statements = {
    "The fits": (slowing.FITS, {"specification": asked}),
    "The sample": (slowing.SAMPLE, of_sample),
    "The points": training_runs.statement(metric, **of_points),
}
if len(pairs):
    statements["With and without"] = (slowing.EXCLUSIONS, {"specification": asked})
    st.subheader("Do a few models decide?", anchor=False)
    hinges = numbers.exact(slowing.HINGES, specification=asked).iloc[0]
    st.markdown(f"**{slowing.hinge(pairs, hinges)}.**")
    page.table(
        pd.DataFrame(slowing.without(each) for each in pairs.to_dict("records")),
        pairs,
        name="without",
        title=f"{pairs['question'].iloc[0]} With and without a few models",
        source=source,
        note="Records and ranks are taken anew without them, so more models can be near "
        "the record. Where none is left out, the snapshot no longer has them in the sample.",
    )
gaps = releases.gaps(chosen)
statements["The releases"] = (releases.GAPS, {"snapshot": chosen})
st.subheader("How long between GPTs?", anchor=False)
st.markdown(f"**{releases.finding(gaps)}.**")
page.table(
    pd.DataFrame(releases.row(each) for each in gaps.to_dict("records")),
    gaps,
    name="releases",
    title="Days and training compute between releases of GPT",
    source=source,
    note="Of the latest the days run to the snapshot. Whole numbers by themselves: "
    "docs/methods/costs.md.",
)
page.how_we_know(
    f"""
- **Data.** {page.preserved(snapshot)}
- **Method.** {fit["method"]}; residual variance: {fit["residual_variance"]}. The break is
  searched, and the BIC counts it as a parameter (docs/methods/slowing.md).
- **Source.** The question and its sample follow <{fit["source_url"]}>.
""",
    statements,
    source,
)
