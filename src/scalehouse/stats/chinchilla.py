r"""How many parameters does a compute-optimal model have?

Formula:
    log10(parameters) = intercept + exponent * log10(budget) + error

    on published compute-optimal models (Hoffmann et al. 2022, arXiv 2203.15556, Table 3).
    The budget is training compute, or its price: a constant price of a FLOP moves the
    intercept and leaves the exponent. Lohn (2023), Scaling AI, equation A1, has log10
    parameters = 7.77 + 0.498 * log10 dollars.

Intervals: Student t on n - 2 degrees of freedom, of the mean and not of a single model.

Assumptions: the published optima are right and of equal precision in logs.

Failure modes: the optima are themselves fitted values, so their scatter is rounding and the
intervals say nothing about whether the law holds; predictions beyond the table are
extrapolations, `predicted_is_extrapolated` says which.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._ols import least_squares, t_quantile
from scalehouse.stats._result import Fit, finite, finite_curve
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    check_ci_level,
    columns,
    require_line,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputeOptimalFit(Fit):
    """The law of compute-optimal size; see `Fit` for status and nulls.

    Attributes:
        exponent: Orders of magnitude of parameters for one of budget, with bounds.
        intercept: log10 parameters at a budget of 1, with bounds.
        mean_log10_budget: Mean log10 budget.
        log10_parameters_at_mean: Fitted there.
        r_squared: Share of the variance explained; None when sizes have none.
        residual_sd_oom: Residual standard deviation, n - 2 degrees of freedom.
        df_residual: Observations minus two.
        predicted_log10_budget: Where predictions were asked for.
        predicted_log10_parameters: The law there.
        predicted_log10_parameters_ci_low: Lower bounds of the law.
        predicted_log10_parameters_ci_high: Upper bounds of the law.
        predicted_is_extrapolated: Whether the budget is outside the table's.
    """

    exponent: float | None = None
    exponent_ci_low: float | None = None
    exponent_ci_high: float | None = None
    intercept: float | None = None
    intercept_ci_low: float | None = None
    intercept_ci_high: float | None = None
    mean_log10_budget: float | None = None
    log10_parameters_at_mean: float | None = None
    r_squared: float | None = None
    residual_sd_oom: float | None = None
    df_residual: int | None = None
    predicted_log10_budget: tuple[float, ...] = ()
    predicted_log10_parameters: tuple[float, ...] = ()
    predicted_log10_parameters_ci_low: tuple[float, ...] = ()
    predicted_log10_parameters_ci_high: tuple[float, ...] = ()
    predicted_is_extrapolated: tuple[bool, ...] = ()


def fit_compute_optimal(
    log10_budget: ArrayLike,
    log10_parameters: ArrayLike,
    *,
    ci_level: float,
    predict_at: ArrayLike = (),
) -> ComputeOptimalFit:
    """Fit the size of compute-optimal models as a power of their budget.

    Args:
        log10_budget: log10 of training compute, or of its price, shape (n,).
        log10_parameters: log10 of the optimal parameters, shape (n,).
        ci_level: Level of the intervals.
        predict_at: log10 budgets at which the law is wanted, shape (m,).

    Raises:
        ValueError: A level outside (0, 1), a budget to predict at that is not finite, or
            arrays that do not match.
    """
    check_ci_level(ci_level)
    x, y = columns(log10_budget=log10_budget, log10_parameters=log10_parameters)
    (targets,) = columns(predict_at=predict_at)
    if not np.isfinite(targets).all():
        msg = f"predict_at must hold finite log10 budgets, got {targets.tolist()}"
        raise ValueError(msg)
    try:
        require_line(x, y, "budgets")
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _fit_law(x, y, targets, ci_level)
    except NotEstimableError as error:
        return ComputeOptimalFit(n_obs=x.size, status="not_estimable", status_reason=str(error))


def _fit_law(x: Floats, y: Floats, targets: Floats, ci_level: float) -> ComputeOptimalFit:
    mean = x.mean()
    fit = least_squares(np.column_stack([np.ones_like(x), x - mean]), y)
    level, exponent = fit.coefficients
    # The two coefficients of a centred line are uncorrelated, so their variances add up.
    at = np.append(targets, 0.0) - mean
    law = level + exponent * at
    half_width = t_quantile(fit.df, ci_level) * np.hypot(fit.se[0], fit.se[1] * at)
    exponent_half_width = t_quantile(fit.df, ci_level) * fit.se[1]
    return ComputeOptimalFit(
        n_obs=x.size,
        exponent=finite(exponent),
        exponent_ci_low=finite(exponent - exponent_half_width),
        exponent_ci_high=finite(exponent + exponent_half_width),
        intercept=finite(law[-1]),
        intercept_ci_low=finite(law[-1] - half_width[-1]),
        intercept_ci_high=finite(law[-1] + half_width[-1]),
        mean_log10_budget=finite(mean),
        log10_parameters_at_mean=finite(level),
        r_squared=finite(1 - fit.residual_ss / np.sum((y - y.mean()) ** 2)),
        residual_sd_oom=finite(fit.residual_sd),
        df_residual=fit.df,
        predicted_log10_budget=finite_curve(targets),
        predicted_log10_parameters=finite_curve(law[:-1]),
        predicted_log10_parameters_ci_low=finite_curve((law - half_width)[:-1]),
        predicted_log10_parameters_ci_high=finite_curve((law + half_width)[:-1]),
        predicted_is_extrapolated=tuple(((targets < x.min()) | (targets > x.max())).tolist()),
    )
