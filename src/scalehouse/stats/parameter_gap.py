r"""Are there fewer models of a size than a smooth distribution of sizes would contain?

Villalobos et al. (2022), arXiv 2207.02852, saw few models between 20 and 70 billion
parameters. A gap needs a reference: how many models would there be without one?

Formula:
    log(expected count of a bin) = polynomial of log10 parameters at the bin's middle

    fitted by Poisson regression to the bins outside the gap alone, then summed over the bins
    inside (Lindsey's method, Efron and Tibshirani 1996, doi 10.1214/aos/1032181161; leaving
    the gap out of the fit is the counterfactual of the bunching literature, Kleven 2016,
    doi 10.1146/annurev-economics-080315-015234). Degree 2 is a log-normal distribution of
    sizes, degree 1 a power law; higher degrees follow the data more closely and leave less
    of a gap. Bins have equal width in log10 and start at the gap's ends, so none straddles.

P-values: counts of all bins are simulated from the fitted curve and the curve is fitted again
to each, so its own error is in them. The statistic is (observed - expected) /
sqrt(expected). `fewer` counts simulations with as small a statistic, two-sided is twice the
smaller tail.

Intervals: for the expected count, the percentiles of the refitted curves. For the ratio, the
observed count is a Poisson number with Jeffreys' prior, so that no model observed is not no
interval, over the refitted expectation.

Assumptions: sizes are independent draws. They are not: families come in the same sizes (7B,
13B, 70B), which makes counts spread more than Poisson ones. `dispersion` is Pearson's
statistic over its degrees of freedom outside the gap, about 1 for Poisson counts; with
`allow_dispersion` the simulated counts and the observed one spread by that factor (if above
1). Models without a published size are left out as if sizes were missing at random.

Failure modes: a gap chosen after looking at the sizes has too small a p-value, whatever the
method. Round sizes lie on the gap's ends (GPT-NeoX-20B, Chinchilla-70B): whether the ends
belong to it can decide the answer, so it is an argument. Outside its support a polynomial
says nothing.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import log10
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scalehouse.stats._bootstrap import Seed, generators, percentile_interval
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    check_at_least,
    check_ci_level,
    columns,
    require_points,
)

Ends = Literal["both", "lower", "upper", "neither"]

# Newton steps on a concave likelihood, each changing no expected log count by more than
# MAX_STEP: more than this many means that the likelihood has no maximum.
MAX_STEPS = 60
MAX_STEP = 3.0
CONVERGED = 1e-8

# Share of its trace added to a curvature's diagonal: too little to move a solution.
RIDGE = 1e-12

# Jeffreys' prior of a Poisson mean is a gamma distribution with this added to the count.
JEFFREYS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFit(Fit):
    """Models in a range of sizes against a smooth reference; see `Fit` for status and nulls.

    Attributes:
        n_in_gap: Observed in the gap; `n_obs` counts those in the support.
        expected_in_gap: By the reference, with percentile bounds.
        ratio: Observed over expected, with bounds.
        p_value_fewer: Of so few models in the gap, if there is none.
        p_value_two_sided: Of so few or so many.
        dispersion: Spread of the counts outside over that of Poisson ones; None without
            degrees of freedom.
        degree: Of the polynomial, as asked.
        n_bins_outside: Bins it was fitted to.
        support_low_parameters: Lower end of the bins.
        support_high_parameters: Upper end of the bins.
        n_simulations: Simulations whose reference could be refitted.
    """

    n_in_gap: int | None = None
    expected_in_gap: float | None = None
    expected_in_gap_ci_low: float | None = None
    expected_in_gap_ci_high: float | None = None
    ratio: float | None = None
    ratio_ci_low: float | None = None
    ratio_ci_high: float | None = None
    p_value_fewer: float | None = None
    p_value_two_sided: float | None = None
    dispersion: float | None = None
    degree: int | None = None
    n_bins_outside: int | None = None
    support_low_parameters: float | None = None
    support_high_parameters: float | None = None
    n_simulations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The range of sizes in question and how the reference beside it is built.

    Attributes:
        low_parameters: Lower end of the gap.
        high_parameters: Upper end of the gap.
        ends: Which ends belong to the gap.
        support_low_parameters: Least size the reference covers.
        support_high_parameters: Greatest size the reference covers; the support is cut to
            whole bins.
        n_bins: Bins the gap is divided into; those outside have the same width in log10.
        degree: Of the polynomial.
    """

    low_parameters: float
    high_parameters: float
    ends: Ends
    support_low_parameters: float
    support_high_parameters: float
    n_bins: int
    degree: int

    def __post_init__(self) -> None:
        """Refuse a gap outside its support, an unknown rule or an empty reference."""
        edges = (
            0,
            self.support_low_parameters,
            self.low_parameters,
            self.high_parameters,
            self.support_high_parameters,
        )
        if not all(a < b for a, b in pairwise(edges)):
            msg = f"sizes must rise from 0 over support and gap to support, got {edges}"
            raise ValueError(msg)
        if self.ends not in get_args(Ends):
            msg = f"ends must be one of {', '.join(get_args(Ends))}, got {self.ends}"
            raise ValueError(msg)
        check_at_least("n_bins", self.n_bins, 1)
        check_at_least("degree", self.degree, 1)


