"""Growth of one sample, unless it has fewer members than its specification requires."""

from scalehouse.fitting import Sample, why_too_few
from scalehouse.stats.log_linear import GrowthFit, fit_growth

KEY = ["specification", "snapshot_date", "group_name"]
COLUMNS = ["member_year", "metric_oom", "min_obs", "ci_level", "noise_factor"]


def fit_trend(rows: Sample, seed: list[int], n_resamples: int) -> GrowthFit:
    """Fit the members of one trend, in any order: the fit sorts before it resamples.

    Args:
        rows: `COLUMNS` of each member.
        seed: Of the draws of this sample.
        n_resamples: Bootstrap resamples behind the intervals.
    """
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
