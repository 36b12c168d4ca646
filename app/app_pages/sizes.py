"""How large are AI models, and is there a gap in their sizes?"""

import math

import pandas as pd
import streamlit as st

from lib import controls, export, growth, page, sizes, training_runs, trends, warehouse

# Which models, and which ends of the gap, are compared with a smooth curve.
SAMPLES = {
    "notable__closed": "Notable, ends inside",
    "notable__open": "Notable, ends outside",
    "language__closed": "Language, ends inside",
    "language__open": "Language, ends outside",
    "all_models__closed": "All, ends inside",
    "all_models__open": "All, ends outside",
    "notable__closed__cubic": "Notable, ends inside, cubic",
}
GROWTH = {"parameters__to_2018": "until 2018", "parameters__from_2018": "since 2018"}
COLORS = {
    "points": "blue",
    "parameters__to_2018": "green",
    "parameters__from_2018": "vermilion",
}

page.question("How large are AI models, and is there a gap in their sizes?")
with controls.bar():
    snapshot = controls.snapshot()
    sample = controls.one_of(
        "Gap looked for in",
        SAMPLES,
        "sample",
        explanation="GPT-NeoX-20B and Chinchilla-70B sit on the ends: they count or do not.",
    )
    models = controls.models(snapshot)
    years = controls.years()
    chosen = controls.filters(*controls.OPTIONS)

date, source = snapshot["snapshot"], export.Source.of_snapshot(snapshot)
asked = {"snapshot": date, "models": models} | chosen
gaps = warehouse.query(sizes.GAPS, snapshot=date, specification=sample)
points = training_runs.points("parameters", **asked)
grown = trends.found(trends.asked(GROWTH, [date]))
finding = sizes.gap(date, sample)
page.finding(
    finding, f"{growth.doubling('parameters__from_2018', date)}, {page.as_of(snapshot)}."
)

if points.empty:
    page.nothing(
        training_runs.nothing_found("parameters", controls.described(chosen), snapshot)
    )
else:
    curves = trends.curves(list(GROWTH), date)
    training_runs.over_time(
        points,
        "parameters",
        source,
        finding,
        colors=COLORS,
        years=years,
        note="Shaded: the gap. Lines: all notable models, until 2018 (green) and since "
        "(vermilion). All experts of a mixture count.",
        curves=curves.assign(group=curves["specification"]),
        lane=[math.log10(gaps[f"gap_{end}_parameters"].iloc[0]) for end in ("low", "high")],
    )
    page.table(
        pd.DataFrame(
            trends.row(f"Notable, {GROWTH[trend['specification']]}", trend) for trend in grown
        ),
        pd.DataFrame(grown),
        name="growth",
        title="Growth of model size until and since 2018",
        source=source,
    )

st.subheader("Are there fewer models in the gap than a smooth curve expects?", anchor=False)
estimated = gaps[gaps["status"] == "estimated"]
page.estimates(
    estimated,
    "observed_to_expected",
    estimated["period_name"],
    axis="Models in the gap, observed over expected",
    drawn={"reference": 1, "is_log": True},
    reason=f"No period has enough sizes: {', '.join(gaps['status_reason'].dropna().head(1))}.",
    name="gap",
    title="Models of 20 to 70 billion parameters, observed over expected",
    of="sizes",
    source=source,
    alt_text=finding,
    note="Below 1 there are fewer than a smooth distribution of sizes would hold. Many models "
    "have exactly 20 or 70 billion parameters, so the ends decide: choose above.",
)

page.how_we_know(
    f"""
- **Data.** {page.preserved(snapshot)}
- **Gap.** {"".join(estimated["method"].head(1)) or "Not estimated"}: counts in bins of equal
  width against a polynomial of the bins outside the gap.
- **Growth.** {trends.method(grown[0])}
""",
    {
        "The gap by period": (sizes.GAPS, {"snapshot": date, "specification": sample}),
        "The growth": (trends.TRENDS, trends.asked(GROWTH, [date])),
        "The points": training_runs.statement("parameters", **asked),
    },
    source,
)
