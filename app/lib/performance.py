"""What the next tenfold buys in scores, and why that is hardly known."""

import pandas as pd

from lib import numbers, text, warehouse

LAWS = """
select
    benchmark,
    covariate,
    snapshot_date,
    score_share_of_largest,
    next_tenfold_gain_share,
    next_tenfold_gain_share_ci_low,
    next_tenfold_gain_share_ci_high,
    n_obs,
    df_residual,
    coalesce(identification_reason, status_reason) as reason,
    interval_kind,
    ci_level,
    method,
    source_url
from fct_performance_laws
where
    snapshot_date = cast($snapshot as date)
    and covariate = $covariate
order by next_tenfold_gain_share_ci_high desc nulls last, benchmark
"""

COVARIATES = {
    "dollars": ("training_cost_usd", "Tenfold spending"),
    "compute": ("training_compute_flop", "Tenfold compute"),
    "size": ("parameters", "Tenfold size"),
}
TOLD = {"name": "Benchmark", "written": "Points", "n_obs": "n", "reason": "Why so wide"}
GAIN = "next_tenfold_gain_share"


def laws(snapshot: str, covariate: str) -> pd.DataFrame:
    """Return the law of each benchmark."""
    rows = warehouse.query(LAWS, snapshot=snapshot, covariate=covariate)
    return numbers.stated(rows, "fct_performance_laws", "benchmark", "covariate")


def gains(laws: pd.DataFrame) -> pd.DataFrame:
    """Prepare the laws that bound a gain for `charts.intervals`, in points of score."""
    known = laws.dropna(subset=[f"{GAIN}_ci_low", f"{GAIN}_ci_high"])
    low, high = 100 * known[f"{GAIN}_ci_low"], 100 * known[f"{GAIN}_ci_high"]
    return known.assign(
        name=known["benchmark"].map(text.clean),
        estimate=100 * known[GAIN],
        low=low,
        high=high,
        written=[f"{a:+.1f} to {b:+.1f}" for a, b in zip(low, high, strict=True)],
        reason=known["reason"].map(text.clean),
        color="blue",
    )
