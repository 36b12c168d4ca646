r"""Does the growth rate depend on choices an analyst could have made otherwise?

A specification is a sample: which window, domains, outlier rule, access tiers. All slopes
come from one matrix product, samples times moments of the observations, in place of a
regression each (Simonsohn, Simmons and Nelson 2020, doi 10.1038/s41562-020-0912-z).

Formula: for each sample the least-squares slope of log10 value on year, its classical
standard error and Student t interval on n - 2 degrees of freedom, and the HC3 interval beside
it (see `log_linear`). The line of all observations is taken off first and put back after, so
that no digits are lost.

Assumptions: those of the line itself (see `log_linear`); the classical error assumes equal
variances, HC3 does not.

Failure modes: samples overlap, so the curve's spread is not a sampling error, and the share
of significant slopes is not a test.
"""

from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scalehouse.stats._bootstrap import block_sizes
from scalehouse.stats._ols import HALF_THE_DIGITS
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    MIN_POINTS,
    Floats,
    NotEstimableError,
    check_ci_level,
    columns,
    require_squares,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecificationFit(Fit):
    """The slope in one sample; see `Fit` for status and nulls.

    Attributes:
        slope_oom_per_year: Least-squares slope, log10 units a year.
        slope_oom_per_year_se: Its classical standard error.
        slope_oom_per_year_ci_low: Lower bound, Student t.
        slope_oom_per_year_ci_high: Upper bound, Student t.
        slope_oom_per_year_hc3_ci_low: Lower bound, HC3 and Student t; None when an
            observation alone determines the slope.
        slope_oom_per_year_hc3_ci_high: Upper bound, likewise.
        r_squared: Share of the variance explained; None when the values have none.
    """

    slope_oom_per_year: float | None = None
    slope_oom_per_year_se: float | None = None
    slope_oom_per_year_ci_low: float | None = None
    slope_oom_per_year_ci_high: float | None = None
    slope_oom_per_year_hc3_ci_low: float | None = None
    slope_oom_per_year_hc3_ci_high: float | None = None
    r_squared: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecificationCurve:
    """All samples' slopes, in the order given, and what they have in common.

    Attributes:
        specifications: One fit for each sample.
        n_estimated: Samples that have a slope.
        slope_median_oom_per_year: Median of their slopes.
        slope_min_oom_per_year: Least slope.
        slope_max_oom_per_year: Greatest slope.
        positive_share: Share of slopes above zero.
        significant_share: Share of intervals that leave zero out.
    """

    specifications: tuple[SpecificationFit, ...]
    n_estimated: int = 0
    slope_median_oom_per_year: float | None = None
    slope_min_oom_per_year: float | None = None
    slope_max_oom_per_year: float | None = None
    positive_share: float | None = None
    significant_share: float | None = None


def fit_specifications(
    years: ArrayLike, log10_values: ArrayLike, samples: ArrayLike, *, ci_level: float
) -> SpecificationCurve:
    """Fit a log-linear trend in each of many samples of the same observations.

    Args:
        years: Fractional years, shape (n,).
        log10_values: log10 of the metric, shape (n,).
        samples: Which observations each specification keeps, shape (specifications, n).
        ci_level: Level of the intervals.

    Raises:
        ValueError: A level outside (0, 1), or arrays that do not match.
    """
    check_ci_level(ci_level)
    x, y = columns(years=years, log10_values=log10_values)
    kept = np.asarray(samples, dtype=bool)
    if kept.shape[1:] != x.shape:
        msg = f"samples must have shape (specifications, {x.size}), got {kept.shape}"
        raise ValueError(msg)
    whole = np.isfinite(x) & np.isfinite(y)
    # Values beyond floating point end as "not estimable", not as warnings.
    with np.errstate(all="ignore"):
        reasons = _reasons(x, whole, kept)
        numbers = np.full((kept.shape[0], 7), np.nan)
        if None in reasons:
            with suppress(NotEstimableError):
                numbers = _slopes(x[whole], y[whole], kept[:, whole], ci_level)
    fits = tuple(
        _specification(int(n), reason, row.tolist())
        for n, reason, row in zip(kept.sum(axis=1), reasons, numbers, strict=True)
    )
    estimated = [fit.status == "estimated" for fit in fits]
    if not any(estimated):
        return SpecificationCurve(specifications=fits)
    slopes, _, low, high, *_ = numbers[estimated].T
    return SpecificationCurve(
        specifications=fits,
        n_estimated=slopes.size,
        slope_median_oom_per_year=finite(np.median(slopes)),
        slope_min_oom_per_year=finite(slopes.min()),
        slope_max_oom_per_year=finite(slopes.max()),
        positive_share=finite(np.mean(slopes > 0)),
        significant_share=finite(np.mean((low > 0) | (high < 0))),
    )


