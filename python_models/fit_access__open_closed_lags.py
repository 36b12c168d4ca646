"""How far behind are open weights? One row per specification and snapshot."""

from scalehouse.fitting import seed_of
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.open_closed_lag import LagFit, fit_open_closed_lag

KEY = ["specification", "snapshot_date"]


@kept
def model(dbt, session):
    """Fit the lag to the records of open and of closed models."""
    seed = int(dbt.config.meta_get("random_seed"))
    n_resamples = int(dbt.config.meta_get("n_resamples"))
    samples = dbt.ref("int_access__lag_samples").order(
        "specification, snapshot_date, publication_year, ai_model_id"
    )
    return fit_groups(
        samples,
        KEY,
        lambda group, rows: fit_sample(rows, seed_of(seed, group), n_resamples).as_row(),
        LagFit,
    )


def fit_sample(rows, seed, n_resamples):
    """Fit one sample, unless a side has fewer records than the specification asks for."""
    first = rows.first
    n_open = int(rows["has_open_weights"].sum())
    n_closed = len(rows) - n_open
    if min(n_open, n_closed) < first["min_obs"]:
        return LagFit(
            n_obs=len(rows),
            n_open=n_open,
            n_closed=n_closed,
            status="not_estimable",
            status_reason=f"{n_open} open and {n_closed} closed records, the specification "
            f"asks for {first['min_obs']} of each",
        )
    return fit_open_closed_lag(
        rows["publication_year"],
        rows["training_compute_oom"],
        rows["has_open_weights"],
        # the sample holds nothing but records, found in the whole history
        records_only=False,
        ci_level=first["ci_level"],
        n_resamples=n_resamples,
        seed=seed,
    )
