"""Do published claims hold on today's data?"""

import streamlit as st

from lib import charts, claims, controls, export, numbers, page, text, warehouse

EVERYTHING = controls.EVERYTHING

page.question("Do published claims hold on today's data?")
scores = warehouse.query(claims.SCOREBOARD)
with controls.bar():
    kinds = {EVERYTHING: EVERYTHING} | {
        name: name.replace("_", " ") for name in sorted(scores["kind"].unique())
    }
    verdict = controls.one_of(
        "Verdict today", {EVERYTHING: EVERYTHING} | claims.TODAY, "verdict"
    )
    address = controls.one_of(
        "Source", [EVERYTHING, *scores["address"].value_counts().index], "source", width=300
    )
    kind = controls.one_of("Kind of claim", kinds, "kind")

newest = controls.snapshots().iloc[0]
source = export.Source.of_snapshot(newest)
counts = numbers.exact(claims.COUNTS).iloc[0]
finding = (
    f"{counts['n_holding']} of {counts['n_testable']} published claims that can be tested hold "
    f"today; {counts['n_drifted']} held in their time and no longer do"
)
page.finding(
    finding,
    f"Of {counts['n_claims']} claims in all, each held against every snapshot; today is "
    f"{text.day(newest['snapshot_date'])}, or the newest snapshot that can say something.",
)
shown = scores[
    scores["verdict_today"].isin([verdict] if verdict != EVERYTHING else claims.NAMES)
    & ((scores["address"] == address) | (address == EVERYTHING))
    & ((scores["kind"] == kind) | (kind == EVERYTHING))
]
if shown.empty:
    page.nothing("No claim is of this verdict, source and kind. Widen the filters.")
    st.stop()

drawn = shown.head(claims.MOST_DRAWN)
chosen = {"verdict": verdict, "kind": kind, "address": address}
n_shown = numbers.exact(claims.SHOWN, **chosen)["n_shown"].iloc[0]
asked = {"claims": drawn["claim_id"].tolist()}
checks = warehouse.query(claims.CHECKS, **asked)
page.figure(
    charts.matrix(
        claims.cells(checks),
        sorted(checks["snapshot"].unique()),
        claims.COLORS,
        claims.TOLD,
    ),
    checks,
    name="ledger",
    title="Verdict on each claim, snapshot by snapshot",
    n=len(drawn),
    of="claims",
    source=source,
    alt_text=finding,
    note=f"{claims.SIGNS}. Drifted claims held in their own time; before its time means "
    "that a snapshot older than the claim's data does not give it, which counts neither way; "
    "what does not follow, does not even from the inputs that its source states. Hover a cell "
    "to read both numbers. "
    + (
        f"These are the first {len(drawn)} of {n_shown} claims, what does not hold before "
        "what does: filter to see others."
        if len(drawn) < len(shown)
        else ""
    ),
)

rows = shown.to_dict("records")
page.rows(
    shown.assign(
        published=[claims.published(row) for row in rows],
        today=[claims.number(row, "newest_estimate", row["unit"]) for row in rows],
        verdict_said=shown["verdict_today"].map(claims.NAMES),
        link=shown["source_url"].map(text.link),
    ),
    {
        "claim_id": "Id",
        "claim": st.column_config.TextColumn("Claim", width="large"),
        "published": "Published",
        "today": "Ours today, with interval",
        "verdict_said": "Verdict today",
        "n_obs_newest": "n",
        "first_failing_snapshot_date": st.column_config.DateColumn("Fails since"),
        "reason": "Why",
        "place": "Place",
        "link": st.column_config.LinkColumn("Source", display_text=text.HOST),
    },
    name="scoreboard",
    title="Scoreboard of published claims",
    source=source,
    note="Intervals stand at the published level. Fails since: from its own time on.",
)
page.how_we_know(
    f"""
- **Data.** {page.preserved(newest)} Claims are data too, each with its place and link.
- **Rules.** One rule for each kind of claim decides; no claim has a tolerance of its own
  (docs/methods/claims.md).
- **Discrepancies.** DISCREPANCIES.md names what did not hold in its own time, and the likely
  cause.
""",
    {"The scoreboard": (claims.SCOREBOARD, {}), "The checks": (claims.CHECKS, asked)},
    source,
)
