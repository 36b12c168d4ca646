"""What an enhancement is worth in training compute: our readings beside the published ones."""

import pandas as pd

from lib import text

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
