"""How fast each comparison series grew. One row per series specification and snapshot."""

import zlib

import pyarrow as pa

from scalehouse.stats.log_linear import GrowthFit, fit_growth

KEY = ["specification", "snapshot_date"]


def model(dbt, session):
    """Fit every series on every snapshot."""
    seed = int(dbt.config.meta_get("random_seed"))
    n_resamples = int(dbt.config.meta_get("n_resamples"))
    samples = dbt.ref("int_eras__series_samples").order(
        "specification, snapshot_date, item_year, item_name"
    )
    return pa.Table.from_pylist(
        [
            dict(zip(KEY, key, strict=True)) | fit_series(rows, key, seed, n_resamples).as_row()
            for key, rows in samples.df().groupby(KEY, sort=False)
        ]
    )


def fit_series(rows, key, seed, n_resamples):
    """Fit one series, unless it has fewer items than its specification asks for."""
    first = rows.iloc[0]
    if len(rows) < first["min_obs"]:
        return GrowthFit(
            n_obs=len(rows),
            status="not_estimable",
            status_reason=f"{len(rows)} items, the specification asks for {first['min_obs']}",
        )
    return fit_growth(
        rows["item_year"].to_numpy(),
        rows["item_oom"].to_numpy(),
        ci_level=first["ci_level"],
        noise_factor=first["noise_factor"],
        n_resamples=n_resamples,
        # a fit keeps its draws whichever other fits run beside it
        seed=[seed, zlib.crc32("/".join(map(str, key)).encode())],
    )
