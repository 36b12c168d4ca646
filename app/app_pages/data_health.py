"""How complete, stable and well-read are the data?"""

import streamlit as st

from lib import (
    axes,
    charts,
    controls,
    data_health,
    export,
    metrics,
    numbers,
    page,
    text,
    warehouse,
)
from lib import data_health_tables as tables

page.question("How complete, stable and well-read are the data?")
with controls.bar():
    snapshot = controls.snapshot()
    models = controls.models(snapshot)
date, source = snapshot["snapshot"], export.Source.of_snapshot(snapshot)
of_snapshot, of_models = {"snapshot": date}, {"snapshot": date, "models": models}
coverage = warehouse.query(data_health.COVERAGE, **of_models)
read = numbers.one("fct_cast_failures", "all", date) or {"n_published": 0, "n_failed": 0}
known = numbers.one(
    "fct_metrics_by_year", models, date, "since_2010__training_compute_flop"
) or {"coverage_share": 0}
finding = (
    f"Of {read['n_published']:,.0f} published values, {read['n_failed']:,.0f} could not be "
    f"read; training compute is known for {known['coverage_share']:.0%} of the models since "
    "2010"
)
population = "notable" if models == "notable" else "all"
page.finding(finding, f"Of {population} AI models, {page.as_of(snapshot)}. Counts are exact.")
st.caption(data_health.newest_snapshots(controls.snapshots()))

st.subheader("What is published of a model?", anchor=False)
if coverage.empty:
    page.nothing(f"The snapshot {date} has no AI model published since 2010.")
else:
    labels = dict(zip(coverage["metric"], coverage["metric_label"], strict=True))
    metric = controls.one_of("Metric", labels, "metric", width=300)
    of_metric = of_models | {"metric": metric}
    years = warehouse.query(data_health.BY_YEAR, **of_metric)
    label = metrics.label(metric)
    page.figure(
        charts.line(
            years.assign(written=years["coverage_share"].map("{:.0%}".format)),
            axes.years(
                "calendar_year", [years["calendar_year"].min(), years["calendar_year"].max()]
            ),
            axes.shares("coverage_share"),
            {"calendar_year": "Year", "written": "Known for", "n_ai_models": "AI models"},
        ),
        years,
        name="coverage_by_year",
        title=f"{label}: share of the year's models of which it is known",
        n=int(years["n_ai_models"].sum()),
        source=source,
        alt_text=finding,
        note="Recent models gain values for years: see the revisions below.",
    )
    tables.COVERAGE.show(source, "No metric is known.", **of_models)

st.subheader("What could the missing values change?", anchor=False)
tables.BOUNDS.show(source, f"Nothing is bounded in the snapshot {date}.", **of_snapshot)

st.subheader("What did the newest revision move?", anchor=False)
revisions = warehouse.query(data_health.REVISIONS, **of_snapshot)
if revisions.empty:
    page.nothing(f"{date} is the first snapshot: nothing was revised before it.")
else:
    before = text.day(revisions["old_snapshot_date"].iloc[0])
    page.figure(
        charts.intervals(
            charts.estimated(revisions, "moved_share", tables.field_names(revisions["field"])),
            charts.ESTIMATE,
            "Share of values that moved by more than 1%",
            form=".1%",
        ),
        revisions,
        name="revisions",
        title=f"Values revised since the snapshot of {before}",
        n=int(revisions["n_obs"].max()),
        of="AI models of both snapshots at most",
        source=source,
        alt_text=f"Share of values revised since {before}, by field",
        note=f"Bars are 95% intervals ({revisions['method'].iloc[0]}).",
    )
    with st.expander("Each revision"):
        tables.RECORDS.show(source, "No value was revised.", **of_snapshot)
tables.CHANGES.show(source, "There is one snapshot only: nothing changed yet.")

st.subheader("What could not be read?", anchor=False)
tables.UNREAD.show(
    source, f"Every published value of the snapshot {date} could be read.", **of_snapshot
)
tables.QUARANTINE.show(source, "Every published word is known: the quarantine is empty.")

st.subheader("What was expected, and was it so?", anchor=False)
counts = numbers.exact(data_health.OUTCOMES).iloc[0]
st.markdown(
    f"{counts['n_passed']:,} of {counts['n_expectations']:,} expectations passed, "
    f"{counts['n_accepted']:,} were accepted with a reason, {counts['n_failed']:,} failed."
)
tables.QUALITY.show(source, "This build checked no expectation.")

page.how_we_know(
    f"""
- **Data.** {page.preserved(snapshot)}
- **Reading.** Staging types every value; what it cannot read is null there and counted here.
- **Missing values.** docs/methods/robustness.md says what they could change.
- **Revisions.** AI models are matched by a readable key with reviewed aliases
  (docs/methods/revisions.md).
""",
    {
        "The coverage": (data_health.COVERAGE, of_models),
        "What missing values could change": (data_health.BOUNDS, of_snapshot),
        "The revisions": (data_health.REVISIONS, of_snapshot),
        "The values not read": (data_health.UNREAD, of_snapshot),
        "The expectations": (data_health.QUALITY, {}),
    },
    source,
)
