"""What do the growth fits cost, against a plain loop and against bare array arithmetic?

Takes the samples of every growth trend from a built warehouse and fits them in three ways:
by `fit_growth`; by a loop that calls `numpy.polyfit` for each resample; and by the same
arithmetic in bare NumPy, whole matrices at a time, without checks, blocks or results. All
three draw the same resamples, and their intervals are compared before anything is timed.

The loop is too slow for the whole family: it runs on a sample of the trends, one in every
`--every`, and both sides of its ratio are taken on them. Rounds are interleaved and ratios
taken within a round, in seconds of the processor, so that a slow or busy machine cancels.

Usage: python benchmarks/growth_fits.py WAREHOUSE [--rounds 3] [--resamples 1000] [--every 60]
"""

import argparse
import resource
import statistics
import time
from collections.abc import Callable

import duckdb
import numpy as np

from scalehouse.stats._bootstrap import expanded_level, generators, percentile_interval
from scalehouse.stats.log_linear import fit_growth

CI_LEVEL = 0.95
SEED = 20220211
N_CURVE_POINTS = 25
SAMPLES = """
    select
        list(member_year order by member_year, metric_oom),
        list(metric_oom order by member_year, metric_oom),
        any_value(noise_factor)
    from intermediate.int_trends__samples
    group by specification, snapshot_date, group_name
    having count(distinct member_year) >= 3 and count(*) >= any_value(min_obs)
    order by specification, snapshot_date, group_name
"""

Sample = tuple[np.ndarray, np.ndarray, float]
Interval = tuple[float, float]


