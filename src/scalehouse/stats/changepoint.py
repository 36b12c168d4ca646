r"""One trend, or a kink?

Formula:
    log10(value) = level + before * min(year - break, 0) + after * max(year - break, 0) + error

    A continuous line of two pieces against a straight one. The break is searched among all
    dates that leave `min_points_per_segment` observations at or before it and as many at or
    after it. The search is exact, not a grid (Hudson 1966, doi 10.1080/01621459.1966.
    10502014): between two neighbouring dates the best break is where the two separate lines
    meet, if they meet between those dates, and otherwise one of the dates.

Evidence: AIC, AICc and BIC differences are kinked minus straight, so negative ones favour
the kink; `relative_likelihood_of_straight` is exp(AIC difference / 2). How the residual
variance is counted decides the answer, so it is an argument:
    * `common`: one variance, 2 more parameters than the straight line (slope change, break).
    * `segmentwise`: a variance for each piece, 3 more. The line itself is still that of
      least squares; only the likelihood uses the two variances.
Both straight and kinked likelihoods are normal with maximum-likelihood variances.

The p-value simulates straight lines with normal errors, searches a break in each, and counts
how often the likelihood ratio is as large. It needs no asymptotics, which a searched break
does not obey (Davies 1987, doi 10.1093/biomet/74.1.33).

Intervals: plain percentile bootstrap of pairs, the break searched anew in each resample. The
search widens them enough: of simulated kinks 90% intervals hold the truth 89 to 92 times in a
hundred with 20 observations, and expanded ones (see `expanded_level`) 94 to 96 times.

Assumptions: independent errors; one break at most; under the null, normal errors of one
variance.

Failure modes: without a kink the break's interval spans the window and the two slopes'
intervals overlap. With `segmentwise` a short piece that happens to lie on a line has a
likelihood without bound: ask for at least 5 observations in a piece. Records and running
top-n samples share their errors, so their p-values are too small.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._bootstrap import (
    Seed,
    block_sizes,
    generators,
    percentile_interval,
    resampled_counts,
)
from scalehouse.stats._ols import least_squares
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    check_at_least,
    check_ci_level,
    columns,
    require_line,
    require_points,
    require_range,
)

Variance = Literal["common", "segmentwise"]

# Slope, level and variance.
N_PARAMETERS_STRAIGHT = 3
N_MORE_PARAMETERS: dict[Variance, int] = {"common": 2, "segmentwise": 3}

# Level, two slopes and break describe the kinked line, one observation more its error.
N_LINE = 4
MIN_OBS = N_LINE + 1

# Sums of squared distances below this are rounding error: positions reach from -1 to 1.
NO_SPREAD = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class KinkedFit(Fit):
    """A kinked against a straight trend; see `Fit` for status and nulls.

    Attributes:
        variance: How the residual variance is counted, as asked.
        break_year: Fractional year of the break, with percentile bounds.
        slope_before_oom_per_year: Slope until the break, with percentile bounds.
        slope_after_oom_per_year: Slope from the break on, with percentile bounds.
        slope_change_oom_per_year: After minus before, with percentile bounds.
        level_oom_at_break: Fitted log10 value at the break.
        slope_straight_oom_per_year: Slope of the straight line.
        n_before: Observations at or before the break.
        n_after: Observations at or after the break.
        residual_sd_straight_oom: Of the straight line, n - 2 degrees of freedom.
        residual_sd_kinked_oom: Of the kinked line, n - 4 degrees of freedom.
        n_parameters_straight: Counted in the criteria.
        n_parameters_kinked: Likewise.
        aic_difference: Kinked minus straight.
        aicc_difference: Likewise, corrected for small samples; None for too small ones.
        bic_difference: Likewise.
        relative_likelihood_of_straight: exp(aic_difference / 2).
        p_value: Of a straight line, by simulation.
        n_resamples: Resamples in which a break could be searched.
        n_simulations: Straight lines simulated for the p-value.
    """

    variance: Variance
    break_year: float | None = None
    break_year_ci_low: float | None = None
    break_year_ci_high: float | None = None
    slope_before_oom_per_year: float | None = None
    slope_before_oom_per_year_ci_low: float | None = None
    slope_before_oom_per_year_ci_high: float | None = None
    slope_after_oom_per_year: float | None = None
    slope_after_oom_per_year_ci_low: float | None = None
    slope_after_oom_per_year_ci_high: float | None = None
    slope_change_oom_per_year: float | None = None
    slope_change_oom_per_year_ci_low: float | None = None
    slope_change_oom_per_year_ci_high: float | None = None
    level_oom_at_break: float | None = None
    slope_straight_oom_per_year: float | None = None
    n_before: int | None = None
    n_after: int | None = None
    residual_sd_straight_oom: float | None = None
    residual_sd_kinked_oom: float | None = None
    n_parameters_straight: int = N_PARAMETERS_STRAIGHT
    n_parameters_kinked: int | None = None
    aic_difference: float | None = None
    aicc_difference: float | None = None
    bic_difference: float | None = None
    relative_likelihood_of_straight: float | None = None
    p_value: float | None = None
    n_resamples: int = 0
    n_simulations: int = 0


def fit_kinked(  # noqa: PLR0913 - the answer depends on each of these, each by name
    years: ArrayLike,
    log10_values: ArrayLike,
    *,
    min_points_per_segment: int,
    variance: Variance,
    ci_level: float,
    n_resamples: int,
    n_simulations: int,
    seed: Seed,
) -> KinkedFit:
    """Search the best single kink of a log-linear trend and weigh it against a straight line.

    The order of the observations does not matter.

    Args:
        years: Fractional years, shape (n,).
        log10_values: log10 of the metric, shape (n,).
        min_points_per_segment: Observations required on either side of the break, at least 2.
        variance: `common` or `segmentwise`, see the module.
        ci_level: Level of the intervals.
        n_resamples: Bootstrap resamples for the intervals.
        n_simulations: Straight lines to simulate for the p-value.
        seed: Seed of both.

    Raises:
        ValueError: An argument outside its range, or arrays that do not match.
    """
    check_ci_level(ci_level)
    check_at_least("min_points_per_segment", min_points_per_segment, 2)
    check_at_least("n_resamples", n_resamples, 1)
    check_at_least("n_simulations", n_simulations, 1)
    if variance not in get_args(Variance):
        msg = f"variance must be one of {', '.join(get_args(Variance))}, got {variance}"
        raise ValueError(msg)
    x, y = columns(years=years, log10_values=log10_values)
    try:
        require_line(x, y, "years")
        require_points(x.size, MIN_OBS, "a kinked line with an error")
        order = np.lexsort((y, x))
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _fit_and_weigh(
                x[order],
                y[order],
                min_points=min_points_per_segment,
                variance=variance,
                ci_level=ci_level,
                draws=(n_resamples, n_simulations, seed),
            )
    except NotEstimableError as error:
        return KinkedFit(
            n_obs=x.size, status="not_estimable", status_reason=str(error), variance=variance
        )


def _fit_and_weigh(  # noqa: PLR0913 - the arguments of the public function, checked
    x: Floats,
    y: Floats,
    *,
    min_points: int,
    variance: Variance,
    ci_level: float,
    draws: tuple[int, int, Seed],
) -> KinkedFit:
    n_resamples, n_simulations, seed = draws
    rng_rows, rng_errors = generators(seed, 2)
    mean_year, half_span = x.mean(), (x[-1] - x[0]) / 2
    require_range(half_span, 1 / half_span)
    u = (x - mean_year) / half_span
    straight = least_squares(np.column_stack([np.ones_like(u), u]), y)
    straight.require_error(y, "break")
    # A kinked line is a straight one and a kink, so the search runs on the residuals, where
    # no digits are lost to the trend.
    residuals = straight.residuals[None, :]
    once = np.ones((1, x.size))
    kink = _search(u, once, residuals, min_points)
    if not np.isfinite(kink.residual_ss[0]):
        msg = f"no date has {min_points} observations and a spread of dates on either side"
        raise NotEstimableError(msg)
    from_break = u - kink.at[0]
    kinked = least_squares(
        np.column_stack([once[0], np.minimum(from_break, 0), np.maximum(from_break, 0)]), y
    )
    slope_before, slope_after = kinked.coefficients[1:] / half_span
    slope_straight = straight.coefficients[1] / half_span

    resampled = [
        _search(u, counts, residuals, min_points)
        for counts in resampled_counts(rng_rows, x.size, n_resamples)
    ]
    found = np.concatenate([np.stack([k.at, k.before, k.after]) for k in resampled], axis=1)
    breaks, before, after = found[:, np.isfinite(found).all(axis=0)] / [[1], *[[half_span]] * 2]
    low, high = percentile_interval(
        np.column_stack(
            [
                mean_year + half_span * breaks,
                slope_straight + before,
                slope_straight + after,
                after - before,
            ]
        ),
        ci_level,
    )
    ratio = _likelihood_ratio(u, residuals, kink, variance)[0]
    simulated = _simulated_ratios(u, n_simulations, rng_errors, min_points, variance)
    n_more = N_MORE_PARAMETERS[variance]
    aic_difference = 2 * n_more - ratio
    return KinkedFit(
        n_obs=x.size,
        variance=variance,
        break_year=finite(mean_year + half_span * kink.at[0]),
        break_year_ci_low=finite(low[0]),
        break_year_ci_high=finite(high[0]),
        slope_before_oom_per_year=finite(slope_before),
        slope_before_oom_per_year_ci_low=finite(low[1]),
        slope_before_oom_per_year_ci_high=finite(high[1]),
        slope_after_oom_per_year=finite(slope_after),
        slope_after_oom_per_year_ci_low=finite(low[2]),
        slope_after_oom_per_year_ci_high=finite(high[2]),
        slope_change_oom_per_year=finite(slope_after - slope_before),
        slope_change_oom_per_year_ci_low=finite(low[3]),
        slope_change_oom_per_year_ci_high=finite(high[3]),
        level_oom_at_break=finite(kinked.coefficients[0]),
        slope_straight_oom_per_year=finite(slope_straight),
        n_before=int(np.count_nonzero(from_break <= 0)),
        n_after=int(np.count_nonzero(from_break >= 0)),
        residual_sd_straight_oom=finite(straight.residual_sd),
        residual_sd_kinked_oom=finite(np.sqrt(kinked.residual_ss / (x.size - N_LINE))),
        n_parameters_kinked=N_PARAMETERS_STRAIGHT + n_more,
        aic_difference=finite(aic_difference),
        aicc_difference=_aicc_difference(aic_difference, x.size, n_more),
        bic_difference=finite(n_more * np.log(x.size) - ratio),
        relative_likelihood_of_straight=finite(np.exp(aic_difference / 2)),
        # The observed series counts among the straight ones: no p-value is zero.
        p_value=finite((1 + np.count_nonzero(simulated >= ratio)) / (1 + n_simulations)),
        n_resamples=breaks.size,
        n_simulations=n_simulations,
    )


@dataclass(frozen=True, slots=True)
class _Kinks:
    """The best kink of each series, in the units of the search; arrays of shape (series,)."""

    at: Floats
    level: Floats
    before: Floats
    after: Floats
    residual_ss: Floats


def _search(u: Floats, weights: Floats, values: Floats, min_points: int) -> _Kinks:
    """Find the least-squares kinked line of each weighted series.

    All candidates of all series follow from running sums, without a loop.

    Args:
        u: Sorted positions, about -1 to 1, shape (n,).
        weights: How often each observation counts, shape (series, n) or (1, n).
        values: Likewise.
        min_points: Observations required at or before the break, and at or after it.

    Returns:
        Best kinks; `residual_ss` is infinite where no date is admissible.
    """
    w, v = weights, values
    wu, wv = w * u, w * v
    left = [np.cumsum(part, axis=1) for part in (w, wu, wu * u, wv, wu * v, wv * v)]
    right = [part[:, -1:] - part for part in left]

    # Between u[j] and u[j + 1]: the two separate lines, where they meet in between.
    level_left, before, ss_left = _lines(*left)
    level_right, after, ss_right = _lines(*right)
    join = (level_left - level_right) / (after - before)
    inside = (join >= u) & (join <= np.append(u[1:], -np.inf))
    enough = (left[0] >= min_points) & (right[0] >= min_points)
    joins = _Kinks(
        at=join,
        level=level_left + before * join,
        before=before,
        after=after,
        residual_ss=np.where(inside & enough, ss_left + ss_right, np.inf),
    )

    # At u[j], the last of equal dates: both pieces pass through one level.
    n_left, d_left, dd_left, dv_left = _about(u, *left[:5])
    n_right, d_right, dd_right, dv_right = _about(u, *right[:5])
    has_slopes = (dd_left > NO_SPREAD) & (dd_right > NO_SPREAD)
    sum_v, sum_vv = left[3][:, -1:], left[5][:, -1:]
    level = (sum_v - d_left * dv_left / dd_left - d_right * dv_right / dd_right) / (
        n_left + n_right - d_left**2 / dd_left - d_right**2 / dd_right
    )
    before = (dv_left - level * d_left) / dd_left
    after = (dv_right - level * d_right) / dd_right
    n_earlier = np.insert(left[0], 0, 0, axis=1)[:, np.searchsorted(u, u)]
    enough = (left[0] >= min_points) & (left[0][:, -1:] - n_earlier >= min_points)
    is_last = np.append(u[1:] > u[:-1], False)
    knots = _Kinks(
        at=np.broadcast_to(u, level.shape),
        level=level,
        before=before,
        after=after,
        residual_ss=np.where(
            has_slopes & enough & is_last,
            sum_vv - level * sum_v - before * dv_left - after * dv_right,
            np.inf,
        ),
    )
    return _best(joins, knots)


def _lines(*sums: Floats) -> tuple[Floats, Floats, Floats]:
    """Return level at u = 0, slope and residual sum of squares, NaN without a slope."""
    n, sum_u, sum_uu, sum_v, sum_uv, sum_vv = sums
    spread = sum_uu - sum_u**2 / n
    slope = (sum_uv - sum_u * sum_v / n) / np.where(spread > NO_SPREAD, spread, np.nan)
    level = (sum_v - slope * sum_u) / n
    return level, slope, sum_vv - level * sum_v - slope * sum_uv


def _about(u: Floats, *sums: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return count and sums of d, d^2 and d * v, where d is the distance from each u."""
    n, sum_u, sum_uu, sum_v, sum_uv = sums
    return n, sum_u - u * n, sum_uu - 2 * u * sum_u + u**2 * n, sum_uv - u * sum_v


