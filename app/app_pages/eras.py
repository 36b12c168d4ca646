"""How fast has training compute grown?"""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib import charts, controls, text, warehouse

POINTS = """
with

organizations as (

    select
        snapshot_date,
        ai_model_id,
        string_agg(organization_name, ', ' order by organization_name)
            as organizations
    from bridge_ai_models__organizations
    group by snapshot_date, ai_model_id

)

select
    runs.ai_model_id,
    runs.ai_model_name,
    organizations.organizations,
    runs.publication_date,
    runs.publication_year,
    runs.training_compute_flop,
    log10(runs.training_compute_flop) as training_compute_oom,
    if($deep_learning_from = '2012', runs.era_from_2012, runs.era) as era,
    runs.confidence,
    runs.is_notable,
    coalesce(runs.is_low_outlier, false) as is_low_outlier,
    runs.link,
    runs.snapshot_date
from fct_training_runs as runs
left join organizations
    on
        runs.snapshot_date = organizations.snapshot_date
        and runs.ai_model_id = organizations.ai_model_id
where
    runs.snapshot_date = cast($snapshot as date)
    and runs.publication_date is not null
    and runs.training_compute_flop is not null
    and (runs.is_notable or $all_models)
order by runs.publication_date, runs.ai_model_id
"""

TRENDS = """
select
    *,
    cast(snapshot_date as varchar) as snapshot
from fct_growth_trends
where
    snapshot_date in (cast($snapshot as date), cast($first_snapshot as date))
    and list_contains($specifications, specification)
"""

CURVES = """
select
    specification,
    curve_year,
    fitted_oom,
    fitted_oom_ci_low,
    fitted_oom_ci_high
from fct_growth_curves
where
    snapshot_date = cast($snapshot as date)
    and list_contains($specifications, specification)
order by specification, point_number
"""

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


def trend_row(name: str, trend: Mapping[str, Any]) -> dict[str, str]:
    """Write one trend as a row of the table."""
    return {
        "Models": name,
        "Months to double": text.brief(trend, "doubling_months"),
        "Growth factor a year": text.brief(trend, "growth_factor_per_year"),
        "n": f"{trend['n_obs']:,}",
        "R²": text.number(trend["r_squared"]),
    }


def change_row(name: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, str]:
    """Set a trend beside that of an earlier snapshot."""
    if "not_estimable" in (then["status"], now["status"]):
        change = "not comparable"
    elif now["slope_oom_per_year_ci_low"] > then["slope_oom_per_year_ci_high"]:
        change = "faster"
    elif now["slope_oom_per_year_ci_high"] < then["slope_oom_per_year_ci_low"]:
        change = "slower"
    else:
        change = "no clear change"
    row = {trend["snapshot"]: text.brief(trend, "doubling_months") for trend in (then, now)}
    return {"Models": name} | row | {"Change": change}


# The question, and what the reader chooses.

st.title("How fast has training compute grown?", anchor=False)

with st.container(horizontal=True, gap="medium"):
    snapshot = controls.snapshot()
    starts_in = controls.choice(
        "Deep learning starts in",
        SPECIFICATIONS,
        "deep_learning_from",
        "Sevilla et al. (2022) use 2010, and 2012 as a variant.",
    )
    years = controls.choice("Years", ["all", "deep learning"], "years")
    models = controls.choice(
        "Models",
        ["notable", "all"],
        "models",
        "The trends are of notable models; the others are drawn smaller.",
    )

chosen, first = snapshot["snapshot"], controls.snapshots().index[-1]
samples = SPECIFICATIONS[starts_in]
asked_of_trends = {
    "snapshot": chosen,
    "first_snapshot": first,
    "specifications": list(samples),
}
asked_of_points = {
    "snapshot": chosen,
    "deep_learning_from": starts_in,
    "all_models": models == "all",
}
trends = {
    "snapshot": chosen,
    "first_snapshot": first,
    "specifications": list(samples),
}
of_points = {
    "snapshot": chosen,
    "deep_learning_from": starts_in,
    "all_models": models == "all",
}
trends = {
    (row["snapshot"], samples[row["specification"]]): row
    for row in warehouse.query(TRENDS, **asked_of_trends).to_dict("records")
}
points = warehouse.query(POINTS, **asked_of_points)
curves = warehouse.query(CURVES, snapshot=chosen, specifications=list(samples))
boundaries = warehouse.query(BOUNDARIES, deep_learning_from=starts_in)
rule = warehouse.query(Z_SCORE_RULE).iloc[0]

# The answer, in a sentence and in a chart.

whole = trends[chosen, "deep_learning"]
finding = f"Training compute of notable models {text.doubling(whole)}"
st.subheader(finding, anchor=False)
st.markdown(
    f"Models published since {starts_in}, as known in the snapshot of "
    f"{text.day(snapshot['snapshot_date'])}{', the newest' if snapshot['is_newest'] else ''}."
)
if points.empty:
    st.info(f"The snapshot {chosen} gives no model's training compute: there is no chart.")
    st.stop()
