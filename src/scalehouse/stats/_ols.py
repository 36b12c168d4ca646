"""Least squares with several columns, its classical and its HC3 covariance."""

import math
from dataclasses import dataclass

import numpy as np

from scalehouse.stats._sample import (
    Floats,
    NotEstimableError,
    require_range,
    require_spread,
    require_squares,
)

# Where a difference is below this share, it is rounding and not information.
HALF_THE_DIGITS = float(np.sqrt(np.finfo(np.float64).eps))


@dataclass(frozen=True, slots=True)
class LeastSquares:
    """A solved regression of n values on k columns.

    Attributes:
        coefficients: Shape (k,).
        inverse_gram: (X'X)^-1, the classical covariance over the residual variance, (k, k).
        hc3_covariance: Covariance that allows unequal variances, shape (k, k); NaN when an
            observation alone determines a coefficient.
        residuals: Shape (n,).
        leverage: Pull of each observation on its own fitted value, shape (n,).
        residual_ss: Sum of squared residuals.
        df: Residual degrees of freedom, n - k.
        condition_number: Of the columns scaled to unit length.
    """

    coefficients: Floats
    inverse_gram: Floats
    hc3_covariance: Floats
    residuals: Floats
    leverage: Floats
    residual_ss: float
    df: int
    condition_number: float

    def require_error(self, values: Floats, what: str) -> None:
        """Refuse values that lie on the line but for rounding; `what` cannot be estimated."""
        n_obs = self.residuals.size
        rounding = n_obs * np.finfo(np.float64).eps * float(np.abs(values).max())
        if self.residual_sd <= rounding:
            msg = f"the values lie on a straight line, no {what} can be told"
            raise NotEstimableError(msg)

    @property
    def residual_sd(self) -> float:
        """Residual standard deviation, on the residual degrees of freedom."""
        return math.sqrt(self.residual_ss / self.df)

    @property
    def se(self) -> Floats:
        """Classical standard errors of the coefficients, shape (k,)."""
        return self.residual_sd * np.sqrt(np.diag(self.inverse_gram))


def least_squares(design: Floats, values: Floats) -> LeastSquares:
    """Regress values on the columns of a design.

    Columns are scaled to unit length and decomposed, so that units do not decide the rank.
    HC3 divides each residual by one minus its leverage (MacKinnon and White 1985).

    Args:
        design: Shape (n, k), with a column of ones where an intercept is wanted.
        values: Shape (n,).

    Raises:
        NotEstimableError: The data do not determine the coefficients and their error.
    """
    n_obs, n_columns = design.shape
    if n_obs <= n_columns:
        msg = f"{n_obs} observations, {n_columns} coefficients with an error need more"
        raise NotEstimableError(msg)
    require_squares(values - values.mean())
    entangled = (
        "the data do not tell the coefficients apart: too little spread, or one column "
        "follows exactly from the others"
    )
    length = np.linalg.norm(design, axis=0)
    if not length.all():
        raise NotEstimableError(entangled)
    require_range(length, 1 / length)
    require_spread(float(length.min()) ** 2)
    left, singular, right = np.linalg.svd(design / length, full_matrices=False)
    # Columns equal in half their digits differ by the rounding of their source, not by data.
    if not singular[-1] > singular[0] * HALF_THE_DIGITS:
        raise NotEstimableError(entangled)
    # Rows of `solve` turn values into coefficients.
    solve = (right.T / singular) @ left.T / length[:, None]
    coefficients = solve @ values
    residuals = values - design @ coefficients
    leverage = np.sum(left**2, axis=1)
    df = n_obs - n_columns
    residual_ss = float(residuals @ residuals)
    require_range(coefficients, residual_ss)
    free = 1 - leverage
    # A residual that its own observation forces to zero says nothing about its variance.
    forced = free < HALF_THE_DIGITS
    scaled = solve * np.where(forced, np.nan, residuals / np.where(forced, 1, free))
    return LeastSquares(
        coefficients=coefficients,
        inverse_gram=solve @ solve.T,
        hc3_covariance=scaled @ scaled.T,
        residuals=residuals,
        leverage=leverage,
        residual_ss=residual_ss,
        df=df,
        condition_number=float(singular[0] / singular[-1]),
    )


def t_quantile(df: float, ci_level: float) -> float:
    """Return the Student t quantile that a central interval reaches to on either side."""
    from scipy.special import stdtrit  # noqa: PLC0415 - costs 0.1 s, only fits need it

    return float(stdtrit(df, (1 + ci_level) / 2))


def two_sided_p_value(t: float, df: float) -> float:
    """Return the probability of a Student t value at least this far from zero."""
    from scipy.special import stdtr  # noqa: PLC0415 - costs 0.1 s, only fits need it

    return float(2 * stdtr(df, -abs(t)))
