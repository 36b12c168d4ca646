r"""What next, and how good were such forecasts?

Formula:
    value at a later year ~ level + slope * (year - mean year)
                            + scale * sqrt(1 + 1/n + (year - mean year)^2 / S) * t(n - 2)

    the predictive distribution of a single new model on a log-linear trend: Student t on
    n - 2 degrees of freedom, with the residual standard deviation as the scale and S the sum
    of squared distances of the years from their mean. The probability that a model exceeds a
    threshold is its upper tail.

Backtest: at each origin the trend is fitted to what was known by then and scored on what came
within the horizon. The score is the pinball loss, averaged over quantile levels and
observations, in orders of magnitude (Gneiting and Raftery 2007, doi 10.1198/
016214506000001437); a quantile q that is too low by e costs q * e, too high by e (1 - q) * e.
Skill is one minus the loss over that of a benchmark, so 0 is no better and 1 is perfect.

Benchmarks:
    * `last_values`: no growth; Student t around the mean of the latest models. For samples
      of many models a year.
    * `random_walk`: drift from the first to the last date, steps of variance proportional to
      time; Student t on the steps less one, with the error of the drift,
          last value + drift * h + sd * sqrt(h + h^2 / years observed) * t(n steps - 1),
      h years after the last date. For one value a date, such as records; models of one date
      are averaged.

Assumptions: the trend goes on; errors are independent and normal in logs.

Failure modes: values on a line but for rounding have no error to forecast with, and are not
estimable. The interval is that of a straight line and knows of no kink. Models of one
origin share its error, so coverage over few origins varies more than their number suggests.
Snapshots fill in the past: a backtest on today's table knows more than was known then.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._ols import least_squares
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    MIN_POINTS,
    Floats,
    NotEstimableError,
    check_at_least,
    columns,
    require_finite,
    require_line,
    require_points,
    require_range,
)

Benchmark = Literal["last_values", "random_walk"]
Method = Literal["trend", "random_walk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast(Fit):
    """What a trend says of one later year; see `Fit` for status and nulls.

    Attributes:
        target_year: Fractional year of the forecast.
        mean_oom: Middle of the predictive distribution, log10 units.
        scale_oom: Its scale.
        df: Its degrees of freedom.
        quantile_oom: Its quantiles, in the order of the levels asked for.
        exceedance_probability: Of each threshold, in the order asked for.
    """

    target_year: float
    mean_oom: float | None = None
    scale_oom: float | None = None
    df: int | None = None
    quantile_oom: tuple[float | None, ...] = ()
    exceedance_probability: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Fit):
    """How the forecasts of one origin, or of all, turned out; `n_obs` counts the fitted.

    Attributes:
        origin_year: What was known by then was fitted; None for all origins together.
        n_scored: Later observations within the horizon.
        pinball_loss_oom: Mean loss of the trend.
        benchmark_pinball_loss_oom: Mean loss of the benchmark.
        benchmark_coverage_share: Scored observations between its outermost quantiles.
        benchmark_mean_error_oom: Observed minus the benchmark's forecast.
        skill: One minus their ratio; None when the benchmark is perfect.
        coverage_share: Scored observations between the outermost quantiles.
        nominal_coverage_share: What that should be.
        mean_error_oom: Observed minus forecast; above 0 when growth was underestimated.
    """

    origin_year: float | None = None
    n_scored: int = 0
    pinball_loss_oom: float | None = None
    benchmark_pinball_loss_oom: float | None = None
    benchmark_coverage_share: float | None = None
    benchmark_mean_error_oom: float | None = None
    skill: float | None = None
    coverage_share: float | None = None
    nominal_coverage_share: float | None = None
    mean_error_oom: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """The scores of each origin, in the order given, and of all observations together."""

    origins: tuple[Score, ...]
    overall: Score


def forecast_growth(  # noqa: PLR0913 - all but the data by name
    years: ArrayLike,
    log10_values: ArrayLike,
    *,
    target_years: ArrayLike,
    quantile_levels: ArrayLike,
    log10_thresholds: ArrayLike = (),
    method: Method = "trend",
) -> tuple[Forecast, ...]:
    """Forecast a single new model on a log-linear trend, one result for each target year.

    Args:
        years: Fractional years, shape (n,).
        log10_values: log10 of the metric, shape (n,).
        target_years: Years to forecast, shape (m,).
        quantile_levels: Levels of the quantiles, such as 0.05, 0.5 and 0.95.
        log10_thresholds: log10 values whose exceedance is asked for.
        method: `trend`, or `random_walk` for one value a date and targets after the last.

    Raises:
        ValueError: Levels that do not rise between 0 and 1, targets or thresholds that are
            not finite, another method, or arrays that do not match.
    """
    x, y = columns(years=years, log10_values=log10_values)
    levels = _levels(quantile_levels)
    _check_among("method", method, get_args(Method))
    targets, thresholds = (
        _finite_argument(name, values)
        for name, values in (
            ("target_years", target_years),
            ("log10_thresholds", log10_thresholds),
        )
    )
    try:
        require_line(x, y, "years")
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            trend = (_trend if method == "trend" else _random_walk)(x, y, targets)
            quantiles = trend.quantiles(levels)
            exceedances = trend.exceedances(thresholds)
    except NotEstimableError as error:
        return tuple(
            Forecast(
                n_obs=x.size, status="not_estimable", status_reason=str(error), target_year=year
            )
            for year in targets.tolist()
        )
    return tuple(
        Forecast(
            n_obs=x.size,
            target_year=year,
            mean_oom=finite(mean),
            scale_oom=finite(scale),
            df=trend.df,
            quantile_oom=tuple(map(finite, quantile)),
            exceedance_probability=tuple(map(finite, exceedance)),
        )
        for year, mean, scale, quantile, exceedance in zip(
            targets.tolist(),
            trend.mean.tolist(),
            trend.scale.tolist(),
            quantiles.tolist(),
            exceedances.tolist(),
            strict=True,
        )
    )


def backtest_growth(  # noqa: PLR0913 - a score means nothing without each of these
    years: ArrayLike,
    log10_values: ArrayLike,
    *,
    origin_years: ArrayLike,
    horizon_years: float,
    quantile_levels: ArrayLike,
    benchmark: Benchmark,
    min_points: int,
) -> Backtest:
    """Refit a trend at past dates and score its forecasts on what came after.

    Args:
        years: Fractional years, shape (n,).
        log10_values: log10 of the metric, shape (n,).
        origin_years: Dates to forecast from, shape (m,).
        horizon_years: How far ahead forecasts are scored.
        quantile_levels: Levels of the scored quantiles; the outermost two are the interval
            whose coverage is counted.
        benchmark: `last_values` or `random_walk`.
        min_points: Observations an origin needs; as many latest ones make `last_values`.

    Raises:
        ValueError: An argument outside its range, or arrays that do not match.
    """
    x, y = columns(years=years, log10_values=log10_values)
    origins = _finite_argument("origin_years", origin_years)
    levels = _levels(quantile_levels)
    check_at_least("horizon_years", horizon_years, 0)
    check_at_least("min_points", min_points, MIN_POINTS)
    _check_among("benchmark", benchmark, get_args(Benchmark))
    order = np.lexsort((y, x))
    x, y = x[order], y[order]
    losses: list[Floats] = []
    scores = []
    for origin in origins.tolist():
        known = x <= origin
        later = (x > origin) & (x <= origin + horizon_years)
        try:
            require_finite(x, y)
            require_points(int(np.count_nonzero(known)), min_points, "an origin")
            # Values beyond floating point end as "not estimable", not as warnings.
            with np.errstate(all="ignore"):
                loss = _losses(
                    (x[known], y[known]), (x[later], y[later]), levels, benchmark, min_points
                )
        except NotEstimableError as error:
            scores.append(
                Score(
                    n_obs=int(np.count_nonzero(known)),
                    status="not_estimable",
                    status_reason=str(error),
                    origin_year=origin,
                )
            )
        else:
            losses.append(loss)
            scores.append(_score(loss, levels, int(np.count_nonzero(known)), origin))
    pooled = np.concatenate(losses, axis=1) if losses else np.empty((6, 0))
    overall = (
        _score(pooled, levels, x.size, None)
        if losses
        else Score(
            n_obs=x.size, status="not_estimable", status_reason="no origin could be fitted"
        )
    )
    return Backtest(origins=tuple(scores), overall=overall)


@dataclass(frozen=True, slots=True)
class _Predictive:
    """Student t distributions of later values."""

    mean: Floats
    scale: Floats
    df: int

    def quantiles(self, levels: Floats) -> Floats:
        """Return quantiles, shape (targets, levels)."""
        from scipy.special import stdtrit  # noqa: PLC0415 - costs 0.1 s, only fits need it

        return self.mean[:, None] + self.scale[:, None] * stdtrit(self.df, levels)

    def exceedances(self, thresholds: Floats) -> Floats:
        """Return upper tails, shape (targets, thresholds)."""
        from scipy.special import stdtr  # noqa: PLC0415 - costs 0.1 s, only fits need it

        above = (self.mean[:, None] - thresholds) / self.scale[:, None]
        return np.asarray(stdtr(self.df, above))


def _trend(x: Floats, y: Floats, targets: Floats) -> _Predictive:
    mean_year = x.mean()
    fit = least_squares(np.column_stack([np.ones_like(x), x - mean_year]), y)
    fit.require_error(y, "error")
    at = np.column_stack([np.ones_like(targets), targets - mean_year])
    spread = np.sqrt(1 + np.sum(at @ fit.inverse_gram * at, axis=1))
    return _Predictive(at @ fit.coefficients, fit.residual_sd * spread, fit.df)


def _last_values(x: Floats, y: Floats, targets: Floats, n_latest: int) -> _Predictive:
    latest = y[x.size - n_latest :]
    scale = latest.std(ddof=1) * np.sqrt(1 + 1 / n_latest)
    return _Predictive(
        np.full(targets.size, latest.mean()), np.full(targets.size, scale), n_latest - 1
    )


def _random_walk(x: Floats, y: Floats, targets: Floats) -> _Predictive:
    dates, date, n_models = np.unique(x, return_inverse=True, return_counts=True)
    values = np.bincount(date, weights=y) / n_models
    elapsed, steps = np.diff(dates), np.diff(values)
    drift = steps.sum() / elapsed.sum()
    # One step less than there are, since the drift makes the last follow from the others.
    variance_per_year = np.sum((steps - drift * elapsed) ** 2 / elapsed) / (steps.size - 1)
    rounding = values.size * np.finfo(np.float64).eps * np.abs(values).max()
    if np.sqrt(variance_per_year * elapsed.min()) <= rounding:
        msg = "the values rise by the same step, no error can be told"
        raise NotEstimableError(msg)
    ahead = targets - dates[-1]
    variance = variance_per_year * (ahead + ahead**2 / elapsed.sum())
    return _Predictive(values[-1] + drift * ahead, np.sqrt(variance), steps.size - 1)


def _losses(
    known: tuple[Floats, Floats],
    later: tuple[Floats, Floats],
    levels: Floats,
    benchmark: Benchmark,
    min_points: int,
) -> Floats:
    """Return loss, coverage and error of trend and benchmark, shape (6, observations)."""
    require_line(*known, "years")
    targets, observed = later
    require_points(targets.size, 1, "a score")
    trend = _trend(*known, targets)
    naive = (
        _last_values(*known, targets, min_points)
        if benchmark == "last_values"
        else _random_walk(*known, targets)
    )
    quantiles, naive_quantiles = trend.quantiles(levels), naive.quantiles(levels)
    require_range(quantiles, naive_quantiles)
    return np.stack(
        [
            row
            for forecast, level_quantiles in ((trend, quantiles), (naive, naive_quantiles))
            for row in (
                _pinball(observed, level_quantiles, levels),
                (level_quantiles[:, 0] <= observed) & (observed <= level_quantiles[:, -1]),
                observed - forecast.mean,
            )
        ]
    ).astype(np.float64)


def _pinball(observed: Floats, quantiles: Floats, levels: Floats) -> Floats:
    short = observed[:, None] - quantiles
    return np.asarray(np.mean(np.maximum(levels * short, (levels - 1) * short), axis=1))


def _score(losses: Floats, levels: Floats, n_obs: int, origin: float | None) -> Score:
    (loss, coverage, error), (benchmark_loss, benchmark_coverage, benchmark_error) = (
        losses.mean(axis=1).reshape(2, 3).tolist()
    )
    return Score(
        n_obs=n_obs,
        origin_year=origin,
        n_scored=losses.shape[1],
        pinball_loss_oom=finite(loss),
        benchmark_pinball_loss_oom=finite(benchmark_loss),
        benchmark_coverage_share=finite(benchmark_coverage),
        benchmark_mean_error_oom=finite(benchmark_error),
        skill=finite(1 - loss / benchmark_loss) if benchmark_loss else None,
        coverage_share=finite(coverage),
        nominal_coverage_share=finite(levels[-1] - levels[0]),
        mean_error_oom=finite(error),
    )


def _check_among(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        msg = f"{name} must be one of {', '.join(choices)}, got {value}"
        raise ValueError(msg)


def _levels(quantile_levels: ArrayLike) -> Floats:
    (levels,) = columns(quantile_levels=quantile_levels)
    edges = np.concatenate([[0], levels, [1]])
    if levels.size == 0 or not np.all(edges[:-1] < edges[1:]):
        msg = f"quantile_levels must rise between 0 and 1, got {levels.tolist()}"
        raise ValueError(msg)
    return levels


def _finite_argument(name: str, values: ArrayLike) -> Floats:
    (array,) = columns(**{name: values})
    if not np.isfinite(array).all():
        msg = f"{name} must be finite, got {array.tolist()}"
        raise ValueError(msg)
    return array