def main() -> None:
    """Compare the intervals, then print ratios, memory and how cost grows with size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("warehouse")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--every", type=int, default=60)
    options = parser.parse_args()
    with duckdb.connect(options.warehouse, read_only=True) as connection:
        samples = [
            (np.array(years), np.array(values), noise)
            for years, values, noise in connection.execute(SAMPLES).fetchall()
        ]
    some = samples[:: options.every]
    n_rows = sum(sample[0].size for sample in samples)
    print(f"{len(samples)} trends, {n_rows} rows, {options.resamples} resamples each")
    before = peak_mb()
    family(fitted, samples, options.resamples)
    print(f"peak memory: {peak_mb():.0f} MB, {before:.0f} MB when the samples were read")

    difference = max(
        abs(ours - theirs)
        for sample in some
        for other in (polyfit_loop, bare_arrays)
        for ours, theirs in zip(
            fitted(sample, options.resamples), other(sample, options.resamples), strict=True
        )
    )
    print(f"largest difference between the three intervals: {difference:.1e} OOM a year\n")

    print("| round | all trends (s) | bare (s) | ratio | some trends (s) | loop (s) | ratio |")
    print("|---|---|---|---|---|---|---|")
    ratios = [one_round(number, samples, some, options) for number in range(options.rounds)]
    to_bare, to_loop = (statistics.median(column) for column in zip(*ratios, strict=True))
    print(
        f"\nmedian: {to_bare:.2f} times the time of the bare arithmetic, "
        f"{to_loop:.0f} times the speed of the loop"
    )
    growth(samples, options.resamples)


def one_round(
    number: int, samples: list[Sample], some: list[Sample], options: argparse.Namespace
) -> tuple[float, float]:
    """Time the three ways once, one after the other."""
    n_resamples = options.resamples
    ours = family(fitted, samples, n_resamples)
    bare = family(bare_arrays, samples, n_resamples)
    ours_some = family(fitted, some, n_resamples)
    loop = family(polyfit_loop, some, n_resamples)
    print(
        f"| {number + 1} | {ours:.2f} | {bare:.2f} | {ours / bare:.2f} "
        f"| {ours_some:.3f} | {loop:.2f} | {loop / ours_some:.0f} |"
    )
    return ours / bare, loop / ours_some


def growth(samples: list[Sample], n_resamples: int) -> None:
    """Print how the cost grows with the number of trends and with the rows of one."""
    print("\n| trends | seconds | milliseconds a trend |\n|---|---|---|")
    # Interleaved shares of the family hold samples of the same sizes.
    for step in (4, 2, 1):
        part = samples[::step]
        seconds = family(fitted, part, n_resamples)
        print(f"| {len(part)} | {seconds:.2f} | {1000 * seconds / len(part):.2f} |")
    # Beyond 4,000 rows the median slope looks at two million pairs, a constant part of each;
    # beyond MOST_RESAMPLED resamples are drawn as sums, whatever the rows.
    print("\n| rows of one trend | seconds | nanoseconds a row and resample |\n|---|---|---|")
    rng = np.random.default_rng(1)
    for n_rows in (2_500, 5_000, 10_000, 1_000_000):
        years = rng.uniform(2010, 2026, n_rows)
        sample = (years, 0.6 * years + rng.normal(size=n_rows), 1.0)
        seconds = family(fitted, [sample], n_resamples)
        print(f"| {n_rows} | {seconds:.2f} | {1e9 * seconds / n_rows / n_resamples:.1f} |")


def family(
    fit: Callable[[Sample, int], Interval], samples: list[Sample], n_resamples: int
) -> float:
    """Fit all samples and return the processor seconds it took."""
    started = time.process_time()
    for sample in samples:
        fit(sample, n_resamples)
    return time.process_time() - started


def fitted(sample: Sample, n_resamples: int) -> Interval:
    """Fit as the warehouse does: slope, intervals, curve and median slope."""
    years, values, noise_factor = sample
    fit = fit_growth(
        years,
        values,
        ci_level=CI_LEVEL,
        n_resamples=n_resamples,
        seed=SEED,
        noise_factor=noise_factor,
    )
    low, high = fit.slope_oom_per_year_ci_low, fit.slope_oom_per_year_ci_high
    return (np.nan if low is None else low, np.nan if high is None else high)


def polyfit_loop(sample: Sample, n_resamples: int) -> Interval:
    """Call polyfit for each resample, as a notebook would."""
    years, values, noise_factor = sample
    rng_rows, rng_noise = generators(SEED, 2)
    noise = np.log10(noise_factor)
    slopes = []
    for _ in range(n_resamples):
        rows = rng_rows.integers(0, years.size, years.size)
        drawn = values[rows]
        if noise > 0:
            drawn = drawn + rng_noise.uniform(-noise, noise, years.size)
        if np.unique(years[rows]).size > 1:
            slopes.append(np.polyfit(years[rows] - years.mean(), drawn, 1)[0])
    low, high = percentile_interval(np.array(slopes), expanded_level(CI_LEVEL, years.size, 2))
    return float(low), float(high)


def bare_arrays(sample: Sample, n_resamples: int) -> Interval:
    """Do the same arithmetic on whole matrices, and nothing else."""
    years, values, noise_factor = sample
    rng_rows, rng_noise = generators(SEED, 2)
    noise, n_obs = np.log10(noise_factor), years.size
    u, v = years - years.mean(), values - values.mean()
    rows = rng_rows.integers(0, n_obs, (n_resamples, n_obs))
    a, b = u[rows], v[rows]
    if noise > 0:
        b += rng_noise.uniform(-noise, noise, b.shape)
    ones = np.ones(n_obs)
    mean_a, mean_b = a @ ones / n_obs, b @ ones / n_obs
    spread = np.vecdot(a, a) - n_obs * mean_a**2
    has_slope = spread > n_obs * np.finfo(np.float64).eps * np.max(u * u)
    slopes = (np.vecdot(a, b) - n_obs * mean_a * mean_b)[has_slope] / spread[has_slope]
    levels = mean_b[has_slope] - slopes * mean_a[has_slope]
    curve = np.linspace(u[0], u[-1], N_CURVE_POINTS)
    level = expanded_level(CI_LEVEL, n_obs, 2)
    percentile_interval(levels[:, None] + np.multiply.outer(slopes, curve), level)
    earlier, later = np.triu_indices(n_obs, 1)
    apart = u[later] != u[earlier]
    np.median((v[later] - v[earlier])[apart] / (u[later] - u[earlier])[apart])
    low, high = percentile_interval(slopes, level)
    return float(low), float(high)


def peak_mb() -> float:
    """Return the most memory that the process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
