"""What are enhancements after training worth in training compute?"""

import pandas as pd
import streamlit as st

from lib import charts, controls, enhancements, export, page, text, warehouse
from lib.enhancements import factor


def published_row(row: pd.Series) -> dict[str, str]:
    """Write a published figure as a row of the table."""
    sign = "more than " if row["is_lower_bound"] else "about " if row["is_approximate"] else ""
    cost = "under " if row["is_one_time_cost_upper_bound"] else ""
    return {
        "Enhancement": text.plain(row["enhancement"]),
        "Kind": text.plain(row["enhancement_type"].replace("_", " ")),
        "Worth, times the compute": f"{sign}{factor(row['gain_factor'])}",
        "One-time cost": f"{cost}{row['one_time_cost_share']:.2%}",
        "Read in": text.plain(row["verified_in"].replace("_", " ")),
        "Source": f"[{text.host(row['source_url'])}]({row['source_url']})",
    }


page.question("What are enhancements worth in training compute?")
names = warehouse.query(enhancements.NAMES)
with st.container(horizontal=True, gap="medium"):
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
published = warehouse.query(enhancements.PUBLISHED)
shown = enhancements.drawn(readings)

gains = shown[enhancements.ANCHORED]
claims = published[published["enhancement"] == chosen]
published_as = ", ".join(
    published_row(row)["Worth, times the compute"] for _, row in claims.iterrows()
)
finding = text.clean(chosen) + (
    f" is worth {factor(gains.median())} times the training compute (median; readings "
    f"{factor(gains.min())} to {factor(gains.max())}, n = {len(gains)})"
    if len(gains)
    else " cannot be measured on this snapshot"
)
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
    labels = {
        name: text.clean(f"{row['benchmark']}, {row['baseline_family']}")
        for name, row in cases.iterrows()
    }
    with st.container(horizontal=True, gap="medium"):
        case = controls.one_of("Baseline", labels, "case", width=300)
        score = st.number_input(
            "Score with the enhancement (0 to 1)",
            min_value=0.001,
            max_value=0.999,
            value=round(float(cases.loc[case, "enhanced_score_share"]), 3),
            step=0.01,
            format="%.3f",
            key="score",
            bind="query-params",
            width=260,
        )
    asked = {
        "case_id": case,
        "enhanced_score_share": score,
        "training_flop": float(cases.loc[case, "training_compute_flop"]),
        "snapshot": date,
    }
    answer = warehouse.query(enhancements.GAIN, **asked).iloc[0]
    beyond = " That is beyond the baseline's compute." if answer["is_extrapolated"] else ""
    st.markdown(
        f"**{score:.1%} without the enhancement would take "
        f"{text.flop(answer['equivalent_flop'])}, {factor(answer['gain_factor'])} times "
        f"{text.flop(asked['training_flop'])}.**{beyond}"
    )

st.subheader("What has been published?", anchor=False)
page.table(
    pd.DataFrame(published_row(row) for _, row in published.iterrows()),
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
