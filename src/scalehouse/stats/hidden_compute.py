r"""Is openness related to compute, when closed models hide theirs?

Joins `rank` and `missingness` for one sample with missing values.

Formula:
    limits = two quantiles of the known values, between which a missing one may lie
    tau-b, closed high = tau-b with each missing closed value at the upper limit and each
    missing open one at the lower; closed low the reverse
    tau-b bounds = the least and the greatest of all fillings between the limits (see
    `rank_bounds`)
    difference = mean of the known first side minus mean of the known second side, with
    worst-case bounds between the limits and a stated selection (see `missingness`)

Intervals: those of `rank`, on the known values alone. The filled tau-b have none: the first
two are scenarios, the bounds hold whatever the missing values are within the limits.

Assumptions: those of `rank`; values beyond the limits are as rare among the missing as among
the known.

Failure modes: too few known values leave nothing to take limits from.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._bootstrap import Seed
from scalehouse.stats._sample import Floats, check_at_least, columns
from scalehouse.stats.missingness import fit_contrast_under_missing
from scalehouse.stats.rank import ContrastFit, RankFit, fit_contrast, fit_rank_correlation
from scalehouse.stats.rank_bounds import bound_kendall_tau_b


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenRankFit(RankFit):
    """A rank correlation of the known, and with the missing filled in.

    Attributes:
        n_missing: Observations without a value.
        kendall_tau_b_closed_low: Missing closed values low, missing open ones high.
        kendall_tau_b_closed_high: Missing closed values high, missing open ones low.
        kendall_tau_b_bound_low: Least of all fillings within the limits.
        kendall_tau_b_bound_high: Greatest of all fillings within the limits.
    """

    n_missing: int
    kendall_tau_b_closed_low: float | None = None
    kendall_tau_b_closed_high: float | None = None
    kendall_tau_b_bound_low: float | None = None
    kendall_tau_b_bound_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenContrastFit(ContrastFit):
    """A contrast of the known, its worst-case bounds and the stated selection.

    Attributes:
        n_missing_first: Observations without a value in the first side.
        n_missing_second: Observations without a value in the second side.
        difference_oom_bound_low: Least difference within the limits.
        difference_oom_bound_high: Greatest difference within the limits.
        selected_difference_oom: Under the stated selection, with Welch bounds.
    """

    n_missing_first: int
    n_missing_second: int
    difference_oom_bound_low: float | None = None
    difference_oom_bound_high: float | None = None
    selected_difference_oom: float | None = None
    selected_difference_oom_ci_low: float | None = None
    selected_difference_oom_ci_high: float | None = None


def fit_hidden_rank(  # noqa: PLR0913 - fixed by all of these, each by name
    tiers: ArrayLike,
    log10_values: ArrayLike,
    is_closed: ArrayLike,
    *,
    limit_quantiles: tuple[float, float],
    min_obs: int,
    ci_level: float,
    n_resamples: int,
    n_permutations: int,
    seed: Seed,
) -> HiddenRankFit:
    """Correlate tiers and values where known, then with the missing (NaN) at the limits.

    Args:
        tiers: Position of each observation's tier in their order, shape (n,).
        log10_values: log10 of the quantity, shape (n,), NaN where missing.
        is_closed: Whether the tier is a closed one, shape (n,).
        limit_quantiles: Quantiles of the known values that limit a missing one.
        min_obs: Fewest known values.
        ci_level: Level of the intervals.
        n_resamples: Bootstrap resamples.
        n_permutations: Shuffles for the p-values.
        seed: Seed of both.

    Raises:
        ValueError: An argument outside its range, or arrays that do not match.
    """
    check_quantiles(limit_quantiles)
    t, y, closed = columns(tiers=tiers, log10_values=log10_values, is_closed=is_closed)
    missing = np.isnan(y)
    n_known = int(np.count_nonzero(~missing))
    n_missing = y.size - n_known
    if n_known < max(min_obs, 1):
        return HiddenRankFit(
            n_obs=n_known,
            status="not_estimable",
            status_reason=too_few(n_known, min_obs),
            n_missing=n_missing,
        )
    known = fit_rank_correlation(
        t[~missing],
        y[~missing],
        ci_level=ci_level,
        n_resamples=n_resamples,
        n_permutations=n_permutations,
        seed=seed,
    )
    fit = HiddenRankFit(**known.as_row(), n_missing=n_missing)  # type: ignore[arg-type]
    if fit.status == "not_estimable":
        return fit
    low, high = _limits(y[~missing], limit_quantiles)
    bounds = bound_kendall_tau_b(t, y, limits=(low, high))

    def filled(of_closed: float, of_open: float) -> float | None:
        fill = np.where(closed != 0, of_closed, of_open)
        return fit_rank_correlation(
            t,
            np.where(missing, fill, y),
            ci_level=ci_level,
            n_resamples=1,
            n_permutations=1,
            seed=seed,
        ).kendall_tau_b

    return replace(
        fit,
        kendall_tau_b_closed_low=filled(low, high),
        kendall_tau_b_closed_high=filled(high, low),
        kendall_tau_b_bound_low=bounds.kendall_tau_b_bound_low,
        kendall_tau_b_bound_high=bounds.kendall_tau_b_bound_high,
    )


def fit_hidden_contrast(  # noqa: PLR0913 - limits and deltas are the assumptions
    first_log10_values: ArrayLike,
    second_log10_values: ArrayLike,
    *,
    limit_quantiles: tuple[float, float],
    first_delta_oom: float,
    second_delta_oom: float,
    min_obs: int,
    ci_level: float,
) -> HiddenContrastFit:
    """Contrast two sides where known, then bound what the missing (NaN) can change.

    Args:
        first_log10_values: Shape (n,), NaN where missing.
        second_log10_values: Shape (m,), NaN where missing.
        limit_quantiles: Quantiles of the known values that limit a missing one.
        first_delta_oom: How much larger missing values of the first side are.
        second_delta_oom: Likewise of the second side.
        min_obs: Fewest known values on each side.
        ci_level: Level of the intervals.

    Raises:
        ValueError: An argument outside its range, or arrays that are not one-dimensional.
    """
    check_quantiles(limit_quantiles)
    (a,) = columns(first_log10_values=first_log10_values)
    (b,) = columns(second_log10_values=second_log10_values)
    known = [side[~np.isnan(side)] for side in (a, b)]
    n_first, n_second = (side.size for side in known)
    if min(n_first, n_second) < max(min_obs, 1):
        return HiddenContrastFit(
            n_obs=n_first + n_second,
            status="not_estimable",
            status_reason=too_few(min(n_first, n_second), min_obs) + " on each side",
            n_first=n_first,
            n_second=n_second,
            n_missing_first=a.size - n_first,
            n_missing_second=b.size - n_second,
        )
    fit = HiddenContrastFit(
        **fit_contrast(*known, ci_level=ci_level).as_row(),  # type: ignore[arg-type]
        n_missing_first=a.size - n_first,
        n_missing_second=b.size - n_second,
    )
    if fit.status == "not_estimable":
        return fit
    low, high = _limits(np.concatenate(known), limit_quantiles)
    bounds = fit_contrast_under_missing(
        a,
        b,
        limits_oom=(low, high),
        first_delta_oom=first_delta_oom,
        second_delta_oom=second_delta_oom,
        ci_level=ci_level,
    )
    return replace(
        fit,
        difference_oom_bound_low=bounds.difference_oom_bound_low,
        difference_oom_bound_high=bounds.difference_oom_bound_high,
        selected_difference_oom=bounds.selected_difference_oom,
        selected_difference_oom_ci_low=bounds.selected_difference_oom_ci_low,
        selected_difference_oom_ci_high=bounds.selected_difference_oom_ci_high,
    )


def _limits(known: Floats, limit_quantiles: tuple[float, float]) -> tuple[float, float]:
    """Return the quantiles of finite values between which a missing one lies."""
    # A mean of two values may overflow where neither does: half of it does not.
    low, high = (2 * np.quantile(known / 2, limit_quantiles)).tolist()
    return low, high


def check_quantiles(limit_quantiles: tuple[float, float]) -> None:
    """Raise ValueError unless both are shares and in order."""
    low, high = limit_quantiles
    check_at_least("the lower quantile", low, 0)
    check_at_least("the upper quantile", high, low)
    check_at_least("1 - the upper quantile", 1 - high, 0)


def too_few(n_known: int, min_obs: int) -> str:
    """Say that there are fewer known values than required."""
    return f"{n_known} models, the specification asks for {min_obs}"
