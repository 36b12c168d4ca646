"""How far large-scale models lie from the regular trend. One row per trend and snapshot."""

import zlib

import pyarrow as pa

from scalehouse.stats.trend_distance import DistanceFit, fit_distance

KEY = ["specification", "snapshot_date"]


def model(dbt, session):
    """Measure the large-scale models of each trend that leaves them out."""
    seed = int(dbt.config.meta_get("random_seed"))
    n_resamples = int(dbt.config.meta_get("n_resamples"))
    candidates = dbt.ref("int_eras__large_scale_candidates").order(
        "specification, snapshot_date, publication_year, ai_model_id"
    )
    samples = dbt.ref("int_scaling__trend_samples").order(
        "specification, snapshot_date, publication_year, ai_model_id"
    )
    regular = dict(iter(samples.df().groupby(KEY, sort=False)))
    return pa.Table.from_pylist(
        [
            dict(zip(KEY, key, strict=True))
            | measure(regular[key], rows, key, seed, n_resamples).as_row()
            for key, rows in candidates.df().groupby(KEY, sort=False)
        ]
    )


def measure(regular, rows, key, seed, n_resamples):
    """Measure one group, unless it has fewer models than its trend asks for."""
    first = rows.iloc[0]
    if len(rows) < first["min_obs"]:
        return DistanceFit(
            n_obs=len(rows),
            n_trend=len(regular),
            status="not_estimable",
            status_reason=f"{len(rows)} models, the specification asks for {first['min_obs']}",
        )
    return fit_distance(
        regular["publication_year"].to_numpy(),
        regular["metric_oom"].to_numpy(),
        rows["publication_year"].to_numpy(),
        rows["training_compute_oom"].to_numpy(),
        ci_level=first["ci_level"],
        noise_factor=first["noise_factor"],
        n_resamples=n_resamples,
        # a fit keeps its draws whichever other fits run beside it
        seed=[seed, zlib.crc32("/".join(map(str, key)).encode())],
    )
