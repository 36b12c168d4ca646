r"""How far behind are open weights?

Formula:
    log10(value) = level of the group + slope * year + error, one slope for both groups
    lag = horizontal distance of the two lines, in months
        = 12 * ((mean year open - mean year closed) - (mean open - mean closed) / slope)
    gap = vertical distance of the two lines, in orders of magnitude = slope * lag / 12

    A lag of 15 months says that open models reach today what closed ones reached 15 months
    ago. With separate slopes the lag changes over time and is given at the last date. After
    Cottier et al. (2024), How far behind are open models, who fit the largest model to date
    of each group.

Intervals: percentile bootstrap within each group, so that both keep their size, expanded for
the three coefficients of the common slope (see `expanded_level`). Resamples whose slope is not
positive have no lag; when they are more than a tail of the interval, the lag has no interval.
The slopes are compared by Student t on n - 4 degrees of freedom, with each group's own error,
as in the published code.

Assumptions: closed and open frontiers grow alike (see the p-value of different slopes);
open and closed are told apart rightly; records are independent, which successive records are
not, so intervals are too narrow.

Failure modes: few records in a group, and groups of very unlike size, since one level serves
both: of 10 open and 35 closed a 90% interval of the lag holds it 86 times in a hundred, where
of 12 and 10 or 20 and 25 it does 90 times; a flat trend, which makes any distance an infinite
lag; a falling one has no lag and is not estimable. Within a window the first models pass for
records: find the records in the whole history (`running_records`) and then cut the window.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scalehouse.stats._bootstrap import (
    Seed,
    expanded_level,
    generators,
    percentile_interval,
    resampled_rows,
)
from scalehouse.stats._ols import two_sided_p_value
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
    require_squares,
)
from scalehouse.stats.log_linear import MONTHS_PER_YEAR

# A slope and a level in each group.
N_PARAMETERS_SEPARATE = 4
N_PARAMETERS_COMMON = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LagFit(Fit):
    """The lag of open behind closed models; see `Fit` for status and nulls.

    Attributes:
        n_open: Open models in the fit.
        n_closed: Closed models in the fit.
        lag_months: With a common slope, with percentile bounds.
        gap_oom: Closed over open at the same date, with percentile bounds.
        slope_oom_per_year: The common slope, with percentile bounds.
        slope_open_oom_per_year: Slope of the open alone, with percentile bounds.
        slope_closed_oom_per_year: Slope of the closed alone, with percentile bounds.
        separate_lag_months: With separate slopes, at the last date, with percentile bounds;
            None where closed models alone do not rise.
        last_year: That date.
        residual_sd_oom: With a common slope, n - 3 degrees of freedom.
        slopes_differ_t: Open minus closed slope over its standard error.
        slopes_differ_p_value: Of equal slopes, two-sided.
        n_resamples: Resamples with a positive common slope.
    """

    n_open: int | None = None
    n_closed: int | None = None
    lag_months: float | None = None
    lag_months_ci_low: float | None = None
    lag_months_ci_high: float | None = None
    gap_oom: float | None = None
    gap_oom_ci_low: float | None = None
    gap_oom_ci_high: float | None = None
    slope_oom_per_year: float | None = None
    slope_oom_per_year_ci_low: float | None = None
    slope_oom_per_year_ci_high: float | None = None
    slope_open_oom_per_year: float | None = None
    slope_open_oom_per_year_ci_low: float | None = None
    slope_open_oom_per_year_ci_high: float | None = None
    slope_closed_oom_per_year: float | None = None
    slope_closed_oom_per_year_ci_low: float | None = None
    slope_closed_oom_per_year_ci_high: float | None = None
    separate_lag_months: float | None = None
    separate_lag_months_ci_low: float | None = None
    separate_lag_months_ci_high: float | None = None
    last_year: float | None = None
    residual_sd_oom: float | None = None
    slopes_differ_t: float | None = None
    slopes_differ_p_value: float | None = None
    n_resamples: int = 0


def running_records(years: ArrayLike, log10_values: ArrayLike) -> NDArray[np.bool]:
    """Return which observations no earlier or same-day one exceeds, shape (n,).

    Raises:
        ValueError: The arrays do not match.
    """
    x, y = columns(years=years, log10_values=log10_values)
    order = np.argsort(x, kind="stable")
    record = np.maximum.accumulate(y[order])
    n_to_date = np.searchsorted(x[order], x, side="right")
    return np.asarray(y >= record[n_to_date - 1])


def fit_open_closed_lag(  # noqa: PLR0913 - an interval is fixed by all of these, by name
    years: ArrayLike,
    log10_values: ArrayLike,
    is_open: ArrayLike,
    *,
    records_only: bool,
    ci_level: float,
    n_resamples: int,
    seed: Seed,
) -> LagFit:
    """Fit the lag of open behind closed models.

    The order of the observations does not matter.

    Args:
        years: Fractional years, shape (n,).
        log10_values: log10 of the metric, shape (n,).
        is_open: Whether weights are open, shape (n,).
        records_only: Whether to keep only the largest to date of each group.
        ci_level: Level of the intervals.
        n_resamples: Bootstrap resamples.
        seed: Seed of the resampling.

    Raises:
        ValueError: An argument outside its range, or arrays that do not match.
    """
    check_ci_level(ci_level)
    check_at_least("n_resamples", n_resamples, 1)
    x, y, open_ = columns(years=years, log10_values=log10_values, is_open=is_open)
    try:
        require_finite(x, y, open_)
        order = np.lexsort((y, x))
        x, y, open_ = x[order], y[order], open_[order]
        groups = [(x[chosen], y[chosen]) for chosen in (open_ != 0, open_ == 0)]
        if records_only:
            records = [running_records(*group) for group in groups]
            groups = [(a[kept], b[kept]) for (a, b), kept in zip(groups, records, strict=True)]
        for name, group in zip(("open", "closed"), groups, strict=True):
            require_line(*group, f"{name} years")
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _fit_lag(groups[0], groups[1], ci_level, n_resamples, seed)
    except NotEstimableError as error:
        return LagFit(n_obs=x.size, status="not_estimable", status_reason=str(error))


@dataclass(frozen=True, slots=True)
class _Moments:
    """Means and centred sums of squares and products of each series of one group."""

    mean_x: Floats
    mean_y: Floats
    sxx: Floats
    sxy: Floats

    @property
    def slope(self) -> Floats:
        return self.sxy / self.sxx


def _fit_lag(
    open_: tuple[Floats, Floats],
    closed: tuple[Floats, Floats],
    ci_level: float,
    n_resamples: int,
    seed: Seed,
) -> LagFit:
    last_year = max(open_[0][-1], closed[0][-1])
    # From one origin for both groups, near the data, so that sums keep their digits.
    origin = open_[0].mean(), open_[1].mean()
    groups = [(x - origin[0], y - origin[1]) for x, y in (open_, closed)]
    at = last_year - origin[0]
    for _, y in groups:
        require_squares(y - y.mean())
    once = [_moments(x[None, :], y[None, :]) for x, y in groups]
    estimate = _distances(once[0], once[1], at)[:, 0]
    require_range(estimate[:3])
    if estimate[0] <= 0:
        msg = "the common trend does not rise, so nothing is reached later"
        raise NotEstimableError(msg)
    require_range(estimate[3:5])
    resampled = [
        _resampled_moments(x, y, n_resamples, rng)
        for (x, y), rng in zip(groups, generators(seed, 2), strict=True)
    ]
    draws = _distances(resampled[0], resampled[1], at)
    # The separate lag may lack a resample of its own, where closed models do not rise.
    has_lag = np.isfinite(draws[:-1]).all(axis=0) & (draws[0] > 0)
    n_open, n_closed = open_[0].size, closed[0].size
    n_obs = n_open + n_closed
    level_drawn = expanded_level(ci_level, n_obs, N_PARAMETERS_COMMON)
    low, high = np.full((2, estimate.size), np.nan)
    for row, drawn in enumerate(draws):
        held = drawn[has_lag & np.isfinite(drawn)]
        if 1 - held.size / drawn.size <= (1 - ci_level) / 2:
            low[row], high[row] = percentile_interval(held, level_drawn)

    slope = estimate[0]
    residual_ss = [
        np.sum((y - m.mean_y - slope * (x - m.mean_x)) ** 2)
        for (x, y), m in zip(groups, once, strict=True)
    ]
    errors = [_slope_se(x, y, m) for (x, y), m in zip(groups, once, strict=True)]
    t = (estimate[1] - estimate[2]) / np.hypot(errors[0], errors[1])
    return LagFit(
        n_obs=n_obs,
        n_open=n_open,
        n_closed=n_closed,
        slope_oom_per_year=finite(slope),
        slope_oom_per_year_ci_low=finite(low[0]),
        slope_oom_per_year_ci_high=finite(high[0]),
        slope_open_oom_per_year=finite(estimate[1]),
        slope_open_oom_per_year_ci_low=finite(low[1]),
        slope_open_oom_per_year_ci_high=finite(high[1]),
        slope_closed_oom_per_year=finite(estimate[2]),
        slope_closed_oom_per_year_ci_low=finite(low[2]),
        slope_closed_oom_per_year_ci_high=finite(high[2]),
        lag_months=finite(estimate[3]),
        lag_months_ci_low=finite(low[3]),
        lag_months_ci_high=finite(high[3]),
        gap_oom=finite(estimate[4]),
        gap_oom_ci_low=finite(low[4]),
        gap_oom_ci_high=finite(high[4]),
        separate_lag_months=finite(estimate[5]),
        separate_lag_months_ci_low=finite(low[5]),
        separate_lag_months_ci_high=finite(high[5]),
        last_year=finite(last_year),
        residual_sd_oom=finite(np.sqrt(sum(residual_ss) / (n_obs - N_PARAMETERS_COMMON))),
        slopes_differ_t=finite(t),
        slopes_differ_p_value=finite(two_sided_p_value(t, n_obs - N_PARAMETERS_SEPARATE)),
        n_resamples=int(np.count_nonzero(has_lag)),
    )


def _moments(x: Floats, y: Floats) -> _Moments:
    """Return the moments of each row; no slope where dates hardly differ by rounding."""
    mean_x, mean_y = x.mean(axis=1), y.mean(axis=1)
    sxx = np.vecdot(x, x) - x.shape[1] * mean_x**2
    no_spread = x.shape[1] * np.finfo(np.float64).eps * np.max(x * x)
    return _Moments(
        mean_x=mean_x,
        mean_y=mean_y,
        sxx=np.where(sxx > no_spread, sxx, np.nan),
        sxy=np.vecdot(x, y) - x.shape[1] * mean_x * mean_y,
    )


def _resampled_moments(
    x: Floats, y: Floats, n_resamples: int, rng: np.random.Generator
) -> _Moments:
    blocks = [_moments(x[rows], y[rows]) for rows in resampled_rows(rng, x.size, n_resamples)]
    return _Moments(
        mean_x=np.concatenate([block.mean_x for block in blocks]),
        mean_y=np.concatenate([block.mean_y for block in blocks]),
        sxx=np.concatenate([block.sxx for block in blocks]),
        sxy=np.concatenate([block.sxy for block in blocks]),
    )


def _distances(open_: _Moments, closed: _Moments, at: float) -> Floats:
    """Return slopes (common, open, closed), lag, gap and separate lag, shape (6, series)."""
    slope = (open_.sxy + closed.sxy) / (open_.sxx + closed.sxx)
    later = open_.mean_x - closed.mean_x
    larger = open_.mean_y - closed.mean_y
    lag_years = later - larger / slope
    reached = open_.mean_y + open_.slope * (at - open_.mean_x)
    # A closed trend that does not rise has no date at which it reached a value.
    rising = np.where(closed.slope > 0, closed.slope, np.nan)
    when = closed.mean_x + (reached - closed.mean_y) / rising
    return np.stack(
        [
            slope,
            open_.slope,
            closed.slope,
            MONTHS_PER_YEAR * lag_years,
            slope * later - larger,
            MONTHS_PER_YEAR * (at - when),
        ]
    )


def _slope_se(x: Floats, y: Floats, moments: _Moments) -> float:
    residuals = y - moments.mean_y - moments.slope * (x - moments.mean_x)
    return float(np.sqrt(residuals @ residuals / (x.size - 2) / moments.sxx[0]))
