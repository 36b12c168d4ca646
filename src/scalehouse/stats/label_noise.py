r"""How much wider does a growth interval get when some values are only rough estimates?

A published value may carry a label that says how far to trust it. Its error is taken as
log-normal, with the standard deviation in orders of magnitude that its label stands for.

Formula: expanded percentile bootstrap of pairs (see `expanded_level`), twice from the same
resamples, without and with the errors. Given a resample, the errors move its slope by
    sum of w_i * (year_i - mean_w) * error_i / sum of w_i * (year_i - mean_w)^2,
    w_i how often observation i was drawn, error_i ~ normal(0, sd_i),
which is normal itself. One draw a resample from its exact distribution therefore does what n
draws would (one error for each model, however often it is drawn). Without resampling the
errors alone give the slope a standard error of
    sqrt(sum of (year_i - mean)^2 * sd_i^2) / sum of (year_i - mean)^2.

Assumptions: those of the line itself (see `log_linear`); errors are independent between
models and unbiased.

Failure modes: the scatter of the published values already holds their errors, so the interval
with noise counts them twice and is an upper limit of what independent errors do. Errors that
models share, such as one wrong assumption about a chip's utilisation, are not averaged out
and can be larger: no resampling sees them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._bootstrap import (
    Seed,
    expanded_level,
    generators,
    percentile_interval,
    resampled_counts,
)
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    check_at_least,
    check_ci_level,
    columns,
    require_finite,
    require_line,
    require_range,
    require_spread,
    require_squares,
)
from scalehouse.stats.log_linear import N_PARAMETERS


@dataclass(frozen=True, slots=True, kw_only=True)
class NoisyGrowth(Fit):
    """A growth trend with and without the errors of its values; see `Fit`.

    Attributes:
        slope_oom_per_year: Least-squares slope, log10 units a year.
        slope_oom_per_year_ci_low: Lower bound, expanded percentile, errors left out.
        slope_oom_per_year_ci_high: Upper bound, likewise.
        slope_oom_per_year_noise_ci_low: Lower bound with errors.
        slope_oom_per_year_noise_ci_high: Upper bound with errors.
        slope_oom_per_year_noise_se: Standard error that the errors alone give the slope.
        n_resamples: Resamples that had a slope and make up the intervals.
    """

    slope_oom_per_year: float | None = None
    slope_oom_per_year_ci_low: float | None = None
    slope_oom_per_year_ci_high: float | None = None
    slope_oom_per_year_noise_ci_low: float | None = None
    slope_oom_per_year_noise_ci_high: float | None = None
    slope_oom_per_year_noise_se: float | None = None
    n_resamples: int = 0


def fit_noisy_growth(  # noqa: PLR0913 - an interval is fixed by all of these, each by name
    years: ArrayLike,
    log10_values: ArrayLike,
    noise_sd_oom: ArrayLike,
    *,
    ci_level: float,
    n_resamples: int,
    seed: Seed,
) -> NoisyGrowth:
    """Fit a log-linear growth trend with and without errors of its values.

    Args:
        years: Fractional years, shape (n,).
        log10_values: log10 of the metric, shape (n,).
        noise_sd_oom: Standard deviation of each value's error in log10 units, shape (n,).
        ci_level: Level of the intervals.
        n_resamples: Bootstrap resamples.
        seed: Seed of the resampling.

    Raises:
        ValueError: A level outside (0, 1), no resamples, an error below zero, or arrays that
            do not match.
    """
    check_ci_level(ci_level)
    check_at_least("n_resamples", n_resamples, 1)
    x, y, sd = columns(years=years, log10_values=log10_values, noise_sd_oom=noise_sd_oom)
    if np.any(sd < 0):
        msg = "noise_sd_oom must not be negative"
        raise ValueError(msg)
    try:
        require_line(x, y, "years")
        require_finite(sd)
        order = np.lexsort((sd, y, x))
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _fit(x[order], y[order], sd[order], ci_level, (n_resamples, seed))
    except NotEstimableError as error:
        return NoisyGrowth(n_obs=x.size, status="not_estimable", status_reason=str(error))


def noise_sd(factor: float, ci_level: float) -> float:
    """Return the standard deviation, in log10 units, of an error within a factor.

    A value that lies within a factor of 3 of the truth with 90% has log10(3) / 1.645 = 0.29.

    Raises:
        ValueError: A factor below 1 or a level outside (0, 1).
    """
    from scipy.special import ndtri  # noqa: PLC0415 - costs 0.1 s, only fits need it

    check_ci_level(ci_level)
    check_at_least("factor", factor, 1)
    return float(np.log10(factor) / ndtri((1 + ci_level) / 2))


def _fit(
    x: Floats, y: Floats, sd: Floats, ci_level: float, draws: tuple[int, Seed]
) -> NoisyGrowth:
    n_resamples, seed = draws
    rng_rows, rng_noise = generators(seed, 2)
    u, v = x - x.mean(), y - y.mean()
    spread = u @ u
    require_spread(spread)
    require_squares(v)
    slope = u @ v / spread
    noise_se = np.sqrt((u * u) @ (sd * sd)) / spread
    require_range(slope, noise_se)
    once = np.column_stack([u, v, u * u, u * v])
    squared = np.column_stack([sd**2, sd**2 * u, sd**2 * u * u])
    slopes, noisy = [np.empty(0)], [np.empty(0)]
    # Below this, the spread of a resample's positions is rounding error.
    no_spread = x.size * np.finfo(np.float64).eps * np.max(u * u)
    for counts in resampled_counts(rng_rows, x.size, n_resamples):
        su, sv, suu, suv = (counts @ once).T
        s0, s1, s2 = (counts**2 @ squared).T
        mean_u = su / x.size
        resampled_spread = suu - mean_u * su
        drawn = (suv - mean_u * sv) / resampled_spread
        variance = np.maximum(s2 - 2 * mean_u * s1 + mean_u**2 * s0, 0)
        moved = np.sqrt(variance) / resampled_spread * rng_noise.standard_normal(drawn.size)
        has_slope = resampled_spread > no_spread
        slopes.append(drawn[has_slope])
        noisy.append((drawn + moved)[has_slope])
    level_drawn = expanded_level(ci_level, x.size, N_PARAMETERS)
    low, high = percentile_interval(np.concatenate(slopes), level_drawn)
    noise_low, noise_high = percentile_interval(np.concatenate(noisy), level_drawn)
    return NoisyGrowth(
        n_obs=x.size,
        slope_oom_per_year=finite(slope),
        slope_oom_per_year_ci_low=finite(float(low)),
        slope_oom_per_year_ci_high=finite(float(high)),
        slope_oom_per_year_noise_ci_low=finite(float(noise_low)),
        slope_oom_per_year_noise_ci_high=finite(float(noise_high)),
        slope_oom_per_year_noise_se=finite(noise_se),
        n_resamples=sum(part.size for part in slopes),
    )
