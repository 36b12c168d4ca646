r"""Do unit costs fall with scale, or with time?

Formula:
    log10(y) = level + elasticity * X [+ slope * T] [+ curvature * X^2] + error
    X = log10(x) - its mean, T = year - its mean

    An elasticity of -0.3 says that ten times the scale goes with 10 ** -0.3 = 0.5 times
    the unit cost, at the same date when the year is in. Both are centred, so `level` and
    `elasticity` refer to the mean scale and date also with curvature.

Intervals: HC3 errors with the Student t quantile on n - k degrees of freedom, because
spread differs with scale and samples are small; the classical error beside them.

Collinearity: large models are recent models. The variance inflation factor (VIF) of a
coefficient is 1 / (1 - R2) of its column on the others; above 10 (Marquardt 1970,
doi 10.1080/00401706.1970.10488699) the data hardly tell the columns apart, and the fit says
so. Columns that are exact functions of each other are not estimable.

Assumptions: the relation is straight in logs, or a parabola with curvature; errors are
independent; neither scale nor date is affected by the unit cost.

Failure modes: where the unit cost was itself computed from the scale (cost per FLOP over
FLOP), error in the scale appears on both sides and pushes the elasticity towards -1: the
caller flags such samples, no statistic can.
"""

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import ArrayLike

from scalehouse.stats._ols import LeastSquares, least_squares, t_quantile, two_sided_p_value
from scalehouse.stats._result import Fit, finite
from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    check_ci_level,
    columns,
    require_finite,
)

# Marquardt 1970: at a larger inflation least squares can hardly separate the columns.
MAX_VIF = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One coefficient of an elasticity fit; numbers are None when not estimable.

    Attributes:
        term: `level`, `elasticity`, `slope_oom_per_year` or `curvature`.
        estimate: The coefficient.
        se: Classical standard error.
        hc3_se: HC3 standard error.
        ci_low: Lower bound, HC3 and Student t.
        ci_high: Upper bound, HC3 and Student t.
        p_value: Of no effect, two-sided, HC3 and Student t.
        vif: Variance inflation factor; None for the level.
    """

    term: str
    estimate: float | None = None
    se: float | None = None
    hc3_se: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    p_value: float | None = None
    vif: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElasticityFit(Fit):
    """A log-log regression; see `Fit` for status and nulls.

    Attributes:
        df_residual: Residual degrees of freedom.
        r_squared: Share of the variance explained; None when the values have none.
        residual_sd_oom: Residual standard deviation, log10 units.
        mean_log10_x: Where `level` and `elasticity` refer to.
        mean_year: Likewise; None without years.
        condition_number: Of the columns scaled to unit length.
        collinearity_reason: Which columns the data can hardly separate, None when none.
        coefficients: One for each term, in the order of the formula.
    """

    df_residual: int | None = None
    r_squared: float | None = None
    residual_sd_oom: float | None = None
    mean_log10_x: float | None = None
    mean_year: float | None = None
    condition_number: float | None = None
    collinearity_reason: str | None = None
    coefficients: tuple[Coefficient, ...] = ()

    def as_rows(self) -> list[dict[str, object]]:
        """Return one row for each coefficient, with the fit's own fields beside it."""
        shared = self.as_row()
        del shared["coefficients"]
        return [shared | asdict(coefficient) for coefficient in self.coefficients]


def fit_elasticity(
    log10_x: ArrayLike,
    log10_y: ArrayLike,
    *,
    years: ArrayLike | None = None,
    with_curvature: bool = False,
    ci_level: float,
) -> ElasticityFit:
    """Regress a log10 quantity on log10 scale, optionally on date and squared scale.

    Args:
        log10_x: log10 of the scale, shape (n,).
        log10_y: log10 of the quantity, shape (n,).
        years: Fractional years, shape (n,), to hold the date fixed.
        with_curvature: Whether to add the centred square of log10 scale.
        ci_level: Level of the intervals.

    Raises:
        ValueError: A level outside (0, 1), or arrays that do not match.
    """
    check_ci_level(ci_level)
    named = {"log10_x": log10_x, "log10_y": log10_y}
    x, y, *t = columns(**named if years is None else named | {"years": years})
    terms = ["level", "elasticity"]
    terms += ["slope_oom_per_year"] if t else []
    terms += ["curvature"] if with_curvature else []
    try:
        require_finite(x, y, *t)
        # Values beyond floating point end as "not estimable", not as warnings.
        with np.errstate(all="ignore"):
            return _fit_terms(terms, x, y, t, ci_level)
    except NotEstimableError as error:
        return ElasticityFit(
            n_obs=x.size,
            status="not_estimable",
            status_reason=str(error),
            coefficients=tuple(Coefficient(term=term) for term in terms),
        )


def _fit_terms(
    terms: list[str], x: Floats, y: Floats, t: list[Floats], ci_level: float
) -> ElasticityFit:
    if x.size <= len(terms):
        msg = f"{x.size} observations, {len(terms)} coefficients with an error need more"
        raise NotEstimableError(msg)
    scale = x - x.mean()
    parts = [np.ones_like(x), scale, *(dates - dates.mean() for dates in t)]
    parts += [scale**2] if "curvature" in terms else []
    design = np.column_stack(parts)
    fit = least_squares(design, y)
    coefficients = _coefficients(terms, design, fit, ci_level)
    entangled = [c.term for c in coefficients if c.vif is not None and c.vif > MAX_VIF]
    return ElasticityFit(
        n_obs=x.size,
        df_residual=fit.df,
        r_squared=finite(1 - fit.residual_ss / np.sum((y - y.mean()) ** 2)),
        residual_sd_oom=finite(fit.residual_sd),
        mean_log10_x=finite(x.mean()),
        mean_year=finite(t[0].mean()) if t else None,
        condition_number=finite(fit.condition_number),
        collinearity_reason=(
            f"variance inflation above {MAX_VIF}: {', '.join(entangled)}" if entangled else None
        ),
        coefficients=coefficients,
    )


def _coefficients(
    terms: list[str], design: Floats, fit: LeastSquares, ci_level: float
) -> tuple[Coefficient, ...]:
    hc3_se = np.sqrt(np.diag(fit.hc3_covariance))
    half_width = t_quantile(fit.df, ci_level) * hc3_se
    # VIF is the diagonal of the inverse correlation matrix of the columns.
    spread = np.sum((design - design.mean(axis=0)) ** 2, axis=0)
    vif = spread * np.diag(fit.inverse_gram)
    return tuple(
        Coefficient(
            term=term,
            estimate=finite(estimate),
            se=finite(fit.se[i]),
            hc3_se=finite(hc3_se[i]),
            ci_low=finite(estimate - half_width[i]),
            ci_high=finite(estimate + half_width[i]),
            p_value=finite(two_sided_p_value(estimate / hc3_se[i], fit.df)),
            vif=finite(vif[i]) if i else None,
        )
        for i, (term, estimate) in enumerate(zip(terms, fit.coefficients, strict=True))
    )