def fit_parameter_gap(  # noqa: PLR0913 - the answer depends on each of these, by name
    parameters: ArrayLike,
    gap: Gap,
    *,
    allow_dispersion: bool,
    ci_level: float,
    n_simulations: int,
    seed: Seed,
) -> GapFit:
    """Compare the number of models in a gap with what a smooth reference expects.

    Args:
        parameters: Number of parameters of each model, shape (n,); not its log10, so that
            round sizes meet the gap's ends exactly.
        gap: The gap and its reference.
        allow_dispersion: Whether counts may spread more than Poisson ones.
        ci_level: Level of the intervals.
        n_simulations: Simulations of the reference.
        seed: Their seed.

    Raises:
        ValueError: An argument outside its range.
    """
    check_ci_level(ci_level)
    check_at_least("n_simulations", n_simulations, 1)
    (sizes,) = columns(parameters=parameters)
    try:
        _require_sizes(sizes)
        bins = _count(sizes, gap)
        require_points(int(bins.outside.sum()), gap.degree + 2, "a reference outside the gap")
        # Simulated counts without a maximum of likelihood are left out, not warned of.
        with np.errstate(all="ignore"):
            return _compare(bins, gap, allow_dispersion, ci_level, (n_simulations, seed))
    except NotEstimableError as error:
        return GapFit(n_obs=sizes.size, status="not_estimable", status_reason=str(error))


def _require_sizes(sizes: Floats) -> None:
    usable = np.isfinite(sizes) & (sizes > 0)
    if not usable.all():
        n_broken = np.count_nonzero(~usable)
        msg = f"{n_broken} of {sizes.size} sizes are not positive finite numbers"
        raise NotEstimableError(msg)


@dataclass(frozen=True, slots=True)
class _Bins:
    """Counts of sizes, and the polynomial's columns at the middle of each bin."""

    outside: Floats
    n_in_gap: int
    design_outside: Floats
    design_inside: Floats
    support: tuple[float, float]


def _count(sizes: Floats, gap: Gap) -> _Bins:
    low, high = log10(gap.low_parameters), log10(gap.high_parameters)
    width = (high - low) / gap.n_bins
    # Whole bins only; a support that ends on a bin's edge must not lose it to rounding.
    n_below = int((low - log10(gap.support_low_parameters)) / width + CONVERGED)
    n_above = int((log10(gap.support_high_parameters) - high) / width + CONVERGED)
    above_low = sizes > gap.low_parameters
    below_high = sizes < gap.high_parameters
    if gap.ends in {"both", "lower"}:
        above_low |= sizes == gap.low_parameters
    if gap.ends in {"both", "upper"}:
        below_high |= sizes == gap.high_parameters
    below = _histogram((low - np.log10(sizes[~above_low])) / width, n_below)[::-1]
    above = _histogram((np.log10(sizes[~below_high]) - high) / width, n_above)
    n_bins = n_below + gap.n_bins + n_above
    middles = (2 * np.arange(n_bins) + 1) / n_bins - 1
    design = np.polynomial.legendre.legvander(middles, gap.degree).astype(np.float64)
    inside = slice(n_below, n_below + gap.n_bins)
    return _Bins(
        outside=np.concatenate([below, above]),
        n_in_gap=int(np.count_nonzero(above_low & below_high)),
        design_outside=np.delete(design, inside, axis=0),
        design_inside=design[inside],
        support=(10 ** (low - n_below * width), 10 ** (high + n_above * width)),
    )


def _histogram(distance: Floats, n_bins: int) -> Floats:
    """Count distances, in bins from the gap's end, within the first `n_bins` bins."""
    # A size at the very end may come out beyond it by rounding.
    steps = np.maximum(np.floor(distance), 0)
    counts = np.bincount(steps[steps < n_bins].astype(np.intp), minlength=n_bins)
    return counts.astype(np.float64)


