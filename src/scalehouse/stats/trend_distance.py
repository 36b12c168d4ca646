r"""How far does a group lie from the trend of another?

Formula:
    distance_j = log10(value_j) - (level + slope * (year_j - mean_year))

    with the least-squares line of the other group, and value_j one of the group in question.
    The mean and the median of the distances say how far the group lies above the line.

Intervals: percentile bootstrap of pairs, of the mean expanded for the group that asks for
more of it (see `expanded_level`); that of the median is wide enough as it is. Of a single model
the interval holds the line's error alone. Both groups are resampled, each by itself: the line
anew in each resample, and the group that is measured against it. With `noise_factor` f > 1
each resampled value of both is multiplied by a factor drawn log-uniformly from [1/f, f].

Assumptions: the line is straight over the years of both groups; models are independent.

Failure modes: a group chosen because it lies high lies high; the distance then describes the
rule of the choice as much as the models. Years outside those of the line extrapolate it. A
distance that itself grows or shrinks is averaged over: see `slope` of the group's own trend.
"""

from dataclasses import dataclass
from math import log10

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._bootstrap import (
    Seed,
    expanded_level,
    generators,
    percentile_interval,
    resampled_rows,
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
    require_points,
    require_range,
    require_spread,
    require_squares,
)
from scalehouse.stats.log_linear import N_PARAMETERS, resampled_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceFit(Fit):
    """Distances from a trend in orders of magnitude; `n_obs` counts the group measured.

    Attributes:
        n_trend: Observations behind the line.
        mean_distance_oom: Mean distance, with expanded percentile bounds.
        median_distance_oom: Median distance, with percentile bounds.
        n_resamples: Resamples in which the line had a slope.
    """

    n_trend: int
    mean_distance_oom: float | None = None
    mean_distance_oom_ci_low: float | None = None
    mean_distance_oom_ci_high: float | None = None
    median_distance_oom: float | None = None
    median_distance_oom_ci_low: float | None = None
    median_distance_oom_ci_high: float | None = None
    n_resamples: int = 0


def fit_distance(  # noqa: PLR0913 - an interval is fixed by all of these, each by name
    trend_years: ArrayLike,
    trend_log10_values: ArrayLike,
    years: ArrayLike,
    log10_values: ArrayLike,
    *,
    ci_level: float,
    n_resamples: int,
    seed: Seed,
    noise_factor: float = 1.0,
) -> DistanceFit:
    """Measure how far a group lies above the log-linear trend of another.

    The order of the observations does not matter.

    Args:
        trend_years: Fractional years of the group behind the line, shape (n,).
        trend_log10_values: log10 of its metric, shape (n,).
        years: Fractional years of the group measured, shape (m,).
        log10_values: log10 of its metric, shape (m,).
        ci_level: Level of the intervals.
        n_resamples: Bootstrap resamples.
        seed: Their seed.
        noise_factor: Multiplicative error of a published value, at least 1 (no error).

    Raises:
        ValueError: An argument outside its range, or arrays that do not match.
    """
    check_ci_level(ci_level)
    check_at_least("n_resamples", n_resamples, 1)
    check_at_least("noise_factor", noise_factor, 1)
    x, y = columns(trend_years=trend_years, trend_log10_values=trend_log10_values)
    far_x, far_y = columns(years=years, log10_values=log10_values)
    try:
        require_line(x, y, "years of the trend")
        require_points(far_x.size, 1, "a distance")
        require_finite(far_x, far_y)
        order, far_order = np.lexsort((y, x)), np.lexsort((far_y, far_x))
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _measure(
                (x[order], y[order]),
                (far_x[far_order], far_y[far_order]),
                ci_level,
                (n_resamples, seed, log10(noise_factor)),
            )
    except NotEstimableError as error:
        return DistanceFit(
            n_obs=far_x.size,
            n_trend=x.size,
            status="not_estimable",
            status_reason=str(error),
        )


def _measure(
    trend: tuple[Floats, Floats],
    far: tuple[Floats, Floats],
    ci_level: float,
    draws: tuple[int, Seed, float],
) -> DistanceFit:
    n_resamples, seed, noise_oom = draws
    rng_rows, rng_noise, rng_far, rng_far_noise = generators(seed, 4)
    u, v = trend[0] - trend[0].mean(), trend[1] - trend[1].mean()
    far_u, far_v = far[0] - trend[0].mean(), far[1] - trend[1].mean()
    require_spread(u @ u)
    require_squares(v)
    slope = (u @ v) / (u @ u)
    distances = far_v - slope * far_u
    require_range(slope, distances, distances.sum())

    slopes, levels = resampled_lines(
        u, v, n_resamples=n_resamples, rng_rows=rng_rows, noise=(rng_noise, noise_oom)
    )
    means, medians = [np.empty(0)], [np.empty(0)]
    start = 0
    for rows in resampled_rows(rng_far, far_u.size, slopes.size):
        lines = slice(start, start + rows.shape[0])
        start = lines.stop
        resampled = far_v[rows] - levels[lines, None] - slopes[lines, None] * far_u[rows]
        resampled += rng_far_noise.uniform(-noise_oom, noise_oom, size=rows.shape)
        means.append(resampled.mean(axis=1))
        medians.append(np.median(resampled, axis=1))
    wider = max(
        expanded_level(ci_level, n, n_coefficients)
        for n, n_coefficients in ((u.size, N_PARAMETERS), (far_u.size, 1))
        if n > n_coefficients
    )
    mean_low, mean_high = percentile_interval(np.concatenate(means), wider)
    median_low, median_high = percentile_interval(np.concatenate(medians), ci_level)
    return DistanceFit(
        n_obs=far_u.size,
        n_trend=u.size,
        mean_distance_oom=finite(distances.mean()),
        mean_distance_oom_ci_low=finite(float(mean_low)),
        mean_distance_oom_ci_high=finite(float(mean_high)),
        median_distance_oom=finite(float(np.median(distances))),
        median_distance_oom_ci_low=finite(float(median_low)),
        median_distance_oom_ci_high=finite(float(median_high)),
        n_resamples=slopes.size,
    )
