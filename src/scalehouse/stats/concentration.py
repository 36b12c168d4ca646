r"""How concentrated is a total on few of its parts?

Formula:
    gini = 2 * sum(rank * value) / (n * sum(value)) - (n + 1) / n, ranks from the smallest
    top share = sum of the largest k values / sum of all

    A Gini of 0 is even; n parts of which one has all give (n - 1) / n.

Interval: percentile bootstrap of the parts, seeded. It treats them as a sample of parts like
them; where one part dominates, resamples hold it zero, one or several times, and the interval
is wide and not to be trusted to its level: heavy tails are the failure mode of the bootstrap.
A Gini coefficient is biased towards 0 in small samples, which no width mends: of exponential
parts a 90% interval holds it 68 times in a hundred with 10 parts, 85 with 50 and 87 with 200.

Failure modes: values that are negative, or a total of nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._bootstrap import Seed, generators, percentile_interval, resampled_rows
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
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcentrationFit(Fit):
    """How concentrated a total is; see `Fit` for status and nulls.

    Attributes:
        gini: Gini coefficient, 0 when even.
        gini_ci_low: Lower bound, percentile bootstrap.
        gini_ci_high: Upper bound.
        top_share: Share of the largest `n_top` parts.
        top_share_ci_low: Lower bound, percentile bootstrap.
        top_share_ci_high: Upper bound.
        largest_share: Share of the largest part.
        total: Sum of the values.
    """

    gini: float | None = None
    gini_ci_low: float | None = None
    gini_ci_high: float | None = None
    top_share: float | None = None
    top_share_ci_low: float | None = None
    top_share_ci_high: float | None = None
    largest_share: float | None = None
    total: float | None = None


def fit_concentration(
    values: ArrayLike, *, n_top: int, ci_level: float, n_resamples: int, seed: Seed
) -> ConcentrationFit:
    """Measure how concentrated a total is.

    Args:
        values: What each part has, 0 or more, shape (n,).
        n_top: How many of the largest parts make up the top share.
        ci_level: Level of the intervals.
        n_resamples: Bootstrap resamples.
        seed: Seed of the random numbers.

    Raises:
        ValueError: A level outside (0, 1), or a count below 1.
    """
    check_ci_level(ci_level)
    check_at_least("n_top", n_top, 1)
    check_at_least("n_resamples", n_resamples, 1)
    (parts,) = columns(values=values)
    try:
        _require_parts(parts, n_top)
    except NotEstimableError as error:
        return ConcentrationFit(
            n_obs=parts.size, status="not_estimable", status_reason=str(error)
        )
    (rng,) = generators(seed, 1)
    draws = [
        np.stack(_measures(np.sort(parts[rows], axis=1), n_top), axis=1)
        for rows in resampled_rows(rng, parts.size, n_resamples)
    ]
    # a resample may contain only parts without a value
    drawn = np.concatenate(draws)
    low, high = percentile_interval(drawn[np.isfinite(drawn).all(axis=1)], ci_level)
    ordered = np.sort(parts)[None, :]
    gini, top_share = (float(measure[0]) for measure in _measures(ordered, n_top))
    return ConcentrationFit(
        n_obs=parts.size,
        gini=gini,
        gini_ci_low=finite(low[0]),
        gini_ci_high=finite(high[0]),
        top_share=top_share,
        top_share_ci_low=finite(low[1]),
        top_share_ci_high=finite(high[1]),
        largest_share=float(parts.max() / parts.sum()),
        total=float(parts.sum()),
    )


def _require_parts(parts: Floats, n_top: int) -> None:
    require_finite(parts)
    require_points(parts.size, n_top + 1, f"a share of the largest {n_top}")
    if parts.min() < 0:
        msg = "a part has less than nothing"
        raise NotEstimableError(msg)
    with np.errstate(over="ignore"):
        require_range(parts.sum() * parts.size)
    if parts.sum() == 0:
        msg = "the parts have nothing to share"
        raise NotEstimableError(msg)


def _measures(ordered: Floats, n_top: int) -> tuple[Floats, Floats]:
    """Return Gini and top share of each row of values in rising order."""
    n = ordered.shape[1]
    total = ordered.sum(axis=1)
    with np.errstate(invalid="ignore"):
        gini = 2 * (ordered @ np.arange(1, n + 1)) / (n * total) - (n + 1) / n
        return gini, ordered[:, -n_top:].sum(axis=1) / total