def _compare(
    bins: _Bins,
    gap: Gap,
    allow_dispersion: bool,  # noqa: FBT001 - named at the public function
    ci_level: float,
    draws: tuple[int, Seed],
) -> GapFit:
    n_simulations, seed = draws
    rng_counts, rng_observed = generators(seed, 2)
    coefficients, converged = _poisson_regression(bins.design_outside, bins.outside[None, :])
    if not converged[0]:
        msg = "too few sizes outside the gap for a reference of this degree"
        raise NotEstimableError(msg)
    mean_outside = np.exp(bins.design_outside @ coefficients[0])
    mean_inside = np.exp(bins.design_inside @ coefficients[0]).sum()
    df = bins.outside.size - gap.degree - 1
    pearson = np.sum((bins.outside - mean_outside) ** 2 / mean_outside)
    dispersion = pearson / df if df > 0 else np.nan
    spread = max(1.0, dispersion) if allow_dispersion and df > 0 else 1.0

    means = np.append(mean_outside, mean_inside)
    counts = _dispersed_counts(rng_counts, means, spread, n_simulations)
    refits, refitted = _poisson_regression(
        bins.design_outside, counts[:, :-1], start=coefficients[0]
    )
    expected = np.exp(refits @ bins.design_inside.T).sum(axis=1)[refitted]
    statistic = (counts[refitted, -1] - expected) / np.sqrt(expected)
    observed = (bins.n_in_gap - mean_inside) / np.sqrt(mean_inside)
    # The observed counts are one of the draws: no p-value is zero.
    fewer, more = (
        (1 + np.count_nonzero(tail)) / (1 + statistic.size)
        for tail in (statistic <= observed, statistic >= observed)
    )
    plausible = rng_observed.gamma((bins.n_in_gap + JEFFREYS) / spread, spread, expected.size)
    expected_low, expected_high = percentile_interval(expected, ci_level)
    ratio_low, ratio_high = percentile_interval(plausible / expected, ci_level)
    return GapFit(
        n_obs=int(bins.outside.sum()) + bins.n_in_gap,
        n_in_gap=bins.n_in_gap,
        expected_in_gap=finite(mean_inside),
        expected_in_gap_ci_low=finite(float(expected_low)),
        expected_in_gap_ci_high=finite(float(expected_high)),
        ratio=finite(bins.n_in_gap / mean_inside),
        ratio_ci_low=finite(float(ratio_low)),
        ratio_ci_high=finite(float(ratio_high)),
        p_value_fewer=finite(fewer),
        p_value_two_sided=finite(min(1, 2 * min(fewer, more))),
        dispersion=finite(dispersion),
        degree=gap.degree,
        n_bins_outside=bins.outside.size,
        support_low_parameters=bins.support[0],
        support_high_parameters=bins.support[1],
        n_simulations=statistic.size,
    )


def _dispersed_counts(
    rng: np.random.Generator, means: Floats, spread: float, n_series: int
) -> Floats:
    """Draw counts of variance `spread` times their mean, shape (series, bins)."""
    shape = (n_series, means.size)
    if spread > 1:
        # A Poisson number whose mean is a gamma one has this variance exactly.
        means = rng.gamma(means / (spread - 1), spread - 1, size=shape)
    return rng.poisson(means, size=shape).astype(np.float64)


def _poisson_regression(
    design: Floats, counts: Floats, start: Floats | None = None
) -> tuple[Floats, NDArray[np.bool]]:
    """Fit log-linear means to many series of counts at once, by Newton's method.

    Args:
        design: Columns, shape (bins, k).
        counts: Shape (series, bins).
        start: Coefficients to start from, shape (k,); by default those of the log counts.

    Returns:
        Coefficients, shape (series, k), and whether each series converged.
    """
    n_columns = design.shape[1]
    if start is None:
        # Half a count keeps the log of empty bins finite.
        start = np.linalg.lstsq(design, np.log(counts[0] + 0.5))[0]
    coefficients = np.tile(start, (counts.shape[0], 1))
    products = (design[:, :, None] * design[:, None, :]).reshape(design.shape[0], -1)
    converged = np.zeros(counts.shape[0], dtype=np.bool_)
    for _ in range(MAX_STEPS):
        moving = np.flatnonzero(~converged)
        means = np.exp(coefficients[moving] @ design.T)
        gradient = (counts[moving] - means) @ design
        curvature = (means @ products).reshape(-1, n_columns, n_columns)
        if not np.isfinite(curvature).all():
            break
        # A curvature that has all but vanished must not stop the other series.
        scale = np.trace(curvature, axis1=1, axis2=2)[:, None, None]
        curvature += (RIDGE * scale + np.finfo(np.float64).tiny) * np.eye(n_columns)
        step = np.linalg.solve(curvature, gradient[:, :, None])[:, :, 0]
        change = np.max(np.abs(step @ design.T), axis=1)
        coefficients[moving] += (
            step * np.minimum(1, MAX_STEP / np.maximum(change, CONVERGED))[:, None]
        )
        converged[moving] = change < CONVERGED
        if converged.all():
            break
    return coefficients, converged
