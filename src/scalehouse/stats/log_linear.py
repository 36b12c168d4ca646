r"""How fast does a metric grow?

Formula:
    log10(value_i) = level + slope * (year_i - mean_year) + error_i

    `slope` is in orders of magnitude (OOM) a year; `level` is the fitted log10 value at
    the mean year. Doubling time and growth factor are functions of the slope alone.

Intervals:
    * Expanded percentile bootstrap of pairs (Hesterberg 2015, see `expanded_level`), of the
      slope and of the line. With `noise_factor` f > 1 each resampled value is also
      multiplied by a factor drawn log-uniformly from [1/f, f], so that the interval covers
      the error of the published estimates beside that of the sample. Sevilla et al. (2022),
      Compute Trends Across Three Eras of Machine Learning, arXiv 2202.05924, use f = 2.
      Of more than `MOST_RESAMPLED` observations the four sums that make a resample's line are
      drawn from the normal distribution that they have together, with the means and the
      covariance that resampling gives them: the cost then does not grow with the resamples.
      What that leaves out, their skewness, falls with the root of the number (Singh 1981,
      doi 10.1214/aos/1176345636), and is then far below the error of 1,000 draws.
    * HC3 (MacKinnon and White 1985, doi 10.1016/0304-4076(85)90158-7) with the Student t
      quantile on n - 2 degrees of freedom: each residual is divided by one minus its
      leverage, which allows for unequal variances in samples of this size.
    * The classical standard error, which assumes equal variances.
    * Theil-Sen beside it: the median slope of all pairs, which a few odd models cannot move
      (see `theil_sen`).

Assumptions: the trend is straight in log10 over the window; models are independent (sister
models of one developer are not, so intervals are somewhat narrow); the sample is what was
published, and unpublished compute is missing at random given the date.

Failure modes: fewer than three distinct dates give `not_estimable`. A resample whose dates
are all equal has no slope: it is left out, and `n_resamples` counts those used. Where the
slope interval reaches zero the doubling time has a lower bound only. With 5 to 8 observations
the expanded interval is wider than its level: of normal errors a 90% interval holds the true
slope 95 to 98 times in a hundred, and is flagged (`is_interval_conservative`). With 9 to 60 it
holds it 89 to 92 times, where the plain percentile interval does 84 to 89; the HC3 interval
does 90 to 94 times with 5 to 60. A kink inside the window is averaged away: see `kinked`.
"""

from collections.abc import Sequence
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
from scalehouse.stats._ols import HALF_THE_DIGITS, t_quantile
from scalehouse.stats._result import Fit, finite, finite_curve
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    check_at_least,
    check_ci_level,
    columns,
    require_line,
    require_range,
    require_spread,
    require_squares,
)
from scalehouse.stats.theil_sen import median_slope

MONTHS_PER_YEAR = 12

# Two parameters: slope and level.
N_PARAMETERS = 2

# From here on simulated intervals cover the truth as often as their level; with fewer
# observations more often (tests/fits/test_log_linear.py).
CALIBRATED_FROM = 9

# Beyond this, resamples are drawn as sums. OpenBLAS shares longer products among threads,
# which wait for each other: on a busy machine 16,000 rows took eighty times as long as 4,000.
MOST_RESAMPLED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthFit(Fit):
    """A log-linear growth trend; see `Fit` for status and nulls.

    Attributes:
        slope_oom_per_year: Least-squares slope, log10 units a year.
        slope_oom_per_year_se: Its classical standard error.
        slope_oom_per_year_ci_low: Lower bound, expanded percentile.
        slope_oom_per_year_ci_high: Upper bound, expanded percentile.
        slope_oom_per_year_hc3_ci_low: Lower bound, HC3 and Student t; None when an
            observation alone determines the slope.
        slope_oom_per_year_hc3_ci_high: Upper bound, HC3 and Student t.
        is_interval_conservative: Whether the sample is so small that the expanded interval
            is wider than its level asks for; None without one.
        slope_theil_sen_oom_per_year: Median slope of all pairs of different date.
        first_year: Earliest fractional year.
        last_year: Latest fractional year.
        mean_year: Mean fractional year.
        level_oom_at_mean_year: Fitted log10 value at the mean year, the mean of the values.
        r_squared: Share of the variance explained; None when the values have none.
        residual_sd_oom: Residual standard deviation, n - 2 degrees of freedom.
        n_resamples: Resamples that had a slope and make up the interval.
        curve_year: Fractional years at which the fitted line is given.
        curve_oom: Fitted log10 value at each.
        curve_oom_ci_low: Lower pointwise bound, expanded percentile.
        curve_oom_ci_high: Upper pointwise bound, expanded percentile.
    """

    slope_oom_per_year: float | None = None
    slope_oom_per_year_se: float | None = None
    slope_oom_per_year_ci_low: float | None = None
    slope_oom_per_year_ci_high: float | None = None
    slope_oom_per_year_hc3_ci_low: float | None = None
    slope_oom_per_year_hc3_ci_high: float | None = None
    is_interval_conservative: bool | None = None
    slope_theil_sen_oom_per_year: float | None = None
    first_year: float | None = None
    last_year: float | None = None
    mean_year: float | None = None
    level_oom_at_mean_year: float | None = None
    r_squared: float | None = None
    residual_sd_oom: float | None = None
    n_resamples: int = 0
    curve_year: tuple[float, ...] = ()
    curve_oom: tuple[float, ...] = ()
    curve_oom_ci_low: tuple[float, ...] = ()
    curve_oom_ci_high: tuple[float, ...] = ()


