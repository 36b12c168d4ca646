"""Is a gap in model sizes more than chance? One row per specification, period, snapshot."""

import numpy as np

from scalehouse.fitting import seed_of, why_too_few
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.parameter_gap import Gap, GapFit, fit_parameter_gap

KEY = ["specification", "period", "snapshot_date"]


@kept
def model(dbt, session):
    """Compare every sample with its smooth reference."""
    seed = int(dbt.config.meta_get("random_seed"))
    n_simulations = int(dbt.config.meta_get("n_resamples"))
    samples = dbt.ref("int_sizes__gap_samples").order(
        "specification, period, snapshot_date, ai_model_id"
    )
    return fit_groups(
        samples,
        KEY,
        lambda group, rows: fit_sample(rows, seed_of(seed, group), n_simulations).as_row(),
        GapFit,
    )


def fit_sample(rows, seed, n_simulations):
    """Fit one sample, unless it has fewer sizes than its specification requires."""
    first = rows.first
    low, high = first["support_low_parameters"], first["support_high_parameters"]
    n_sized = np.count_nonzero((low <= rows["parameters"]) & (rows["parameters"] <= high))
    if reason := why_too_few(n_sized, first["min_obs"], "sizes"):
        return GapFit(
            n_obs=n_sized,
            status="not_estimable",
            status_reason=reason,
        )
    gap = Gap(
        low_parameters=first["lower_bound"],
        high_parameters=first["upper_bound"],
        ends=first["ends"],
        support_low_parameters=low,
        support_high_parameters=high,
        n_bins=int(first["n_bins"]),
        degree=int(first["degree"]),
    )
    return fit_parameter_gap(
        rows["parameters"],
        gap,
        allow_dispersion=bool(first["allow_dispersion"]),
        ci_level=first["ci_level"],
        n_simulations=n_simulations,
        seed=seed,
    )
