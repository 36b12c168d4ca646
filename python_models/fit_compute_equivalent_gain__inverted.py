"""How much compute an enhancement is worth. One row per case, snapshot, enhanced model."""

from dataclasses import asdict

import pyarrow as pa

from scalehouse.stats.anchored_gain import AnchoredGain, anchor_gain
from scalehouse.stats.compute_equivalent_gain import GainFit, fit_compute_equivalent_gain

KEY = ["case_id", "snapshot_date", "enhanced_label"]


def model(dbt, session):
    """Invert each baseline curve at each enhanced score."""
    samples = dbt.ref("int_enhancements__gain_samples").order(", ".join(KEY))
    fits = [(row, fit_case(row)) for row in rows(samples)]
    return pa.Table.from_pylist(
        [
            {name: row[name] for name in KEY} | fit.as_row() | asdict(anchor(row, fit))
            for row, fit in fits
        ]
    )


def rows(samples):
    """Return the samples as dictionaries, lists and nulls as they are."""
    return samples.to_arrow_table().to_pylist()


def fit_case(row):
    """Fit one case, unless compute is unknown for too much of it."""
    if reason := why_not(row):
        return GainFit(n_obs=row["n_obs"], status="not_estimable", status_reason=reason)
    return fit_compute_equivalent_gain(
        row["baseline_oom"],
        row["baseline_logits"],
        enhanced_log10_compute=row["training_compute_oom"],
        enhanced_score=row["enhanced_score_logit"],
        ci_level=row["ci_level"],
    )


def anchor(row, fit):
    """Measure the step from the same model's own score, where it has one."""
    if fit.status != "estimated" or row["baseline_score_logit"] is None:
        return AnchoredGain()
    return anchor_gain(
        row["enhanced_score_logit"] - row["baseline_score_logit"],
        fit.slope_per_oom,
        fit.slope_per_oom_se,
        fit.df_residual,
        ci_level=row["ci_level"],
    )


def why_not(row):
    """Say why a case has too little to fit, or nothing when it has enough."""
    if row["n_obs"] < row["min_sizes"]:
        return (
            f"training compute is known for {row['n_obs']} of {row['n_sizes']} baseline "
            f"models, a curve needs {row['min_sizes']}"
        )
    if row["training_compute_oom"] is None:
        return "the training compute of the enhanced model is not known"
    if row["enhanced_score_logit"] is None:
        return "all or no answers are right, which no compute is equivalent to"
    return None
