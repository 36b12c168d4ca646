r"""How does a quantity change with size among the members of one family?

Formula:
    y = level of the family + slope * x + error

    slope = sum over families of Sxy / sum over families of Sxx, both about the family's own
    means: what sets families apart (age, developer, fame) drops out.

Interval: expanded percentile bootstrap of whole families (see `expanded_level`), seeded, since
members of one family are not independent.

Assumptions: one slope for all families; members are missing for reasons that have nothing to
do with y. Failure modes: few families; families of two sizes weigh little; members that are
missing because their y is low flatten the slope.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._bootstrap import (
    Seed,
    expanded_level,
    generators,
    percentile_interval,
    resampled_counts,
)
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    MIN_POINTS,
    NotEstimableError,
    check_at_least,
    check_ci_level,
    columns,
    require_finite,
    require_points,
    require_range,
    require_spread,
    require_squares,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilySlopeFit(Fit):
    """A slope within families; see `Fit` for status and nulls.

    Attributes:
        n_families: Families with at least two sizes.
        slope: Change of y for each unit of x.
        slope_ci_low: Lower bound, bootstrap of families.
        slope_ci_high: Upper bound.
    """

    n_families: int | None = None
    slope: float | None = None
    slope_ci_low: float | None = None
    slope_ci_high: float | None = None


def fit_family_slope(  # noqa: PLR0913 - each is a part of the question
    families: ArrayLike,
    x: ArrayLike,
    y: ArrayLike,
    *,
    ci_level: float,
    n_resamples: int,
    seed: Seed,
) -> FamilySlopeFit:
    """Fit one slope within families.

    Args:
        families: Whose member each observation is, shape (n,).
        x: Sizes, shape (n,).
        y: Values, shape (n,).
        ci_level: Level of the interval.
        n_resamples: Bootstrap resamples of families.
        seed: Seed of the random numbers.

    Raises:
        ValueError: A level outside (0, 1), no resample, or arrays that do not match.
    """
    check_ci_level(ci_level)
    check_at_least("n_resamples", n_resamples, 1)
    _, codes = np.unique(np.asarray(families), return_inverse=True)
    family, size, value = columns(families=codes, x=x, y=y)
    try:
        require_finite(size, value)
        code = family.astype(np.intp)
        count = np.bincount(code)
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            size = size - (np.bincount(code, size) / count)[code]
            value = value - (np.bincount(code, value) / count)[code]
            sxx, sxy = np.bincount(code, size**2), np.bincount(code, size * value)
            # A resample may contain one family as often as there are families.
            require_range(count.size * sxx.sum(), count.size * np.abs(sxy).sum())
        require_squares(value)
        several = sxx > 0
        n_families = int(np.count_nonzero(several))
        require_points(n_families, MIN_POINTS, "an interval from families of several sizes")
        require_spread(float(sxx[several].min()))
    except NotEstimableError as error:
        return FamilySlopeFit(
            n_obs=family.size, status="not_estimable", status_reason=str(error)
        )
    sums = np.stack([sxy[several], sxx[several]], axis=1)
    (rng,) = generators(seed, 1)
    drawn = np.concatenate(
        [counts @ sums for counts in resampled_counts(rng, n_families, n_resamples)]
    )
    level_drawn = expanded_level(ci_level, n_families, 1)
    low, high = percentile_interval(drawn[:, 0] / drawn[:, 1], level_drawn)
    return FamilySlopeFit(
        n_obs=int(count[several].sum()),
        n_families=n_families,
        slope=finite(sums[:, 0].sum() / sums[:, 1].sum()),
        slope_ci_low=finite(float(low)),
        slope_ci_high=finite(float(high)),
    )
