"""How fast has training compute grown?"""

import math

import pandas as pd
import streamlit as st

from lib import controls, eras, export, page, text, training_runs, trends, warehouse

page.question("How fast has training compute grown?")
with controls.bar():
    snapshot = controls.snapshot()
    starts_in = controls.choice(
        "Deep learning starts in",
        eras.SPECIFICATIONS,
        "deep_learning_from",
        "Sevilla et al. (2022) use 2010, and 2012 as a variant.",
    )
    years = controls.years(controls.EVERYTHING)
    models = controls.models(snapshot)

chosen, first = snapshot["snapshot"], controls.snapshots().index[-1]
source = export.Source.of_snapshot(snapshot)
samples = eras.SPECIFICATIONS[starts_in]
asked = trends.asked(samples, [chosen, first])
asked_of_points = {"snapshot": chosen, "deep_learning_from": starts_in, "models": models}
found = eras.found(asked, samples)
points = training_runs.points(eras.COMPUTE, **asked_of_points)
whole, rule = found[chosen, "deep_learning"], warehouse.query(eras.LARGE_SCALE).iloc[0]

finding = f"Training compute of notable models {text.doubling(whole)}"
page.finding(finding, f"Models published since {starts_in}, {page.as_of(snapshot)}.")
if points.empty:
    page.nothing(training_runs.nothing_found(eras.COMPUTE, "", snapshot))
    st.stop()

first_year = math.floor(points["publication_year"].min()) if years == "all" else int(starts_in)
lines = eras.lines(samples, chosen, first_year)
training_runs.over_time(
    points.assign(group=points["era"]),
    eras.COMPUTE,
    source,
    finding,
    colors=eras.COLORS,
    years=years,
    note="Hollow points are low outliers, left out of the trends; numbers are doubling times.",
    curves=lines,
    shades=eras.shades(starts_in),
    names=eras.names(lines, found, chosen, starts_in),
)

st.subheader("How long does a doubling take?", anchor=False)
page.table(
    pd.DataFrame(trends.row(name, found[chosen, key]) for key, name in eras.SAMPLES.items()),
    pd.DataFrame(found[chosen, key] for key in eras.SAMPLES),
    name="doubling_times",
    title="Doubling time of training compute, by sample",
    source=source,
    note=f"In parentheses: {whole['ci_level']:.0%} intervals. Large-scale models lie more than "
    f"{rule['large_scale_z']:g} standard deviations above the mean of their time, from "
    f"{text.day(rule['large_scale_starts_on'])} on.",
)

st.subheader("What changed since the first snapshot?", anchor=False)
if chosen == first:
    page.nothing(f"{first} is the first snapshot: choose a later one to see what changed.")
else:
    page.table(
        pd.DataFrame(
            trends.change_row(name, found[first, key], found[chosen, key])
            for key, name in eras.SAMPLES.items()
        ),
        pd.DataFrame(found.values()),
        name="changes",
        title="Doubling time of training compute, then and now",
        source=source,
        note=f"Months to double. The first snapshot had "
        f"{found[first, 'deep_learning']['n_obs']:,} models of the deep learning era, this one "
        f"{whole['n_obs']:,}. A change is clear when the intervals do not overlap: a cautious "
        "test, as snapshots share many models.",
    )

page.how_we_know(
    f"""
- **Data.** {page.preserved(snapshot)}
- **Sample.** Notable models with a publication date and a training compute, each once.
  A model's z is its log₁₀ compute against the mean and standard deviation of the notable
  models published at most {rule["window_half_width_years"]:g} year before or after it.
  z below {rule["low_outlier_z"]:g} is a low outlier, left out of the trends; z above
  {rule["large_scale_z"]:g} is large-scale, from {text.day(rule["large_scale_starts_on"])} on.
- **Method.** {trends.method(whole)}
- **Check.** A Theil-Sen line, which outliers move less, doubles every
  {text.number(whole["doubling_months_theil_sen"])} months since
  {starts_in}.
- **Source.** Eras, window and method follow <{whole["source_url"]}>.
""",
    {
        "The trends": (trends.TRENDS, asked),
        "The points": training_runs.statement(eras.COMPUTE, **asked_of_points),
    },
    source,
)
