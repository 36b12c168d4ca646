"""Fit every trend on every snapshot, with a bootstrap interval of its slope."""

import numpy as np
import pandas as pd
from scipy import stats
from shared import N_RESAMPLES, SEED, percentiles, trends


def compute(samples):
    rng = np.random.default_rng(SEED)
    specs = trends().set_index("specification")
    rows = []
    for (name, snapshot), part in samples.groupby(["specification", "snapshot_date"]):
        spec = specs.loc[name]
        x, y = part["publication_year"].to_numpy(), part["metric_oom"].to_numpy()
        if len(x) < max(spec["min_obs"], 3) or len(np.unique(x)) < 3:  # noqa: PLR2004
            continue
        line = stats.linregress(x, y)
        slopes = resampled_slopes(x, y, np.log10(spec["noise_factor"]), rng)
        low, high = percentiles(slopes, expanded(spec["ci_level"], len(x), 2))
        rows.append(
            {
                "specification": name,
                "snapshot_date": snapshot,
                "n_obs": len(x),
                "slope_oom_per_year": line.slope,
                "slope_oom_per_year_se": line.stderr,
                "slope_oom_per_year_ci_low": low,
                "slope_oom_per_year_ci_high": high,
                "r_squared": line.rvalue**2,
                "doubling_months": 12 * np.log10(2) / line.slope if line.slope > 0 else None,
            }
        )
    return pd.DataFrame(rows)


def resampled_slopes(x, y, noise_oom, rng):
    rows = rng.integers(0, len(x), (N_RESAMPLES, len(x)))
    u, v = x[rows], y[rows] + rng.uniform(-noise_oom, noise_oom, rows.shape)
    u = u - u.mean(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        slopes = (u * v).sum(axis=1) / (u * u).sum(axis=1)
    return slopes[np.isfinite(slopes)]


def expanded(ci_level, n, p):
    """Give the level of a percentile interval that holds (Hesterberg 2015)."""
    t = stats.t.ppf((1 + ci_level) / 2, n - p)
    return 1 - 2 * stats.norm.cdf(-np.sqrt(n / (n - p)) * t)
