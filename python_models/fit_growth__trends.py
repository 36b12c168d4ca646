"""How fast each metric grew. One row per trend specification, snapshot and group."""

from scalehouse.fitting import seed_of, why_too_few
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.log_linear import GrowthFit, fit_growth

KEY = ["specification", "snapshot_date", "group_name"]
COLUMNS = ["member_year", "metric_oom", "min_obs", "ci_level", "noise_factor"]


@kept
def model(dbt, session):
    """Fit every sample of every specification."""
    seed = int(dbt.config.meta_get("random_seed"))
    n_resamples = int(dbt.config.meta_get("n_resamples"))
    # the fit sorts a sample before it resamples
    samples = (
        dbt.ref("int_trends__samples").select(", ".join([*KEY, *COLUMNS])).order(", ".join(KEY))
    )
    return fit_groups(
        samples,
        KEY,
        lambda group, rows: fit_sample(rows, seed_of(seed, group), n_resamples).as_row(),
        GrowthFit,
    )


def fit_sample(rows, seed, n_resamples):
    """Fit one sample, unless it has fewer models than its specification asks for."""
    first = rows.first
    if reason := why_too_few(len(rows), first["min_obs"]):
        return GrowthFit(
            n_obs=len(rows),
            status="not_estimable",
            status_reason=reason,
        )
    return fit_growth(
        rows["member_year"],
        rows["metric_oom"],
        ci_level=first["ci_level"],
        noise_factor=first["noise_factor"],
        n_resamples=n_resamples,
        seed=seed,
    )
