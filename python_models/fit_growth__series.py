"""How fast each comparison series grew. One row per series specification and snapshot."""

from scalehouse.fitting import seed_of, why_too_few
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.log_linear import GrowthFit, fit_growth

KEY = ["specification", "snapshot_date"]


@kept
def model(dbt, session):
    """Fit every series on every snapshot."""
    seed = int(dbt.config.meta_get("random_seed"))
    n_resamples = int(dbt.config.meta_get("n_resamples"))
    samples = dbt.ref("int_trends__series_samples").order(
        "specification, snapshot_date, item_year, item_name"
    )
    return fit_groups(
        samples,
        KEY,
        lambda group, rows: fit_series(rows, seed_of(seed, group), n_resamples).as_row(),
        GrowthFit,
    )


def fit_series(rows, seed, n_resamples):
    """Fit one series, unless it has fewer items than its specification requires."""
    first = rows.first
    if reason := why_too_few(len(rows), first["min_obs"], "items"):
        return GrowthFit(
            n_obs=len(rows),
            status="not_estimable",
            status_reason=reason,
        )
    return fit_growth(
        rows["item_year"],
        rows["item_oom"],
        ci_level=first["ci_level"],
        noise_factor=first["noise_factor"],
        n_resamples=n_resamples,
        seed=seed,
    )
