"""Resampling shared by the fits: seeded, vectorised, in blocks of bounded memory.

Random numbers are consumed in the order of the resamples, one stream a purpose. The draws
therefore depend on the seed and on the number of observations alone: neither the size of a
block nor the number of resamples that follow changes the ones already drawn.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from scalehouse.stats._ols import t_quantile
from scalehouse.stats._order import at_ranks
from scalehouse.stats._sample import Floats

Seed = int | Sequence[int]

# One array of a block: 128 KiB. A block's few arrays then stay in the processor's cache, and
# the allocator reuses their memory; larger blocks were measured to be slower, not faster.
BLOCK_ELEMENTS = 16_384


def generators(seed: Seed, n_streams: int) -> list[np.random.Generator]:
    """Return independent random streams, always the same ones for a seed."""
    return [
        np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(n_streams)
    ]


def block_sizes(n_resamples: int, n_columns: int) -> Iterator[int]:
    """Split resamples of `n_columns` values each into blocks of bounded size."""
    whole = max(1, BLOCK_ELEMENTS // max(1, n_columns))
    for start in range(0, n_resamples, whole):
        yield min(whole, n_resamples - start)


def resampled_rows(
    rng: np.random.Generator, n_obs: int, n_resamples: int
) -> Iterator[NDArray[np.intp]]:
    """Yield blocks of row numbers drawn with replacement, shape (resamples, n_obs) each."""
    for size in block_sizes(n_resamples, n_obs):
        yield rng.integers(0, n_obs, size=(size, n_obs), dtype=np.intp)


def resampled_counts(
    rng: np.random.Generator, n_obs: int, n_resamples: int
) -> Iterator[Floats]:
    """Yield blocks of how often each observation was drawn, shape (resamples, n_obs) each."""
    for rows in resampled_rows(rng, n_obs, n_resamples):
        cells = rows + np.arange(rows.shape[0])[:, None] * n_obs
        counts = np.bincount(cells.ravel(), minlength=rows.size)
        yield counts.reshape(rows.shape).astype(np.float64)


def percentile_interval(draws: Floats, ci_level: float) -> tuple[Floats, Floats]:
    """Return the central interval of draws along their first axis, NaN without draws.

    Args:
        draws: Shape (n_draws, ...).
        ci_level: Share of the draws inside, such as 0.90.

    Returns:
        Lower and upper bounds, each of shape (...): the quantiles (1 - ci_level) / 2 and
        (1 + ci_level) / 2, interpolated linearly between order statistics.
    """
    if draws.shape[0] == 0:
        nothing = np.full(draws.shape[1:], np.nan)
        return nothing, nothing
    # Side by side in memory, draws are parted several times as fast as by numpy.quantile.
    side_by_side = np.array(draws.reshape(draws.shape[0], -1).T, order="C")
    last = draws.shape[0] - 1
    ranks = last * np.array([(1 - ci_level) / 2, (1 + ci_level) / 2])
    below = np.floor(ranks).astype(np.intp)
    above = np.minimum(below + 1, last)
    at_ranks(side_by_side, sorted([*below.tolist(), *above.tolist()]))
    share = ranks - below
    first, second = side_by_side[:, below], side_by_side[:, above]
    step = second - first
    # From the nearer of the two, as numpy.quantile does, so that digits are the same.
    is_nearer = share < 1 - share
    bounds = np.where(is_nearer, first + step * share, second - step * (1 - share))
    bounds[np.isnan(side_by_side).any(axis=1)] = np.nan
    low, high = bounds.T.reshape(2, *draws.shape[1:])
    return low, high


def expanded_level(ci_level: float, n_obs: int, n_coefficients: int) -> float:
    """Return the share of the resamples that covers the truth with `ci_level`.

    Resamples scatter less than samples do, by sqrt((n - p) / n), and as a normal and not a
    Student t variable: the plain percentile interval is too narrow where n is small. The
    expanded one, of Hesterberg (2015, "What Teachers Should Know About the Bootstrap", The
    American Statistician 69(4), doi 10.1080/00031305.2015.1089789), leaves on either side
    the share Phi(-sqrt(n / (n - p)) * t), with t the quantile of Student's distribution on
    n - p degrees of freedom. Ten observations of a line at 0.90 give 0.962.

    Args:
        ci_level: Level asked for, such as 0.90.
        n_obs: Observations resampled, n.
        n_coefficients: Coefficients fitted to them, p, fewer than n.
    """
    from scipy.special import ndtr  # noqa: PLC0415 - costs 0.1 s, only fits need it

    df = n_obs - n_coefficients
    return float(1 - 2 * ndtr(-math.sqrt(n_obs / df) * t_quantile(df, ci_level)))