def fit_growth(  # noqa: PLR0913 - an interval is fixed by all of these, each by name
    years: ArrayLike,
    log10_values: ArrayLike,
    *,
    ci_level: float,
    n_resamples: int,
    seed: Seed,
    noise_factor: float = 1.0,
    n_curve_points: int = 25,
) -> GrowthFit:
    """Fit a log-linear growth trend with a bootstrap interval.

    The order of the observations does not matter: they are sorted before resampling.

    Args:
        years: Fractional years, shape (n,).
        log10_values: log10 of the metric, shape (n,).
        ci_level: Share of the sampling distribution inside an interval, such as 0.90.
        n_resamples: Bootstrap resamples.
        seed: Seed of the resampling; a sequence keeps groups independent of each other.
        noise_factor: Multiplicative error of a published value, at least 1 (no error).
        n_curve_points: Points of the fitted line, even from the first year to the last.

    Raises:
        ValueError: A level outside (0, 1), no resamples, a noise factor below 1, a negative
            number of points, or arrays that do not match. Poor data never raise.
    """
    check_ci_level(ci_level)
    check_at_least("n_resamples", n_resamples, 1)
    check_at_least("noise_factor", noise_factor, 1)
    check_at_least("n_curve_points", n_curve_points, 0)
    x, y = columns(years=years, log10_values=log10_values)
    try:
        require_line(x, y, "years")
        order = np.lexsort((y, x))
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _fit_line(
                x[order],
                y[order],
                ci_level=ci_level,
                draws=(n_resamples, seed, log10(noise_factor)),
                n_curve_points=n_curve_points,
            )
    except NotEstimableError as error:
        return GrowthFit(n_obs=x.size, status="not_estimable", status_reason=str(error))


def doubling_months(slope_oom_per_year: float) -> float:
    """Return the months in which a trend doubles, negative when it halves.

    A month is a twelfth of a year: `12 * log10(2) / slope`.
    """
    return MONTHS_PER_YEAR * log10(2) / slope_oom_per_year


def growth_factor_per_year(slope_oom_per_year: float) -> float:
    """Return the factor by which a trend grows in a year: `10 ** slope`."""
    return float(10**slope_oom_per_year)


