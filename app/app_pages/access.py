"""How open are AI models, and the largest ones?"""

import streamlit as st

from lib import access, charts, controls, export, page, text, warehouse

page.question("How open are AI models, and the largest ones?")
with controls.bar():
    snapshot = controls.snapshot()
    models = controls.models(snapshot)
    chosen = controls.filters("country", "organization_type")

date, source = snapshot["snapshot"], export.Source.of_snapshot(snapshot)
asked = {"snapshot": date, "models": models}
page.finding(access.largest_runs(date, models), f"{access.lag(date)}.")

grouping, group = controls.only_one(chosen)
of_years = asked | {"grouping": grouping, "group": group}
years = warehouse.query(access.YEARS, **of_years)
if years.empty:
    page.nothing(
        f"No AI model of the snapshot {date} is left: access is counted for one filter at a "
        "time."
    )
else:
    page.figure(
        charts.stacks(access.drawn(years), access.TIER_COLORS, access.TIER_NAMES, access.TOLD),
        years,
        name="access",
        title="Share of each kind of access, by year of publication",
        n=int(years["n_tier"].sum()),
        source=source,
        alt_text="Stacked shares of access tiers by year",
        note="From the most open at the bottom to the least at the top.",
    )

st.subheader("Are the largest training runs open?", anchor=False)
largest = warehouse.estimated(access.LARGEST_RUNS, **asked)
page.estimates(
    largest,
    "access_share",
    [f"From {text.flop(threshold)} on" for threshold in largest["threshold_flop"]],
    colors="green",
    axis="Share with open weights",
    drawn={"bounds": True, "form": ".0%"},
    reason=f"The snapshot {date} states no access of models of known compute.",
    name="largest",
    title="Share with open weights, by training compute",
    source=source,
    alt_text=access.largest_runs(date, models),
    note="Thick: the 95% interval. Dotted: the worst case, if compute that is not known lies "
    "wherever it moves the share most.",
)

st.subheader("Do open models use less compute than others of their year?", anchor=False)
contrasts = warehouse.query(access.CONTRASTS, **asked)
page.estimates(
    contrasts,
    "factor",
    contrasts["contrast"].map(access.CONTRAST_NAMES),
    axis="Training compute, as a multiple",
    drawn={"reference": 1, "is_log": True, "bounds": True},
    reason=f"No contrast can be estimated in the snapshot {date}.",
    name="contrasts",
    title="Training compute of one kind of access over another",
    source=source,
    alt_text="Ratios of training compute between kinds of access, with their intervals",
    note="Over the median compute of the year. Dotted: the worst case under missing compute.",
)

st.subheader("How far behind are open weights?", anchor=False)
lags = warehouse.estimated(access.LAGS, snapshot=date)
page.estimates(
    lags,
    "lag_months",
    lags["specification"].map(access.LAG_NAMES),
    colors="purple",
    axis="Lag in months",
    reason=f"Open and closed records cannot be compared in the snapshot {date}.",
    name="lags",
    title="Lag of open weights in training compute, by sample",
    of="records",
    source=source,
    alt_text=access.lag(date),
    note="90% intervals. A lag in compute is no lag in capability.",
)

page.how_we_know(
    f"""
- **Data.** {page.preserved(snapshot)}
- **Access.** Seven tiers, from open weights without restriction to unreleased and not stated;
  shares are among all models of a year, thresholds include their own value.
- **Largest runs.** Wilson intervals; the worst case asks of the models published since the
  first run of that size what their unpublished compute could change.
- **Contrasts.** Difference of mean log₁₀ compute over the median of its year, since 2018.
- **Lag.** Records of either side, one slope and two levels; the lag is their distance in time.
""",
    {
        "Access by year": (access.YEARS, of_years),
        "The largest runs": (access.LARGEST_RUNS, asked),
        "The contrasts": (access.CONTRASTS, asked),
        "The lags": (access.LAGS, {"snapshot": date}),
    },
    source,
)