if models == "all" and snapshot["scope"] == "notable":
    st.info(f"The snapshot {chosen} lists notable models only: there are no others to show.")

first_year = math.floor(points["publication_year"].min())
last_year = math.ceil(points["publication_year"].max())
if years == "deep learning":
    first_year = int(starts_in)
eras = boundaries.assign(
    from_year=boundaries["starts_in_year"].clip(lower=first_year).fillna(first_year),
    to_year=boundaries["starts_in_year"].shift(-1).fillna(last_year),
).query("from_year < to_year")
names = {
    "pre_deep_learning": f"Before {starts_in}",
    "deep_learning": "Deep learning",
    "large_scale": "Large-scale",
}
shown = points.assign(
    published=points["publication_date"].map(text.day),
    training_compute=points["training_compute_flop"].map(text.flop),
    source=points["link"].str.extract(text.HOST),
)
chart = charts.growth_by_era(
    shown,
    curves.assign(era=curves["specification"].map(samples)),
    eras,
    {
        era: f"{name}\n{text.number(trends[chosen, era]['doubling_months'])} months"
        for era, name in names.items()
    },
)
clicked = st.altair_chart(chart, alt=finding, on_select="rerun", key="points")["selection"]
picked = [point["ai_model_id"] for point in clicked.get(charts.PICKED, [])]
if picked:
    st.dataframe(
        shown[shown["ai_model_id"].isin(picked)],
        column_order=["link", *charts.POINT][:-1],
        column_config=charts.POINT
        | {"link": st.column_config.LinkColumn("Source", display_text=text.HOST)},
        hide_index=True,
    )
st.caption(
    "Each point is a model: hover to read it, click to get to its source. Hollow points are "
    "low outliers, left out of the trends."
    + (" Small points are models that are not notable." if models == "all" else "")
)
st.download_button(
    "Download the points (CSV)",
    text.csv(points.assign(citation=snapshot["citation"], build_id=warehouse.build_id())),
    f"training_compute_{chosen}.csv",
    "text/csv",
    on_click="ignore",
)

# The trends, and what they were at first.

st.subheader("How long does a doubling take?", anchor=False)
st.table(
    pd.DataFrame(trend_row(name, trends[chosen, sample]) for sample, name in SAMPLES.items()),
    border="horizontal",
    hide_index=True,
)
st.caption(
    f"In parentheses: {whole['ci_level']:.0%} intervals. Large-scale models lie more than "
    f"{rule['large_scale_z']:g} standard deviations above the mean of their time, from "
    f"{text.day(rule['large_scale_starts_on'])} on."
)

st.subheader("What changed since the first snapshot?", anchor=False)
if chosen == first:
    st.info(f"{first} is the first snapshot: choose a later one to see what changed.")
else:
    st.table(
        pd.DataFrame(
            change_row(name, trends[first, sample], trends[chosen, sample])
            for sample, name in SAMPLES.items()
        ),
        border="horizontal",
        hide_index=True,
    )
    st.caption(
        f"Months to double. The first snapshot had {trends[first, 'deep_learning']['n_obs']:,} "
        f"models of the deep learning era, this one {whole['n_obs']:,}. A change is clear when "
        "the intervals do not overlap: a cautious test, as snapshots share many models."
    )

# Where it comes from.

with st.expander("How we know"):
    st.markdown(
        f"""
- **Data.** {snapshot["citation"]}: {snapshot["n_ai_models"]:,} AI models (scope:
  {snapshot["scope"]}), preserved in `{snapshot["found_in"]}`, SHA-256
  `{snapshot["sha256"]}`.
- **Sample.** Notable models with a publication date and a training compute, each once.
  A model's z is its log₁₀ compute against the mean and standard deviation of the notable
  models published at most {rule["window_half_width_years"]:g} year before or after it.
  z below {rule["low_outlier_z"]:g} is a low outlier, left out of the trends; z above
  {rule["large_scale_z"]:g} is large-scale, from {text.day(rule["large_scale_starts_on"])} on.
- **Method.** {whole["method"]}: {text.number(whole["n_resamples"], digits=4)} resamples, each
  of which also multiplies every compute by a random factor between
  1/{whole["noise_factor"]:g} and {whole["noise_factor"]:g}, as the figures are estimates.
  A doubling time is 12 · log₁₀(2) / slope months.
- **Check.** A Theil-Sen line, which outliers move less, doubles every
  {text.number(12 * math.log10(2) / whole["slope_theil_sen_oom_per_year"])} months since
  {starts_in}.
- **Source.** Eras, window and method follow <{whole["source_url"]}>.
"""
    )
    st.markdown("The trends, to run in DuckDB on the published warehouse:")
    st.code(text.sql(TRENDS, asked_of_trends), language="sql")
    st.markdown("The points:")
    st.code(text.sql(POINTS, asked_of_points), language="sql")

st.caption(text.credit(snapshot, warehouse.build_id()))
