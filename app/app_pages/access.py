"""How open are AI models, and the largest ones?"""

import streamlit as st

from lib import charts, controls, export, findings, page, text, warehouse

YEARS = """
select
    years.*,
    tiers.access_label
from fct_access_by_year as years
inner join raw.access_tiers as tiers on years.access_tier = tiers.access_tier
where
    years.snapshot_date = cast($snapshot as date)
    and years.population = $models
    and years.grouping_name = $grouping
    and years.group_name = $group
    and years.calendar_year >= 2012
order by years.calendar_year, years.access_rank
"""

CONTRASTS = """
select
    *,
    10 ** difference_oom as factor,
    10 ** difference_oom_ci_low as factor_ci_low,
    10 ** difference_oom_ci_high as factor_ci_high,
    10 ** bound_difference_oom_low as bound_low,
    10 ** bound_difference_oom_high as bound_high
from fct_access_compute_contrasts
where
    snapshot_date = cast($snapshot as date)
    and population = $models
    and adjustment = 'year_median'
    and period = 'all'
    and status = 'estimated'
order by difference_oom desc
"""

TIERS = ("green", "teal", "ochre", "blue", "purple", "vermilion", "grey")
TIER_NAMES = {
    "open_weights_unrestricted": "Open, unrestricted",
    "open_weights_restricted": "Open, restricted",
    "open_weights_non_commercial": "Open, non-commercial",
    "api": "API",
    "hosted": "Hosted, no API",
    "unreleased": "Unreleased",
    "unknown": "Not stated",
}
LAG_NAMES = {
    "from_2018": "All, since 2018",
    "from_2018__notable": "Notable, since 2018",
    "from_2018__language": "Language, since 2018",
    "from_2018__without_games": "Without games",
    "from_2018__without_speculative": "Without speculative compute",
    "from_2022": "All, since 2022",
    "cottier_2024": "Window of Cottier et al. (2024)",
    "cottier_2024__from_october_2019": "The same, from October 2019",
}
CONTRAST_NAMES = {
    "served_over_open": "API and hosted / open",
    "closed_over_open": "Closed / open",
    "unreleased_over_open": "Unreleased / open",
    "restricted_over_unrestricted": "Restricted / unrestricted",
    "non_commercial_over_unrestricted": "Non-commercial / unrestricted",
}

page.question("How open are AI models, and the largest ones?")
with st.container(horizontal=True, gap="medium"):
    snapshot = controls.snapshot()
    models = controls.models()
    chosen = controls.filters("country", "organization_type")

date, source = snapshot["snapshot"], export.Source.of_snapshot(snapshot)
asked = {"snapshot": date, "models": models}
page.finding(findings.largest_runs(date, models), f"{findings.lag(date)}.")

grouping, group = controls.only_one(chosen)
of_years = asked | {"grouping": grouping, "group": group}
years = warehouse.query(YEARS, **of_years)
if years.empty:
    page.nothing(
        f"No AI model of the snapshot {date} is left: access is counted for one filter at a "
        "time."
    )
else:
    years = years.assign(
        group=years["access_tier"],
        order=years["access_rank"],
        share=years["tier_share"],
        year=years["calendar_year"].map(str),
        written=years["n_tier"].map(str) + " of " + years["n_ai_models"].map(str),
    )
    page.figure(
        charts.stacks(
            years,
            dict(zip(TIER_NAMES, TIERS, strict=True)),
            TIER_NAMES,
            {"year": "Year", "access_label": "Access", "written": "AI models"},
        ),
        years,
        name="access",
        title="Share of each kind of access, by year of publication",
        n=int(years["n_tier"].sum()),
        source=source,
        alt_text="Stacked shares of access tiers by year",
        note="From the most open at the bottom to the least at the top.",
    )

st.subheader("Are the largest training runs open?", anchor=False)
largest = findings.estimated(findings.LARGEST_RUNS, **asked)
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
    alt_text=findings.largest_runs(date, models),
    note="Thick: the 95% interval. Dotted: the worst case, if compute that is not known lies "
    "wherever it moves the share most.",
)

st.subheader("Do open models use less compute than others of their year?", anchor=False)
contrasts = warehouse.query(CONTRASTS, **asked)
page.estimates(
    contrasts,
    "factor",
    contrasts["contrast"].map(CONTRAST_NAMES),
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
lags = findings.estimated(findings.LAGS, snapshot=date)
page.estimates(
    lags,
    "lag_months",
    lags["specification"].map(LAG_NAMES),
    colors="purple",
    axis="Lag in months",
    reason=f"Open and closed records cannot be compared in the snapshot {date}.",
    name="lags",
    title="Lag of open weights in training compute, by sample",
    of="records",
    source=source,
    alt_text=findings.lag(date),
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
        "Access by year": (YEARS, of_years),
        "The largest runs": (findings.LARGEST_RUNS, asked),
        "The contrasts": (CONTRASTS, asked),
        "The lags": (findings.LAGS, {"snapshot": date}),
    },
    source,
)
