"""Rows of one trend: how fast its typical and its largest members grow."""

from collections.abc import Sequence

from scalehouse.fitting import Sample, why_too_few
from scalehouse.stats.quantile_trend import QuantileTrend, fit_quantile_trend


def quantile_rows(
    rows: Sample, quantiles: Sequence[float], min_tail: float
) -> list[dict[str, object]]:
    """Fit each quantile of a sample.

    Args:
        rows: Year and log10 value of each member, the fewest members and the level that the
            specification asks for.
        quantiles: Quantiles to fit.
        min_tail: Fewest members expected beyond a quantile.
    """
    return [fit_quantile(rows, quantile, min_tail).as_row() for quantile in quantiles]


def fit_quantile(rows: Sample, quantile: float, min_tail: float) -> QuantileTrend:
    """Fit one quantile, unless too few members lie beyond it or are there at all."""
    first, n_obs = rows.first, len(rows)
    reason = why_too_few(n_obs, first["min_obs"])
    if not reason and n_obs * min(quantile, 1 - quantile) < min_tail:
        reason = f"{n_obs} models, fewer than {min_tail:.0f} expected beyond the quantile"
    if reason:
        return QuantileTrend(
            n_obs=n_obs, status="not_estimable", status_reason=reason, quantile=quantile
        )
    return fit_quantile_trend(
        rows["member_year"],
        rows["metric_oom"],
        quantile=quantile,
        ci_level=first["ci_level"],
    )
