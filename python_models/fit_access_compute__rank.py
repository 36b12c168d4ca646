"""Is openness related to compute? One row per specification, snapshot and period."""

import zlib

import pyarrow as pa

from scalehouse.stats.hidden_compute import fit_hidden_rank

KEY = ["specification", "snapshot_date", "period"]


def model(dbt, session):
    """Correlate access rank and compute in each sample."""
    settings = {
        "random_seed": int(dbt.config.meta_get("random_seed")),
        "n_resamples": int(dbt.config.meta_get("n_resamples")),
        "n_permutations": int(dbt.config.meta_get("n_permutations")),
    }
    samples = dbt.ref("int_access__compute_samples").order(
        "specification, snapshot_date, period, ai_model_id"
    )
    return pa.Table.from_pylist(
        [
            dict(zip(KEY, key, strict=True)) | fit_sample(rows, key, **settings)
            for key, rows in samples.df().groupby(KEY, sort=False)
        ]
    )


def fit_sample(rows, key, random_seed, **draws):
    """Correlate the models with compute, then with the missing at their limits."""
    first = rows.iloc[0]
    return fit_hidden_rank(
        rows["access_rank"].to_numpy(),
        rows["adjusted_compute_oom"].to_numpy(),
        ~rows["has_open_weights"].to_numpy(bool),
        limit_quantiles=(first["missing_low_quantile"], first["missing_high_quantile"]),
        min_obs=int(first["min_obs"]),
        ci_level=first["ci_level"],
        # a fit keeps its draws whichever other fits run beside it
        seed=[random_seed, zlib.crc32("/".join(map(str, key)).encode())],
        **draws,
    ).as_row()
