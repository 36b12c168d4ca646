r"""What would the models without a published value change?

Two kinds of answer, both closed forms without simulation.

Worst case (Manski 1989, doi 10.2307/145818): every missing value may be anything between
stated limits, independently. The bounds are sharp, that is, some filling reaches them. The
limits are values, or distances from what is expected: the observed trend at the date, the
mean of the observed of the group.
    * share: missing ones all no, or all yes.
    * contrast of means: the missing of one group all low and of the other all high.
    * slope = sum of (year - mean year) * value / sum of (year - mean year)^2, over all
      records: missing values after the mean year all high and before it all low, or the
      reverse.

Selection model (Rubin 1977, doi 10.1080/01621459.1977.10480610; the delta adjustment): a
missing value is that of an observed one of the same date, or group, times 10 ** delta.
    * slope(delta) = observed slope + delta * sum over the missing of (year - mean year) /
      sum over all of (year - mean year)^2
    * contrast(deltas) = observed difference + delta * share missing, first minus second
    delta is a statement and not an estimate, so the interval is the observed one moved. The
    tipping point is the delta at which the slope, or the difference, is zero.

Assumptions: dates and groups are known for all records; the unpublished are records of the
table at all. Models nobody recorded are outside any bound given here.

Failure modes: worst-case bounds do not hold sampling error, and without narrow limits they
are wide; that is what the data say without assumptions. Values missing only around the mean
year move no slope, whatever their size: then there is no tipping point.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._ols import least_squares, t_quantile
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
)
from scalehouse.stats.rank import fit_contrast


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareBounds(Fit):
    """A share, whatever the missing are; `n_obs` counts all, `share` the observed."""

    n_missing: int
    share: float | None = None
    share_bound_low: float | None = None
    share_bound_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastUnderMissing(Fit):
    """Difference of mean log10 values, first minus second; `n_obs` counts the missing too.

    Attributes:
        n_missing: Observations without a value.
        difference_oom: Of the observed values.
        difference_oom_bound_low: Least difference the missing could make, without error.
        difference_oom_bound_high: Greatest, likewise.
        selected_difference_oom: Under the stated selection.
        selected_difference_oom_ci_low: Its lower bound, Welch.
        selected_difference_oom_ci_high: Its upper bound, Welch.
    """

    n_missing: int
    difference_oom: float | None = None
    difference_oom_bound_low: float | None = None
    difference_oom_bound_high: float | None = None
    selected_difference_oom: float | None = None
    selected_difference_oom_ci_low: float | None = None
    selected_difference_oom_ci_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeUnderMissing(Fit):
    """Growth when some values are missing; `n_obs` counts the missing too.

    Attributes:
        n_missing: Observations without a value.
        slope_oom_per_year: Of the observed values.
        slope_oom_per_year_bound_low: Least slope the missing could make, without error.
        slope_oom_per_year_bound_high: Greatest, likewise.
        selected_slope_oom_per_year: Under the stated selection.
        selected_slope_oom_per_year_ci_low: Its lower bound, classical Student t.
        selected_slope_oom_per_year_ci_high: Its upper bound, classical Student t.
        tipping_delta_oom: Delta at which the slope is zero; None when no delta does it.
    """

    n_missing: int
    slope_oom_per_year: float | None = None
    slope_oom_per_year_bound_low: float | None = None
    slope_oom_per_year_bound_high: float | None = None
    selected_slope_oom_per_year: float | None = None
    selected_slope_oom_per_year_ci_low: float | None = None
    selected_slope_oom_per_year_ci_high: float | None = None
    tipping_delta_oom: float | None = None


def bound_share(n_yes: int, n_no: int, n_missing: int) -> ShareBounds:
    """Bound the share of yes among all, `n_missing` of which are unknown.

    Raises:
        ValueError: A count is negative.
    """
    for name, count in (("n_yes", n_yes), ("n_no", n_no), ("n_missing", n_missing)):
        check_at_least(name, count, 0)
    n_known = n_yes + n_no
    n_obs = n_known + n_missing
    if n_obs == 0:
        return ShareBounds(
            n_obs=0,
            status="not_estimable",
            status_reason="0 observations, a share needs 1",
            n_missing=0,
        )
    return ShareBounds(
        n_obs=n_obs,
        n_missing=n_missing,
        share=n_yes / n_known if n_known else None,
        share_bound_low=n_yes / n_obs,
        share_bound_high=(n_yes + n_missing) / n_obs,
    )


def fit_contrast_under_missing(  # noqa: PLR0913 - limits and deltas are the assumptions
    first_log10_values: ArrayLike,
    second_log10_values: ArrayLike,
    *,
    limits_oom: tuple[float, float],
    first_delta_oom: float,
    second_delta_oom: float,
    ci_level: float,
    limits_around_expected: bool = False,
) -> ContrastUnderMissing:
    """Contrast two groups whose missing values are NaN.

    Args:
        first_log10_values: Shape (n,), NaN where missing.
        second_log10_values: Shape (m,), NaN where missing.
        limits_oom: Least and greatest log10 value a missing one may have.
        first_delta_oom: How much larger missing values of the first group are, log10 units.
        second_delta_oom: Likewise of the second group.
        ci_level: Level of the interval.
        limits_around_expected: Whether limits are distances from the mean of the group's
            observed values.

    Raises:
        ValueError: A level outside (0, 1), or limits out of order.
    """
    check_ci_level(ci_level)
    low, high = limits_oom
    check_at_least("the upper limit", high, low)
    (a,) = columns(first_log10_values=first_log10_values)
    (b,) = columns(second_log10_values=second_log10_values)
    known_a, known_b = a[~np.isnan(a)], b[~np.isnan(b)]
    n_obs = a.size + b.size
    n_missing = n_obs - known_a.size - known_b.size
    fit = fit_contrast(known_a, known_b, ci_level=ci_level)
    if (
        fit.difference_oom is None
        or fit.difference_oom_ci_low is None
        or fit.difference_oom_ci_high is None
    ):
        return ContrastUnderMissing(
            n_obs=n_obs,
            status="not_estimable",
            status_reason=fit.status_reason,
            n_missing=n_missing,
        )
    mean_a, mean_b = (known_a.mean(), known_b.mean()) if limits_around_expected else (0, 0)
    a_low, a_high = (_filled(a, mean_a + limit).mean() for limit in limits_oom)
    b_low, b_high = (_filled(b, mean_b + limit).mean() for limit in limits_oom)
    moved = first_delta_oom * (1 - known_a.size / a.size)
    moved -= second_delta_oom * (1 - known_b.size / b.size)
    return ContrastUnderMissing(
        n_obs=n_obs,
        n_missing=n_missing,
        difference_oom=fit.difference_oom,
        difference_oom_bound_low=finite(a_low - b_high),
        difference_oom_bound_high=finite(a_high - b_low),
        selected_difference_oom=finite(fit.difference_oom + moved),
        selected_difference_oom_ci_low=finite(fit.difference_oom_ci_low + moved),
        selected_difference_oom_ci_high=finite(fit.difference_oom_ci_high + moved),
    )


def fit_slope_under_missing(  # noqa: PLR0913 - limits and delta are the assumptions
    years: ArrayLike,
    log10_values: ArrayLike,
    *,
    limits_oom: tuple[float, float],
    delta_oom: float,
    ci_level: float,
    limits_around_expected: bool = False,
) -> SlopeUnderMissing:
    """Fit growth over all records, those with a missing value (NaN) included.

    Args:
        years: Fractional years of all records, shape (n,).
        log10_values: log10 of the metric, shape (n,), NaN where missing.
        limits_oom: Least and greatest log10 value a missing one may have.
        delta_oom: How much larger missing values are than observed ones of the same date,
            log10 units.
        ci_level: Level of the interval.
        limits_around_expected: Whether limits are distances from the observed trend.

    Raises:
        ValueError: A level outside (0, 1), limits out of order, arrays that do not match.
    """
    check_ci_level(ci_level)
    low, high = limits_oom
    check_at_least("the upper limit", high, low)
    x, y = columns(years=years, log10_values=log10_values)
    n_missing = int(np.count_nonzero(np.isnan(y)))
    try:
        require_finite(x)
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _slope(
                x, y, (low, high), delta_oom, ci_level, around_trend=limits_around_expected
            )
    except NotEstimableError as error:
        return SlopeUnderMissing(
            n_obs=x.size,
            status="not_estimable",
            status_reason=str(error),
            n_missing=n_missing,
        )


def _slope(  # noqa: PLR0913 - the data and each assumption
    x: Floats,
    y: Floats,
    limits: tuple[float, float],
    delta_oom: float,
    ci_level: float,
    *,
    around_trend: bool,
) -> SlopeUnderMissing:
    missing = np.isnan(y)
    require_points(int(np.count_nonzero(~missing)), 1, "a slope")
    known_x, known_y = x[~missing], y[~missing]
    require_line(known_x, known_y, "years")
    fit = least_squares(
        np.column_stack([np.ones_like(known_x), known_x - known_x.mean()]), known_y
    )
    slope, half_width = fit.coefficients[1], t_quantile(fit.df, ci_level) * fit.se[1]
    from_mean = x - x.mean()
    spread = from_mean @ from_mean
    trend = fit.coefficients[0] + slope * (x - known_x.mean())
    low, high = (trend + limit if around_trend else np.full(x.size, limit) for limit in limits)
    least = from_mean @ np.where(missing, np.where(from_mean > 0, low, high), y) / spread
    greatest = from_mean @ np.where(missing, np.where(from_mean > 0, high, low), y) / spread
    per_delta = from_mean[missing].sum() / spread
    selected = slope + delta_oom * per_delta
    require_range(least, greatest, selected)
    # The missing balance around the mean year when their sum is rounding error.
    balanced = abs(from_mean[missing].sum()) <= x.size * np.finfo(float).eps * np.abs(x).max()
    return SlopeUnderMissing(
        n_obs=x.size,
        n_missing=int(np.count_nonzero(missing)),
        slope_oom_per_year=finite(slope),
        slope_oom_per_year_bound_low=finite(least),
        slope_oom_per_year_bound_high=finite(greatest),
        selected_slope_oom_per_year=finite(selected),
        selected_slope_oom_per_year_ci_low=finite(selected - half_width),
        selected_slope_oom_per_year_ci_high=finite(selected + half_width),
        tipping_delta_oom=None if balanced else finite(-slope / per_delta),
    )


def _filled(values: Floats, fill: float) -> Floats:
    return np.where(np.isnan(values), fill, values)