def _best(*candidates: _Kinks) -> _Kinks:
    """Return the candidate with the least residual sum of squares in each series."""
    first, second = (_least(kinks) for kinks in candidates)
    at, level, before, after, residual_ss = np.where(first[-1] <= second[-1], first, second)
    at = np.where(np.isfinite(residual_ss), at, np.nan)
    return _Kinks(at=at, level=level, before=before, after=after, residual_ss=residual_ss)


def _least(kinks: _Kinks) -> Floats:
    """Return the fields of the best position of each series, shape (5, series)."""
    # A perfect fit may come out below zero by rounding.
    residual_ss = np.where(
        np.isnan(kinks.residual_ss), np.inf, np.maximum(kinks.residual_ss, 0)
    )
    best = np.arange(residual_ss.shape[0]), np.argmin(residual_ss, axis=1)
    parts = (kinks.at, kinks.level, kinks.before, kinks.after)
    return np.stack(
        [*(np.broadcast_to(part, residual_ss.shape)[best] for part in parts), residual_ss[best]]
    )


def _likelihood_ratio(u: Floats, values: Floats, kinks: _Kinks, variance: Variance) -> Floats:
    """Return twice the log likelihood ratio, kinked over straight, of each series.

    Args:
        u: Positions, shape (n,).
        values: Residuals of the straight line, shape (series, n).
        kinks: The best kink of each series.
        variance: `common` or `segmentwise`.
    """
    n = u.size
    straight_ss = np.sum(values**2, axis=1)
    if variance == "common":
        return np.asarray(n * np.log(straight_ss / kinks.residual_ss))
    d = u - kinks.at[:, None]
    fitted = (
        kinks.level[:, None]
        + kinks.before[:, None] * np.minimum(d, 0)
        + kinks.after[:, None] * np.maximum(d, 0)
    )
    squares = (values - fitted) ** 2
    ratio = n * np.log(straight_ss / n)
    for piece in (d <= 0, d > 0):
        n_piece = np.count_nonzero(piece, axis=1)
        ratio -= n_piece * np.log(np.sum(squares * piece, axis=1) / n_piece)
    return np.asarray(ratio)


def _simulated_ratios(
    u: Floats, n_simulations: int, rng: np.random.Generator, min_points: int, variance: Variance
) -> Floats:
    """Return the likelihood ratio of a searched kink in straight lines with normal errors.

    The ratio depends on neither the line nor the size of the errors, so noise will do.
    """
    once = np.ones((1, u.size))
    line, _ = np.linalg.qr(np.column_stack([once[0], u]))
    ratios = []
    for size in block_sizes(n_simulations, u.size):
        noise = rng.standard_normal((size, u.size))
        residuals = noise - (noise @ line) @ line.T
        kinks = _search(u, once, residuals, min_points)
        ratios.append(_likelihood_ratio(u, residuals, kinks, variance))
    return np.concatenate(ratios)


def _aicc_difference(aic_difference: float, n_obs: int, n_more: int) -> float | None:
    """Add the difference of the small-sample corrections 2 p (p + 1) / (n - p - 1)."""
    straight, kinked = N_PARAMETERS_STRAIGHT, N_PARAMETERS_STRAIGHT + n_more
    if n_obs <= kinked + 1:
        return None
    corrections = [2 * p * (p + 1) / (n_obs - p - 1) for p in (straight, kinked)]
    return finite(aic_difference + corrections[1] - corrections[0])
