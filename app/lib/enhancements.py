"""What an enhancement is worth in training compute: our readings beside the published ones."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib import controls, numbers, text, warehouse

READINGS = """
select *
from fct_compute_equivalent_gains
where
    snapshot_date = cast($snapshot as date)
    and enhancement = $enhancement
order by case_id, training_compute_flop, enhanced_label
"""

PUBLISHED = """
select
    claim,
    reading,
    enhancement,
    enhancement_type,
    benchmark_scope,
    gain_factor,
    is_lower_bound,
    is_approximate,
    one_time_cost_share,
    is_one_time_cost_upper_bound,
    verified_in,
    source_url
from fct_enhancements
order by enhancement_type, enhancement, reading
"""

NAMES = """
select
    enhancement,
    any_value(enhancement_type) as enhancement_type,
    count(*) filter (where anchored_gain_factor is not null) as n_readings
from fct_compute_equivalent_gains
group by enhancement
order by n_readings desc, enhancement
"""

CASES = """
select
    case_id,
    any_value(benchmark) as benchmark,
    any_value(baseline_family) as baseline_family,
    median(baseline_score_share) as baseline_score_share,
    median(enhanced_score_share) as enhanced_score_share,
    median(training_compute_flop) as training_compute_flop
from fct_compute_equivalent_gains
where
    enhancement = $enhancement
    and snapshot_date = cast($snapshot as date)
    and status = 'estimated'
group by case_id
order by case_id
"""

GAIN = """
from compute_equivalent_gain(
    $case_id,
    $enhanced_score_share,
    training_flop := $training_flop,
    snapshot_date := cast($snapshot as date)
)
"""

TOLD = {
    "name": "AI model and benchmark",
    "written": "Gain and interval",
    "bounds": "Bounds from who beats whom",
    "score": "Score, without and with",
    "n": "Baseline models",
}
# Beyond, a curve says nothing that anybody could check.
MOST_DRAWN = 1e6
ANCHORED = "anchored_gain_factor"


def factor(value: float) -> str:
    """Write a gain: 12 times; — for none."""
    return "—" if pd.isna(value) else text.number(value)


def spread(low: float, high: float) -> str:
    """Write an interval of gains of which an end may be missing."""
    if pd.isna(low) and pd.isna(high):
        return "no bound"
    if pd.isna(high):
        return f"at least {factor(low)}"
    if pd.isna(low):
        return f"at most {factor(high)}"
    return f"{factor(low)} to {factor(high)}"


def drawn(readings: pd.DataFrame) -> pd.DataFrame:
    """Prepare readings for `charts.intervals`; an end that does not exist is the estimate's."""
    known = readings.dropna(subset=[ANCHORED])
    low, high = known[f"{ANCHORED}_ci_low"], known[f"{ANCHORED}_ci_high"]
    bound_low, bound_high = (
        known["observed_gain_factor_low"],
        known["observed_gain_factor_high"],
    )
    # beyond what anybody measured, a curve's upper end is arithmetic without meaning
    high = high.where(high <= MOST_DRAWN)
    return known.assign(
        name=[
            text.clean(f"{label}, {benchmark}")
            for label, benchmark in zip(
                known["enhanced_label"], known["benchmark"], strict=True
            )
        ],
        estimate=known[ANCHORED].clip(upper=MOST_DRAWN),
        low=low.fillna(known[ANCHORED]).clip(upper=MOST_DRAWN),
        high=high.fillna(known[ANCHORED]).clip(upper=MOST_DRAWN),
        bound_low=bound_low.fillna(known[ANCHORED]).clip(upper=MOST_DRAWN),
        bound_high=bound_high.fillna(bound_low).fillna(known[ANCHORED]).clip(upper=MOST_DRAWN),
        written=[
            f"{factor(value)} ({spread(*ends)})"
            for value, *ends in zip(known[ANCHORED], low, high, strict=True)
        ],
        bounds=[spread(*ends) for ends in zip(bound_low, bound_high, strict=True)],
        score=[
            f"{before:.0%}, {after:.0%}"
            for before, after in zip(
                known["baseline_score_share"], known["enhanced_score_share"], strict=True
            )
        ],
        n=known["n_obs"],
        color=known["is_cross_family"].map({True: "grey", False: "blue"}),
    )


def finding(enhancement: str, snapshot: str) -> str:
    """Say what an enhancement is worth: the median of its readings, and all of them."""
    gains = numbers.one("fct_compute_equivalent_gains", enhancement, snapshot)
    name = text.clean(enhancement)
    if gains is None:
        return f"{name} cannot be measured on this snapshot"
    median, least, most = (factor(gains[f"{ANCHORED}_{of}"]) for of in ("median", "min", "max"))
    return (
        f"{name} is worth {median} times the training compute (median; "
        f"readings {least} to {most}, n = {gains['n_obs']})"
    )


def published(snapshot: str) -> pd.DataFrame:
    """Return the gains that papers state, the same on every snapshot."""
    rows = warehouse.query(PUBLISHED).assign(snapshot_date=snapshot)
    return numbers.stated(rows, "fct_enhancements", "claim", "reading").drop(
        columns="snapshot_date"
    )


def published_as(published: pd.DataFrame, enhancement: str) -> str:
    """Write the published gains of an enhancement."""
    own = published[published["enhancement"] == enhancement]
    return ", ".join(map(_worth, own.to_dict("records")))


def row(published: Mapping[str, Any]) -> dict[str, str]:
    """Write a published figure as a row of a table; its file says more."""
    cost = "under " if published["is_one_time_cost_upper_bound"] else ""
    return {
        "Enhancement": text.plain(published["enhancement"]),
        "Worth, times the compute": _worth(published),
        "One-time cost": f"{cost}{100 * published['one_time_cost_share']:.2g}%",
        "Source": text.linked(published["source_url"]),
    }


def what_if(cases: pd.DataFrame, snapshot: str) -> None:
    """Let the reader give a score, and say what it would take without the enhancement."""
    names = {
        name: text.clean(f"{case['benchmark']}, {case['baseline_family']}")
        for name, case in cases.iterrows()
    }
    with controls.bar():
        case = cases.loc[controls.one_of("Baseline", names, "case", width=300)]
        score = st.number_input(
            "Score with the enhancement (0 to 1)",
            min_value=0.001,
            max_value=0.999,
            value=round(float(case["enhanced_score_share"]), 3),
            step=0.01,
            format="%.3f",
            key="score",
            bind="query-params",
            width=260,
        )
    asked = {
        "case_id": case["case_id"],
        "enhanced_score_share": score,
        "training_flop": float(case["training_compute_flop"]),
        "snapshot": snapshot,
    }
    answer = numbers.exact(GAIN, **asked).iloc[0]
    beyond = " That is beyond the baseline's compute." if answer["is_extrapolated"] else ""
    st.markdown(
        f"**{score:.1%} without the enhancement would take "
        f"{text.flop(answer['equivalent_flop'])}, {factor(answer['gain_factor'])} times "
        f"{text.flop(asked['training_flop'])}.**{beyond}"
    )


def _worth(published: Mapping[str, Any]) -> str:
    bound = "about " if published["is_approximate"] else ""
    bound = "more than " if published["is_lower_bound"] else bound
    return f"{bound}{factor(published['gain_factor'])}"
