"""One trend or a kink. One row per changepoint specification and snapshot."""

from scalehouse.fitting import seed_of, why_too_few
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.changepoint import KinkedFit, fit_kinked

KEY = ["specification", "snapshot_date"]


@kept
def model(dbt, session):
    """Search a kink in every sample."""
    seed = int(dbt.config.meta_get("random_seed"))
    n_resamples = int(dbt.config.meta_get("n_resamples"))
    samples = dbt.ref("int_slowing__samples").order(
        "specification, snapshot_date, publication_year, ai_model_id"
    )
    return fit_groups(
        samples,
        KEY,
        lambda group, rows: fit_sample(rows, seed_of(seed, group), n_resamples).as_row(),
        KinkedFit,
    )


def fit_sample(rows, seed, n_resamples):
    """Fit one sample, unless it has fewer models than its specification requires."""
    first = rows.first
    if reason := why_too_few(len(rows), first["min_obs"]):
        return KinkedFit(
            n_obs=len(rows),
            variance=first["variance"],
            status="not_estimable",
            status_reason=reason,
        )
    return fit_kinked(
        rows["publication_year"],
        rows["metric_oom"],
        min_points_per_segment=int(first["min_points_per_segment"]),
        variance=first["variance"],
        ci_level=first["ci_level"],
        n_resamples=n_resamples,
        n_simulations=n_resamples,
        seed=seed,
    )
