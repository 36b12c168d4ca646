"""Whether scores follow a power law. One row per benchmark, covariate and snapshot."""

from functools import cache

from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_rows
from scalehouse.stats.power_law import PowerLawFit, fit_saturating_power_law

KEY = ["benchmark", "covariate", "snapshot_date"]

# The next tenfold is what the brief asks the price of.
TENFOLD = 10


@kept
def model(dbt, session):
    """Fit each sample; snapshots that record the same compute share a fit."""
    fitted = cache(fit_sample)
    samples = dbt.ref("int_performance__score_samples").order(", ".join(KEY))
    return fit_rows(
        samples,
        KEY,
        lambda _, row: fitted(
            tuple(row["scale_values"]),
            tuple(row["score_shares"]),
            tuple(row["target_score_shares"]),
            row["ci_level"],
            row["min_df"],
        ).as_row(),
        PowerLawFit,
    )


def fit_sample(scales, scores, targets, ci_level, min_df):
    """Fit one curve, ten times beyond its largest model and at the targets."""
    return fit_saturating_power_law(
        scales,
        scores,
        ci_level=ci_level,
        min_df=min_df,
        predict_at=[TENFOLD * max(scales)] if scales else [],
        reach=targets,
    )