def _fit_line(
    x: Floats,
    y: Floats,
    *,
    ci_level: float,
    draws: tuple[int, Seed, float],
    n_curve_points: int,
) -> GrowthFit:
    n_resamples, seed, noise_oom = draws
    rng_rows, rng_noise = generators(seed, 2)
    mean_year, level = x.mean(), y.mean()
    u, v = x - mean_year, y - level
    sxx = u @ u
    require_spread(sxx)
    require_squares(v)
    slope = u @ v / sxx
    residuals = v - slope * u
    residual_ss, total_ss = residuals @ residuals, v @ v
    residual_sd = np.sqrt(residual_ss / (x.size - N_PARAMETERS))
    require_range(slope, residual_sd / np.sqrt(sxx))
    # HC3: dividing by 1 - leverage undoes the pull each point has on its own residual.
    leverage = 1 / x.size + u * u / sxx
    free = 1 - leverage
    # A residual that its own observation forces to zero says nothing about its variance.
    free[free < HALF_THE_DIGITS] = np.nan
    hc3_se = np.sqrt(np.sum((u * residuals / free) ** 2)) / sxx
    hc3_half_width = t_quantile(x.size - N_PARAMETERS, ci_level) * hc3_se

    slopes, levels = resampled_lines(
        u, v, n_resamples=n_resamples, rng_rows=rng_rows, noise=(rng_noise, noise_oom)
    )
    level_drawn = expanded_level(ci_level, x.size, N_PARAMETERS)
    slope_low, slope_high = percentile_interval(slopes, level_drawn)
    curve_year = np.linspace(x[0], x[-1], n_curve_points)
    curve_u = curve_year - mean_year
    band_low, band_high = percentile_interval(
        levels[:, None] + slopes[:, None] * curve_u, level_drawn
    )
    return GrowthFit(
        n_obs=x.size,
        slope_oom_per_year=finite(slope),
        slope_oom_per_year_se=finite(residual_sd / np.sqrt(sxx)),
        slope_oom_per_year_ci_low=finite(float(slope_low)),
        slope_oom_per_year_ci_high=finite(float(slope_high)),
        slope_oom_per_year_hc3_ci_low=finite(slope - hc3_half_width),
        slope_oom_per_year_hc3_ci_high=finite(slope + hc3_half_width),
        is_interval_conservative=x.size < CALIBRATED_FROM,
        slope_theil_sen_oom_per_year=finite(median_slope(x, y)),
        first_year=finite(x[0]),
        last_year=finite(x[-1]),
        mean_year=finite(mean_year),
        level_oom_at_mean_year=finite(level),
        r_squared=finite(1 - residual_ss / total_ss),
        residual_sd_oom=finite(residual_sd),
        n_resamples=slopes.size,
        curve_year=finite_curve(curve_year),
        curve_oom=finite_curve(level + slope * curve_u),
        curve_oom_ci_low=finite_curve(level + band_low),
        curve_oom_ci_high=finite_curve(level + band_high),
    )


def resampled_lines(
    u: Floats,
    v: Floats,
    *,
    n_resamples: int,
    rng_rows: np.random.Generator,
    noise: tuple[np.random.Generator, float],
) -> tuple[Floats, Floats]:
    """Return slope and level of each resample that has a slope.

    A resample's line follows from four sums; with u and v centred on the sample's means
    they keep their digits, and the level refers to the sample's mean position.

    Args:
        u: Centred positions, shape (n,).
        v: Centred log10 values, shape (n,).
        n_resamples: Resamples to draw.
        rng_rows: Stream of the rows.
        noise: Stream and half-width, in OOM, of the uniform error added to each value.
    """
    rng_noise, noise_oom = noise
    n_obs = u.size
    if n_obs > MOST_RESAMPLED:
        return _lines_of_sums(u, _drawn_sums(u, v, n_resamples, rng_rows, noise_oom))
    slopes, levels = [np.empty(0)], [np.empty(0)]
    for rows in resampled_rows(rng_rows, n_obs, n_resamples):
        a, b = u[rows], v[rows]
        if noise_oom > 0:
            b += rng_noise.uniform(-noise_oom, noise_oom, size=b.shape)
        sums = (a.mean(axis=1), b.mean(axis=1), np.vecdot(a, a), np.vecdot(a, b))
        slope, level = _lines_of_sums(u, sums)
        slopes.append(slope)
        levels.append(level)
    return np.concatenate(slopes), np.concatenate(levels)


def _lines_of_sums(u: Floats, sums: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Return slope and level of each resample that has a slope, from its sums.

    Args:
        u: Centred positions of the sample, shape (n,).
        sums: Of each resample the means of u and v and the sums of u * u and u * v.
    """
    mean_a, mean_b, squares, products = sums
    spread = squares - u.size * mean_a**2
    slope = (products - u.size * mean_a * mean_b) / spread
    # Below this, the spread of a resample's positions is rounding error.
    has_slope = spread > u.size * np.finfo(np.float64).eps * np.max(u * u)
    return slope[has_slope], (mean_b - slope * mean_a)[has_slope]


def _drawn_sums(
    u: Floats, v: Floats, n_resamples: int, rng: np.random.Generator, noise_oom: float
) -> Sequence[Floats]:
    """Draw the sums of resamples from their joint normal distribution, without resampling."""
    terms = np.stack([u, v, u * u, u * v])
    covariance = np.cov(terms, bias=True)
    # a uniform error e of v adds e to the second term and u * e to the fourth
    noise_variance = noise_oom**2 / 3
    covariance[1, 1] += noise_variance
    covariance[1, 3] += noise_variance * u.mean()
    covariance[3, 1] += noise_variance * u.mean()
    covariance[3, 3] += noise_variance * (u @ u) / u.size
    drawn = rng.multivariate_normal(terms.mean(axis=1), covariance / u.size, n_resamples)
    mean_a, mean_b, mean_square, mean_product = drawn.T
    return mean_a, mean_b, u.size * mean_square, u.size * mean_product
