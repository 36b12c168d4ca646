"""Growth with the error that confidence labels stand for. One row per compute trend."""

from scalehouse.fitting import seed_of, why_too_few
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_rows
from scalehouse.stats.label_noise import NoisyGrowth, fit_noisy_growth, noise_sd

KEY = ["specification", "snapshot_date", "group_name"]
LABELS = ["confident", "likely", "speculative"]


@kept
def model(dbt, session):
    """Fit every sample of training compute with and without its labels' errors."""
    seed = int(dbt.config.meta_get("random_seed"))
    n_resamples = int(dbt.config.meta_get("n_resamples"))
    trends = dbt.ref("int_robustness__noise_samples").order(", ".join(KEY))
    return fit_rows(
        trends,
        KEY,
        lambda group, trend: (
            {f"n_{label}": trend["confidences"].count(label) for label in LABELS}
            | fit_trend(trend, errors(trend), seed_of(seed, group), n_resamples)
        ),
        NoisyGrowth,
        **{f"n_{label}": int for label in LABELS},
        noise_sd_mean_oom=float,
    )


def errors(trend):
    """Give each value the standard deviation that its label stands for."""
    level = trend["label_noise_ci_level"]
    sd = {factor: noise_sd(factor, level) for factor in set(trend["label_noise_factors"])}
    return [sd[factor] for factor in trend["label_noise_factors"]]


def fit_trend(trend, noise_sd_oom, seed, n_resamples):
    """Fit one sample, unless it has fewer models than its specification requires."""
    n_obs = len(trend["member_years"])
    mean = {"noise_sd_mean_oom": sum(noise_sd_oom) / n_obs}
    if reason := why_too_few(n_obs, trend["min_obs"]):
        fit = NoisyGrowth(n_obs=n_obs, status="not_estimable", status_reason=reason)
        return mean | fit.as_row()
    fit = fit_noisy_growth(
        trend["member_years"],
        trend["metric_oom"],
        noise_sd_oom,
        ci_level=trend["ci_level"],
        n_resamples=n_resamples,
        seed=seed,
    )
    return mean | fit.as_row()
