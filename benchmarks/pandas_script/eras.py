"""Score every model against its neighbours, and list the samples of the trends."""

import numpy as np
import pandas as pd
from shared import KEY, assumptions, chosen, standing, trends


def compute(models):
    models = models.dropna(subset=["training_compute_flop", "publication_date"])
    models = models.assign(metric_oom=np.log10(models["training_compute_flop"]))
    ranks = pd.concat(
        [
            standing(part["publication_date"], part["training_compute_flop"])
            for _, part in models.groupby("snapshot_date")
        ]
    )
    models = models.join(ranks)
    rules = assumptions("z_score_rules").set_index("z_rule")
    flags = {name: z_flags(models, rule) for name, rule in rules.iterrows()}
    samples = []
    for spec in trends().itertuples():
        part = chosen(models.join(flags[spec.z_rule]), spec)
        if spec.excludes_low_outliers:
            part = part[~part["is_low_outlier"]]
        if spec.sample_rule == "regular_scale":
            part = part[~part["is_high_scale"]]
        elif spec.sample_rule != "all":
            part = part[part[f"is_{spec.sample_rule}"]]
        samples.append(
            part[[*KEY, "publication_year", "metric_oom"]].assign(
                specification=spec.specification
            )
        )
    return pd.concat(samples)


def z_flags(models, rule):
    parts = []
    for _, part in models.groupby("snapshot_date"):
        year, oom = part["publication_year"].to_numpy(), part["metric_oom"].to_numpy()
        notable = part["is_notable"].to_numpy()
        near = np.abs(year[:, None] - year[notable]) <= rule["window_half_width_years"]
        centred = oom - oom.mean()
        n = near.sum(axis=1)
        with np.errstate(all="ignore"):
            mean = near @ centred[notable] / n
            variance = (near @ centred[notable] ** 2 - n * mean**2) / (n - 1)
            z = np.where(
                n >= rule["min_window_models"], (centred - mean) / np.sqrt(variance), np.nan
            )
        parts.append(pd.DataFrame({"training_compute_z": z}, index=part.index))
    flags = pd.concat(parts)
    z = flags["training_compute_z"]
    flags["is_low_outlier"] = z < rule["low_outlier_z"]
    flags["is_high_scale"] = z > rule["large_scale_z"]
    late = models["publication_date"] >= rule["large_scale_starts_on"]
    flags["is_large_scale"] = flags["is_high_scale"] & late
    return flags
