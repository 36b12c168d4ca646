r"""Is an ordered attribute, such as how openly a model is released, related to a quantity?

Formula:
    Kendall tau-b = (concordant - discordant pairs) / sqrt(pairs untied in tier *
    pairs untied in value); Spearman rho = Pearson correlation of mid-ranks. Both need only
    the order of the tiers and of the values, and allow ties in either.

    Contrast of two tiers = difference of mean log10 values, an order-of-magnitude gap.

Intervals: plain percentile bootstrap of pairs for the correlations, which holds the truth 88 to
92 times in a hundred with 8 to 80 observations (expanded 93 to 96); Welch's t with
Satterthwaite's degrees of freedom (Welch 1947, doi 10.1093/biomet/34.1-2.28) for contrasts,
since tiers differ in size and spread. P-values of the correlations are two-sided and by
permutation: the share of shuffled tier assignments with a correlation at least as far from
zero, the data counted as one of them.

Assumptions: models are independent; those without a value resemble the others of their tier.
The second is doubtful, since closed models hide their compute: see the worst-case bounds in
`missingness`.

Failure modes: with one tier, or equal values throughout, nothing can be correlated. A
correlation of tier and compute over many years is confounded by time: fit within periods.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scalehouse.stats._bootstrap import (
    Seed,
    block_sizes,
    generators,
    percentile_interval,
    resampled_counts,
)
from scalehouse.stats._ols import t_quantile, two_sided_p_value
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    check_at_least,
    check_ci_level,
    columns,
    require_finite,
    require_points,
    require_range,
    require_squares,
)

# Two observations always agree or disagree wholly.
MIN_OBS = 3

# A variance needs two observations.
MIN_OBS_IN_TIER = 2

# Bits of a whole number that can be counted in, with one to spare below the sign.
WHOLE_BITS = 62

# Correlations closer than this are equal: rounding must not decide between them.
SAME = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class RankFit(Fit):
    """Rank correlations of tier and value; see `Fit` for status and nulls.

    Attributes:
        n_tiers: Distinct tiers among the observations.
        kendall_tau_b: Kendall's tau-b, with percentile bounds and permutation p-value.
        spearman_rho: Spearman's rho, likewise.
        n_resamples: Resamples with two tiers and two values, which make up the intervals.
        n_permutations: Shuffles behind the p-values.
    """

    n_tiers: int | None = None
    kendall_tau_b: float | None = None
    kendall_tau_b_ci_low: float | None = None
    kendall_tau_b_ci_high: float | None = None
    kendall_tau_b_p_value: float | None = None
    spearman_rho: float | None = None
    spearman_rho_ci_low: float | None = None
    spearman_rho_ci_high: float | None = None
    spearman_rho_p_value: float | None = None
    n_resamples: int = 0
    n_permutations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastFit(Fit):
    """Difference of two means; see `Fit` for status and nulls.

    Attributes:
        n_first: Observations in the first tier.
        n_second: Observations in the second tier.
        difference_oom: Mean of the first minus mean of the second, log10 units.
        difference_oom_se: Its standard error, variances unequal.
        difference_oom_ci_low: Lower bound, Welch.
        difference_oom_ci_high: Upper bound, Welch.
        df: Satterthwaite's degrees of freedom.
        p_value: Of no difference, two-sided, Welch.
    """

    n_first: int
    n_second: int
    difference_oom: float | None = None
    difference_oom_se: float | None = None
    difference_oom_ci_low: float | None = None
    difference_oom_ci_high: float | None = None
    df: float | None = None
    p_value: float | None = None


def fit_rank_correlation(  # noqa: PLR0913 - fixed by all of these, each by name
    tiers: ArrayLike,
    log10_values: ArrayLike,
    *,
    ci_level: float,
    n_resamples: int,
    n_permutations: int,
    seed: Seed,
) -> RankFit:
    """Correlate the ranks of ordered tiers and of a quantity.

    The order of the observations does not matter.

    Args:
        tiers: Position of each observation's tier in their order, shape (n,).
        log10_values: log10 of the quantity, shape (n,); only its order matters.
        ci_level: Level of the intervals.
        n_resamples: Bootstrap resamples.
        n_permutations: Shuffles for the p-values.
        seed: Seed of both.

    Raises:
        ValueError: An argument outside its range, or arrays that do not match.
    """
    check_ci_level(ci_level)
    check_at_least("n_resamples", n_resamples, 1)
    check_at_least("n_permutations", n_permutations, 1)
    t, y = columns(tiers=tiers, log10_values=log10_values)
    try:
        require_points(t.size, MIN_OBS, "a correlation")
        require_finite(t, y)
        order = np.lexsort((t, y))
        return _correlate(t[order], y[order], ci_level, (n_resamples, n_permutations, seed))
    except NotEstimableError as error:
        return RankFit(n_obs=t.size, status="not_estimable", status_reason=str(error))


def fit_contrast(
    first_log10_values: ArrayLike, second_log10_values: ArrayLike, *, ci_level: float
) -> ContrastFit:
    """Contrast the mean log10 values of two tiers, allowing unequal variances.

    Args:
        first_log10_values: Shape (n,).
        second_log10_values: Shape (m,).
        ci_level: Level of the interval.

    Raises:
        ValueError: A level outside (0, 1), or arrays that are not one-dimensional.
    """
    check_ci_level(ci_level)
    (a,) = columns(first_log10_values=first_log10_values)
    (b,) = columns(second_log10_values=second_log10_values)
    try:
        require_points(min(a.size, b.size), MIN_OBS_IN_TIER, "the variance of a tier")
        require_finite(np.concatenate([a, b]))
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            difference, se, df = _welch(a, b)
    except NotEstimableError as error:
        return ContrastFit(
            n_obs=a.size + b.size,
            status="not_estimable",
            status_reason=str(error),
            n_first=a.size,
            n_second=b.size,
        )
    half_width = t_quantile(df, ci_level) * se
    return ContrastFit(
        n_obs=a.size + b.size,
        n_first=a.size,
        n_second=b.size,
        difference_oom=finite(difference),
        difference_oom_se=finite(se),
        difference_oom_ci_low=finite(difference - half_width),
        difference_oom_ci_high=finite(difference + half_width),
        df=finite(df),
        p_value=finite(two_sided_p_value(difference / se, df)),
    )


def _welch(a: Floats, b: Floats) -> tuple[float, float, float]:
    """Return difference of means, its standard error and the degrees of freedom."""
    for tier in (a, b):
        require_squares(tier - tier.mean())
    variance_a, variance_b = a.var(ddof=1) / a.size, b.var(ddof=1) / b.size
    difference, variance = a.mean() - b.mean(), variance_a + variance_b
    require_range(difference, variance)
    if variance == 0:
        msg = "neither tier has any spread"
        raise NotEstimableError(msg)
    # Of shares, which unlike the variances themselves can be squared without underflow.
    share = variance_a / variance
    df = 1 / (share**2 / (a.size - 1) + (1 - share) ** 2 / (b.size - 1))
    return float(difference), float(np.sqrt(variance)), float(df)


def _correlate(t: Floats, y: Floats, ci_level: float, draws: tuple[int, int, Seed]) -> RankFit:
    n_resamples, n_permutations, seed = draws
    rng_rows, rng_order = generators(seed, 2)
    tiers, tier = np.unique(t, return_inverse=True)
    if tiers.size == 1 or y[0] == y[-1]:
        msg = "all tiers are equal" if tiers.size == 1 else "all values are equal"
        raise NotEstimableError(msg)
    estimate = _correlations(tier, y, np.ones((1, y.size)))[:, 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        resampled = np.concatenate(
            [
                _correlations(tier, y, counts)
                for counts in resampled_counts(rng_rows, y.size, n_resamples)
            ],
            axis=1,
        )
    resampled = resampled[:, np.isfinite(resampled).all(axis=0)]
    low, high = percentile_interval(resampled.T, ci_level)
    shuffled = np.concatenate(
        [
            _shuffled_correlations(rng_order.permuted(np.tile(tier, (size, 1)), axis=1), y)
            for size in block_sizes(n_permutations, y.size)
        ],
        axis=1,
    )
    as_far = np.abs(shuffled) >= np.abs(estimate)[:, None] - SAME
    p_value = (1 + np.count_nonzero(as_far, axis=1)) / (1 + n_permutations)
    return RankFit(
        n_obs=y.size,
        n_tiers=tiers.size,
        kendall_tau_b=finite(estimate[0]),
        kendall_tau_b_ci_low=finite(low[0]),
        kendall_tau_b_ci_high=finite(high[0]),
        kendall_tau_b_p_value=finite(p_value[0]),
        spearman_rho=finite(estimate[1]),
        spearman_rho_ci_low=finite(low[1]),
        spearman_rho_ci_high=finite(high[1]),
        spearman_rho_p_value=finite(p_value[1]),
        n_resamples=resampled.shape[1],
        n_permutations=n_permutations,
    )


def _correlations(tier: NDArray[np.intp], y: Floats, weights: Floats) -> Floats:
    """Return tau-b and rho of each weighted series, shape (2, series).

    With the values sorted, running sums of the weight in lower less that in higher tiers
    say what each observation agrees with; no pair is looked at (see `_balances`).

    Args:
        tier: Tier numbers from 0, shape (n,).
        y: Sorted values, shape (n,).
        weights: How often each observation counts, shape (series, n).
    """
    n = weights.sum(axis=1)
    first, last = np.searchsorted(y, y), np.searchsorted(y, y, side="right")
    in_tier = tier[:, None] == np.arange(tier.max() + 1)
    size = weights @ in_tier
    concordance = np.vecdot(_balances(tier[None, :], first, weights), weights)
    running = _running(weights)
    n_smaller, n_not_larger = running[:, first], running[:, last]
    n_pairs = n * (n - 1)
    pairs_in_tier = np.sum(size * (size - 1), axis=1)
    # Each observation is tied with all others of its value.
    pairs_in_value = np.vecdot(weights, n_not_larger - n_smaller - 1)
    tau = 2 * concordance / np.sqrt((n_pairs - pairs_in_tier) * (n_pairs - pairs_in_value))

    # Mid-ranks average (n + 1) / 2 with or without ties.
    centre = (n[:, None] + 1) / 2
    a = np.cumsum(size, axis=1) - (size - 1) / 2 - centre
    b = (n_smaller + n_not_larger + 1) / 2 - centre
    covariance = np.vecdot((weights * b) @ in_tier, a)
    rho = covariance / np.sqrt(np.vecdot(size, a**2) * np.vecdot(weights, b**2))
    return np.stack([tau, rho])


def _shuffled_correlations(tier: NDArray[np.intp], y: Floats) -> Floats:
    """Return tau-b and rho of the same tiers in several orders, shape (2, series).

    Shuffling moves neither the sizes of the tiers nor the ties, so only what tiers and
    values have in common is counted anew.

    Args:
        tier: Tier numbers from 0, shape (series, n).
        y: Sorted values, shape (n,).
    """
    first, last = np.searchsorted(y, y), np.searchsorted(y, y, side="right")
    size = np.bincount(tier[0])
    concordance = _balances(tier, first, np.ones((1, y.size))).sum(axis=1)
    n_pairs = y.size * (y.size - 1)
    untied_in_tier = n_pairs - np.sum(size * (size - 1))
    untied_in_value = n_pairs - np.sum(last - first - 1)
    tau = 2 * concordance / np.sqrt(untied_in_tier * untied_in_value)

    centre = (y.size + 1) / 2
    a, b = np.cumsum(size) - (size - 1) / 2 - centre, (first + last + 1) / 2 - centre
    rho = a[tier] @ b / np.sqrt((size @ a**2) * (b @ b))
    return np.stack([tau, rho])


def _balances(tier: NDArray[np.intp], first: NDArray[np.intp], weights: Floats) -> Floats:
    """Return the weight of lower less that of higher tiers among smaller values.

    The weights up to each tier are counted side by side in the bits of one whole number, so
    that one running sum serves all tiers.

    Args:
        tier: Tier numbers from 0, values sorted, shape (series, n) or (1, n).
        first: How many values are smaller than each, shape (n,).
        weights: How often each observation counts, n in all, shape (series, n) or (1, n).

    Returns:
        Shape (series, n).
    """
    n_tiers = int(tier.max()) + 1
    width = first.size.bit_length()
    n_lanes = WHOLE_BITS // width
    whole = weights.astype(np.int64)
    balance = -_running(whole)[:, first]
    tiers = np.arange(n_tiers)
    for lowest in range(0, n_tiers, n_lanes):
        lanes = np.arange(lowest, min(lowest + n_lanes, n_tiers))
        ones = np.left_shift(np.int64(1), width * (lanes - lowest))
        in_lanes = np.where(tiers[:, None] <= lanes, ones, 0).sum(axis=1)
        smaller = _running(in_lanes[tier] * whole)[:, first]
        for lane in (tiers - 1, tiers):
            # What is in other lanes is shifted away.
            is_here = (lane >= lowest) & (lane <= lanes[-1])
            shift = np.where(is_here, width * (lane - lowest), WHOLE_BITS)
            balance = balance + ((smaller >> shift[tier]) & ((1 << width) - 1))
    return np.asarray(balance, dtype=np.float64)


def _running(weights: NDArray[Any]) -> NDArray[Any]:
    """Return running sums with a leading zero, shape (series, n + 1)."""
    running = np.zeros((weights.shape[0], weights.shape[1] + 1), dtype=weights.dtype)
    np.cumsum(weights, axis=1, out=running[:, 1:])
    return running
