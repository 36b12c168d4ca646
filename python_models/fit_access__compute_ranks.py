"""Is openness related to compute? One row per specification, snapshot and period."""

from scalehouse.fitting import seed_of
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.hidden_compute import HiddenRankFit, fit_hidden_rank

KEY = ["specification", "snapshot_date", "period"]


@kept
def model(dbt, session):
    """Correlate access rank and compute in each sample."""
    seed = int(dbt.config.meta_get("random_seed"))
    draws = {
        "n_resamples": int(dbt.config.meta_get("n_resamples")),
        "n_permutations": int(dbt.config.meta_get("n_permutations")),
    }
    samples = dbt.ref("int_access__compute_samples").order(
        "specification, snapshot_date, period, ai_model_id"
    )
    return fit_groups(
        samples,
        KEY,
        lambda group, rows: fit_sample(rows, seed_of(seed, group), **draws),
        HiddenRankFit,
    )


def fit_sample(rows, seed, **draws):
    """Correlate the models with compute, then with the missing at their limits."""
    first = rows.first
    return fit_hidden_rank(
        rows["access_rank"],
        rows["adjusted_compute_oom"],
        ~rows["has_open_weights"].astype(bool),
        limit_quantiles=(first["missing_low_quantile"], first["missing_high_quantile"]),
        min_obs=int(first["min_obs"]),
        ci_level=first["ci_level"],
        seed=seed,
        **draws,
    ).as_row()
