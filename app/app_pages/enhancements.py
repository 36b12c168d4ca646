"""What are enhancements after training worth in training compute?"""

import pandas as pd
import streamlit as st

from lib import charts, controls, enhancements, export, page, text, warehouse

page.question("What are enhancements worth in training compute?")
names = warehouse.query(enhancements.NAMES)
with controls.bar():
    snapshot = controls.snapshot()
    chosen = controls.one_of(
        "Enhancement",
        {name: text.clean(name) for name in names["enhancement"]},
        "enhancement",
        width=300,
    )
date, source = snapshot["snapshot"], export.Source.of_snapshot(snapshot)
of_readings = {"snapshot": date, "enhancement": chosen}
readings = warehouse.query(enhancements.READINGS, **of_readings)
published = enhancements.published(date)
shown = enhancements.drawn(readings)

finding = enhancements.finding(chosen, date)
published_as = enhancements.published_as(published, chosen)
page.finding(
    finding,
    f"{page.as_of(snapshot)[0].upper()}{page.as_of(snapshot)[1:]}. "
    + (f"Published: {published_as} times." if published_as else "No figure was published."),
)
if shown.empty:
    reasons = readings["status_reason"].dropna().unique()
    page.nothing(
        f"No reading of {text.plain(chosen)}: "
        + ("; ".join(map(text.plain, reasons)) or "no case in this snapshot")
        + ". Compute is known for more models in the snapshots of all models."
    )
else:
    page.figure(
        charts.intervals(
            shown,
            enhancements.TOLD,
            "Gain, times the training compute",
            reference=1,
            is_log=True,
            bounds=True,
            form="~s",
        ),
        readings,
        name="gains",
        title="Compute-equivalent gain, by enhanced model and benchmark",
        n=len(shown),
        of="readings",
        source=source,
        alt_text=finding,
        note="The compute by which the family would need to grow for the same step in score. "
        "Bars are intervals of the slope, dotted lines what larger and smaller models of the "
        "family bound; grey readings compare families. Ends beyond a million are not drawn.",
    )

st.subheader("What if a score were another?", anchor=False)
cases = warehouse.query(enhancements.CASES, **of_readings).set_index("case_id", drop=False)
if cases.empty:
    page.nothing("There is no baseline curve of this enhancement to ask.")
else:
    enhancements.what_if(cases, date)

st.subheader("What has been published?", anchor=False)
page.table(
    pd.DataFrame(enhancements.row(each) for each in published.to_dict("records")),
    published,
    name="published",
    title="Published compute-equivalent gains",
    source=source,
    note="One-time cost: compute of developing it, as a share of pretraining.",
)
page.how_we_know(
    f"""
- **Data.** {page.preserved(snapshot)} Scores are printed in papers, each with its place.
- **Method.** Log odds of the score on log compute within a model family, inverted at the
  enhanced score; three to eight models a curve (docs/methods/enhancements.md).
- **Bounds.** A model that scores above a larger one of its family gains at least the ratio
  of their compute, whatever the curve.
""",
    {
        "The readings": (enhancements.READINGS, of_readings),
        "The published figures": (enhancements.PUBLISHED, {}),
    },
    source,
)
