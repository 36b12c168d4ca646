"""How fast has training compute grown?"""

import math

import pandas as pd
import streamlit as st

from lib import charts, controls, export, page, records, text, trends, warehouse

BOUNDARIES = """
select
    era,
    starts_on,
    1970 + date_diff('day', date '1970-01-01', starts_on) / 365.2425
        as starts_in_year
from raw.era_boundaries
where era_scheme = 'from_' || $deep_learning_from
order by era_rank
"""

Z_SCORE_RULE = "select * from raw.z_score_rules where is_default"

COMPUTE = "training_compute_flop"
COLORS = {"pre_deep_learning": "green", "deep_learning": "blue", "large_scale": "vermilion"}
# Where names stand clear of points and of each other (charts.name_beside).
SPOTS = {"pre_deep_learning": (0.5, 1.5), "deep_learning": (0.2, 2.0), "large_scale": (0, 1.5)}
# What the page states a trend of. Those named as an era have a line in the chart.
SAMPLES = {
    "pre_deep_learning": "Before deep learning",
    "deep_learning": "Deep learning, all models",
    "regular_scale": "Deep learning, without large-scale models",
    "large_scale": "Large-scale models",
}
SPECIFICATIONS = {
    "2010": {
        "compute__pre_deep_learning": "pre_deep_learning",
        "compute__deep_learning": "deep_learning",
        "compute__deep_learning__regular": "regular_scale",
        "compute__large_scale": "large_scale",
    },
    "2012": {
        "compute__pre_deep_learning_to_2012": "pre_deep_learning",
        "compute__deep_learning_from_2012": "deep_learning",
        "compute__deep_learning_from_2012__regular": "regular_scale",
        "compute__large_scale": "large_scale",
    },
}

page.question("How fast has training compute grown?")
with st.container(horizontal=True, gap="medium"):
    snapshot = controls.snapshot()
    starts_in = controls.choice(
        "Deep learning starts in",
        SPECIFICATIONS,
        "deep_learning_from",
        "Sevilla et al. (2022) use 2010, and 2012 as a variant.",
    )
    years = controls.years(controls.EVERYTHING)
    models = controls.models()

chosen, first = snapshot["snapshot"], controls.snapshots().index[-1]
source = export.Source.of_snapshot(snapshot)
samples = SPECIFICATIONS[starts_in]
asked = trends.asked(samples, [chosen, first])
asked_of_points = {"snapshot": chosen, "deep_learning_from": starts_in, "models": models}
found = {
    (trend["snapshot"], samples[trend["specification"]]): trend for trend in trends.found(asked)
}
points = records.points(COMPUTE, **asked_of_points)
whole, rule = found[chosen, "deep_learning"], warehouse.query(Z_SCORE_RULE).iloc[0]

finding = f"Training compute of notable models {text.doubling(whole)}"
page.finding(finding, f"Models published since {starts_in}, {page.as_of(snapshot)}.")
if points.empty:
    page.nothing(records.nothing_found(COMPUTE, "", snapshot))
    st.stop()
if models == "all" and snapshot["scope"] == "notable":
    page.nothing(
        f"The snapshot {chosen} lists notable models only: there are no others to show."
    )

first_year = math.floor(points["publication_year"].min()) if years == "all" else int(starts_in)
boundaries = warehouse.query(BOUNDARIES, deep_learning_from=starts_in)
eras = boundaries.assign(
    group=boundaries["era"],
    from_year=boundaries["starts_in_year"],
    to_year=boundaries["starts_in_year"].shift(-1),
)
curves = trends.curves(list(samples), chosen)
curves = curves.assign(group=curves["specification"].map(samples))
curves = curves[curves["group"].isin(COLORS) & (curves["curve_year"] >= first_year)]
names = {"pre_deep_learning": f"Before {starts_in}", "deep_learning": "Deep learning"}
names = {
    era: f"{name}\n{text.number(found[chosen, era]['doubling_months'])} months"
    for era, name in (names | {"large_scale": "Large-scale"}).items()
}
records.over_time(
    points.assign(group=points["era"]),
    COMPUTE,
    source,
    finding,
    colors=COLORS,
    years=years,
    note="Hollow points are low outliers, left out of the trends; numbers are doubling times.",
    curves=curves,
    shades=eras,
    names=charts.name_beside(curves, names, SPOTS),
)

st.subheader("How long does a doubling take?", anchor=False)
page.table(
    pd.DataFrame(trends.row(name, found[chosen, key]) for key, name in SAMPLES.items()),
    pd.DataFrame(found[chosen, key] for key in SAMPLES),
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
            for key, name in SAMPLES.items()
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
  {text.number(12 * math.log10(2) / whole["slope_theil_sen_oom_per_year"])} months since
  {starts_in}.
- **Source.** Eras, window and method follow <{whole["source_url"]}>.
""",
    {
        "The trends": (trends.TRENDS, asked),
        "The points": records.statement(COMPUTE, **asked_of_points),
    },
    source,
)
