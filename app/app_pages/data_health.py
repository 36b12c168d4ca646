"""How complete, stable and well-read are the data?"""

import streamlit as st

from lib import axes, charts, controls, export, health, metrics, page, text, warehouse

page.question("How complete, stable and well-read are the data?")
with st.container(horizontal=True, gap="medium"):
    snapshot = controls.snapshot()
    models = controls.models()
date, source = snapshot["snapshot"], export.Source.of_snapshot(snapshot)
of_snapshot, of_models = {"snapshot": date}, {"snapshot": date, "models": models}
unread = warehouse.query(health.UNREAD, **of_snapshot)
coverage = warehouse.query(health.COVERAGE, **of_models)
n_failed, n_published = int(unread["n_failed"].sum()), int(unread["n_published"].sum())
known = coverage.set_index("metric")["coverage_share"].get("training_compute_flop", 0.0)
finding = (
    f"Of {n_published:,} published values, {n_failed} could not be read; training compute is "
    f"known for {known:.0%} of the models since 2010"
)
population = "notable" if models == "notable" else "all"
page.finding(finding, f"Of {population} AI models, {page.as_of(snapshot)}. Counts are exact.")

st.subheader("What is published of a model?", anchor=False)
if coverage.empty:
    page.nothing(f"The snapshot {date} has no AI model published since 2010.")
else:
    labels = dict(zip(coverage["metric"], coverage["metric_label"], strict=True))
    metric = controls.one_of("Metric", labels, "metric", width=300)
    of_metric = of_models | {"metric": metric}
    years = warehouse.query(health.BY_YEAR, **of_metric)
    label = metrics.label(metric)
    page.figure(
        charts.lines(
            years.assign(group=label, written=years["coverage_share"].map("{:.0%}".format)),
            axes.years(
                "calendar_year", [years["calendar_year"].min(), years["calendar_year"].max()]
            ),
            axes.shares("coverage_share"),
            {label: "blue"},
            {"calendar_year": "Year", "written": "Known for", "n_ai_models": "AI models"},
            names={label: label},
        ),
        years,
        name="coverage_by_year",
        title=f"{label}: share of the year's models of which it is known",
        n=int(years["n_ai_models"].sum()),
        source=source,
        alt_text=finding,
        note="Recent models gain values for years: see the revisions below.",
    )
    page.rows(
        coverage,
        {
            "metric_label": "Metric",
            "n_obs": "Known for",
            "n_ai_models": "AI models",
            "coverage_share": st.column_config.ProgressColumn("Share", format="percent"),
        },
        name="coverage",
        title="Coverage since 2010, by metric",
        source=source,
    )

st.subheader("What could the missing values change?", anchor=False)
page.rows(
    warehouse.query(health.BOUNDS, **of_snapshot),
    {
        "question": st.column_config.TextColumn("Question", width="large"),
        "scenario": "If what is missing",
        "coverage_share": st.column_config.NumberColumn("Known", format="percent"),
        "n_obs": "n",
        "estimate": st.column_config.NumberColumn("Estimate", format="%.3g"),
        "estimate_bound_low": st.column_config.NumberColumn("At least", format="%.3g"),
        "estimate_bound_high": st.column_config.NumberColumn("At most", format="%.3g"),
        "unit": "Unit",
        "status_reason": "Why not",
    },
    name="bounds",
    title="What missing values could change",
    source=source,
    note="Bounds hold whatever the missing values are, within what the scenario allows.",
)

st.subheader("What did the newest revision move?", anchor=False)
revisions = warehouse.query(health.REVISIONS, **of_snapshot)
if revisions.empty:
    page.nothing(f"{date} is the first snapshot: nothing was revised before it.")
else:
    before = text.day(revisions["old_snapshot_date"].iloc[0])
    page.figure(
        charts.intervals(
            charts.estimated(
                revisions, "moved_share", revisions["field"].str.replace("_", " ")
            ),
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
        page.rows(
            warehouse.query(health.RECORDS, **of_snapshot),
            {
                "ai_model_id": "AI model",
                "field": "Field",
                "revision": "Revision",
                "old_number": st.column_config.NumberColumn("Was", format="%.3g"),
                "new_number": st.column_config.NumberColumn("Is", format="%.3g"),
                "old_text": "Was, in words",
                "new_text": "Is, in words",
            },
            name="record_revisions",
            title=f"Revisions since {before}",
            source=source,
        )
page.rows(
    warehouse.query(health.CHANGES),
    {
        "new_snapshot_date": st.column_config.DateColumn("Snapshot"),
        "new_scope": "Scope",
        "n_after": "AI models",
        "n_kept": "Kept",
        "n_revised": "Revised",
        "n_added": "Added",
        "n_removed": "Removed",
    },
    name="changes",
    title="What changed from one snapshot to the next",
    source=source,
    note="Against the snapshot before. A file of notable models leaves all others out.",
)

st.subheader("What could not be read?", anchor=False)
failed = unread[unread["n_failed"] > 0]
if failed.empty:
    page.nothing(f"Every published value of the snapshot {date} could be read.")
else:
    page.rows(
        failed,
        {
            "column_name": "Column",
            "n_failed": "Not read",
            "n_published": "Published",
            "example_value": "For example",
            "example_record_number": "In record",
        },
        name="unread",
        title="Published values that could not be read",
        source=source,
    )
terms = warehouse.query(health.QUARANTINE)
if terms.empty:
    page.nothing("Every published word is known: the quarantine is empty.")
else:
    page.rows(
        terms,
        {
            "snapshot_date": st.column_config.DateColumn("Snapshot"),
            "field": "Field",
            "published_term": "Unknown word",
            "n_records": "Records",
            "example_record_id": "For example",
        },
        name="quarantine",
        title="Words in quarantine",
        source=source,
        note="Words that no vocabulary knows; their records stay, without that word.",
    )

st.subheader("What was expected, and was it so?", anchor=False)
quality = warehouse.query(health.QUALITY)
counts = quality["outcome"].value_counts()
st.markdown(
    f"{counts.get('passed', 0):,} of {len(quality):,} expectations passed, "
    f"{counts.get('accepted', 0):,} were accepted with a reason, "
    f"{counts.get('failed', 0):,} failed."
)
page.rows(
    quality,
    {
        "gate": "Gate",
        "table_name": "Table",
        "snapshot_date": st.column_config.DateColumn("Snapshot"),
        "expectation": "Expectation",
        "column_name": "Column",
        "outcome": "Outcome",
        "observed_value": "Found",
        "accepted_reason": "Accepted because",
    },
    name="quality",
    title="Expectations of snapshots and marts",
    source=source,
)

page.how_we_know(
    f"""
- **Data.** {page.preserved(snapshot)}
- **Reading.** Staging types every value; what it cannot read is null there and counted here.
- **Missing values.** docs/methods/missingness.md says what they could change.
- **Revisions.** AI models are matched by a readable key with reviewed aliases
  (docs/methods/revisions.md).
""",
    {
        "The coverage": (health.COVERAGE, of_models),
        "What missing values could change": (health.BOUNDS, of_snapshot),
        "The revisions": (health.REVISIONS, of_snapshot),
        "The values not read": (health.UNREAD, of_snapshot),
        "The expectations": (health.QUALITY, {}),
    },
    source,
)
