r"""How far apart are two values of the same things?

Formula:
    median of log10(a_i / b_i), and 10 to it as the median ratio.

Interval: ranks of the sorted log ratios between which the median lies with at least the
level asked for, whatever the distribution (Thompson 1936, doi 10.1214/aoms/1177732502). The
lower rank is the largest r with P(Binomial(n, 1/2) < r) <= (1 - level) / 2, the upper rank
n + 1 - r. No resampling, hence no seed.

Assumptions: pairs are independent draws. Sister models of one developer share hardware and
price, so intervals are somewhat narrow.

Failure modes: a small sample has no rank low enough; the median then stands without an
interval (five pairs at 90%, six at 95% are the fewest that have one).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    NotEstimableError,
    check_at_least,
    check_ci_level,
    columns,
    require_finite,
    require_points,
    require_range,
)

QUANTILES = (0.1, 0.25, 0.75, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class MedianRatio(Fit):
    """Log ratios summed up; see `Fit` for status and nulls.

    Attributes:
        median_ratio: 10 to the median log ratio.
        median_ratio_ci_low: Lower bound, by ranks; None where the sample is too small.
        median_ratio_ci_high: Upper bound, likewise.
        log_ratio_p10: Tenth percentile of the log10 ratios.
        log_ratio_p25: First quartile.
        log_ratio_p75: Third quartile.
        log_ratio_p90: Ninetieth percentile.
        agreeing_share: Share of the ratios within the tolerance of 1.
    """

    median_ratio: float | None = None
    median_ratio_ci_low: float | None = None
    median_ratio_ci_high: float | None = None
    log_ratio_p10: float | None = None
    log_ratio_p25: float | None = None
    log_ratio_p75: float | None = None
    log_ratio_p90: float | None = None
    agreeing_share: float | None = None


def median_ratio(log10_ratios: ArrayLike, *, ci_level: float, tolerance: float) -> MedianRatio:
    """Return the median of ratios with a rank interval.

    Args:
        log10_ratios: log10 of each ratio, shape (n,).
        ci_level: Least coverage of the interval.
        tolerance: Relative difference up to which a pair agrees, such as 0.01.

    Raises:
        ValueError: A level outside (0, 1), a negative tolerance, or no one-dimensional array.
    """
    check_ci_level(ci_level)
    check_at_least("tolerance", tolerance, 0)
    (ratios,) = columns(log10_ratios=log10_ratios)
    try:
        require_points(ratios.size, 1, "a median")
        require_finite(ratios)
        with np.errstate(all="ignore"):
            factors = 10**ratios
            require_range(factors, 1 / factors)
    except NotEstimableError as error:
        return MedianRatio(n_obs=ratios.size, status="not_estimable", status_reason=str(error))
    ordered = np.sort(ratios)
    rank = _lower_rank(ratios.size, ci_level)
    p10, p25, p75, p90 = (float(value) for value in np.quantile(ordered, QUANTILES))
    return MedianRatio(
        n_obs=ratios.size,
        median_ratio=finite(10 ** float(np.median(ordered))),
        median_ratio_ci_low=finite(10 ** float(ordered[rank - 1])) if rank else None,
        median_ratio_ci_high=finite(10 ** float(ordered[-rank])) if rank else None,
        log_ratio_p10=p10,
        log_ratio_p25=p25,
        log_ratio_p75=p75,
        log_ratio_p90=p90,
        agreeing_share=float(np.mean(np.abs(10**ordered - 1) <= tolerance)),
    )


def _lower_rank(n_obs: int, ci_level: float) -> int:
    """Return the rank, from 1, of the lower bound; 0 where even the least is too high."""
    from scipy.special import bdtr  # noqa: PLC0415 - costs 0.1 s, only fits need it

    ranks = np.arange(1, n_obs // 2 + 1)
    return int(np.count_nonzero(bdtr(ranks - 1, n_obs, 0.5) <= (1 - ci_level) / 2))