def _specification(n_obs: int, reason: str | None, numbers: list[float]) -> SpecificationFit:
    """Give one row of `_slopes` its names, or the reason why it has no numbers."""
    slope, se, low, high, hc3_low, hc3_high, r_squared = numbers
    if reason is None and not np.isfinite([slope, se]).all():
        reason = "the values leave the range of floating point"
    if reason is not None:
        return SpecificationFit(n_obs=n_obs, status="not_estimable", status_reason=reason)
    return SpecificationFit(
        n_obs=n_obs,
        slope_oom_per_year=slope,
        slope_oom_per_year_se=se,
        slope_oom_per_year_ci_low=finite(low),
        slope_oom_per_year_ci_high=finite(high),
        slope_oom_per_year_hc3_ci_low=finite(hc3_low),
        slope_oom_per_year_hc3_ci_high=finite(hc3_high),
        r_squared=finite(r_squared),
    )


def _reasons(x: Floats, whole: NDArray[np.bool], kept: NDArray[np.bool]) -> list[str | None]:
    """Say of each sample why it has no line with an error, or None."""
    n_kept = kept.sum(axis=1)
    n_broken = (kept & ~whole).sum(axis=1)
    order = np.argsort(x)
    starts_date = np.flatnonzero(np.diff(x[order], prepend=np.nan) != 0)
    n_dates = np.logical_or.reduceat(kept[:, order], starts_date, axis=1).sum(axis=1)
    reasons: list[str | None] = []
    for n, broken, distinct in zip(n_kept, n_broken, n_dates, strict=True):
        if n < MIN_POINTS:
            reasons.append(f"{n} observations, a line with an error needs {MIN_POINTS}")
        elif broken:
            reasons.append(f"{broken} of {n} observations are not finite numbers")
        elif distinct < MIN_POINTS:
            reasons.append(
                f"{distinct} distinct years, a line with an error needs {MIN_POINTS}"
            )
        else:
            reasons.append(None)
    return reasons


def _slopes(x: Floats, y: Floats, kept: NDArray[np.bool], ci_level: float) -> Floats:
    """Return slope, error, bounds and R^2 of each sample, shape (samples, 7)."""
    from scipy.special import stdtrit  # noqa: PLC0415 - costs 0.1 s, only fits need it

    u, v = x - x.mean(), y - y.mean()
    require_squares(v)
    spread_of_all = u @ u
    slope_of_all = u @ v / spread_of_all if spread_of_all > 0 else 0.0
    rest = v - slope_of_all * u
    moments = np.column_stack([np.ones_like(u), u, u * u, rest, u * rest, rest * rest])
    n, su, suu, sr, sur, srr = (kept.astype(np.float64) @ moments).T
    spread = suu - su**2 / n
    # Below this, the spread of a sample's positions is rounding error.
    spread[spread <= n * np.finfo(np.float64).eps * np.max(u * u)] = np.nan
    shared = sur - su * sr / n
    tilt = shared / spread
    slope = slope_of_all + tilt
    residual_ss = np.maximum(srr - sr**2 / n - tilt * shared, 0)
    se = np.sqrt(residual_ss / (n - 2) / spread)
    reach = stdtrit(np.maximum(n - 2, 1), (1 + ci_level) / 2)
    hc3_se = _hc3_errors(u, rest, kept, np.column_stack([n, su / n, sr / n, tilt, spread]))
    r_squared = 1 - residual_ss / (residual_ss + slope**2 * spread)
    return np.column_stack(
        [
            slope,
            se,
            slope - reach * se,
            slope + reach * se,
            slope - reach * hc3_se,
            slope + reach * hc3_se,
            r_squared,
        ]
    )


def _hc3_errors(u: Floats, rest: Floats, kept: NDArray[np.bool], lines: Floats) -> Floats:
    """Return the HC3 error of each sample's slope, NaN where one observation decides it.

    Args:
        u: Positions, shape (n,).
        rest: Values without the line of all observations, shape (n,).
        kept: Which observations each sample keeps, shape (samples, n).
        lines: Size, mean position, mean rest, slope of the rest and spread of each sample.
    """
    errors = np.empty(kept.shape[0])
    start = 0
    for size in block_sizes(kept.shape[0], u.size):
        block = slice(start, start + size)
        n, mean_u, mean_rest, tilt, spread = lines[block].T[:, :, None]
        d = u - mean_u
        free = 1 - 1 / n - d * d / spread
        # A residual that its own observation forces to zero says nothing about its variance.
        free[free < HALF_THE_DIGITS] = np.nan
        pulls = d * (rest - mean_rest - tilt * d) / free
        errors[block] = np.sqrt(np.sum(pulls**2, axis=1, where=kept[block])) / spread[:, 0]
        start += size
    return errors
