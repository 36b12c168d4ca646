"""Quantile trends: how fast typical and largest members of each trend grow."""

import duckdb
import pyarrow as pa

from scalehouse.fitting import Sample, rule_values, why_too_few
from scalehouse.fitting.growth import KEY
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.quantile_trend import QuantileTrend, fit_quantile_trend

ORDER = [*KEY, "member_year", "member_id"]
COLUMNS = [*ORDER, "metric_oom", "min_obs", "ci_level"]


def fit_quantiles(samples: duckdb.DuckDBPyRelation, table: duckdb.DuckDBPyRelation) -> pa.Table:
    """Fit the median and the upper quantile of every trend.

    Args:
        samples: Members of the trends.
        table: The rules of robustness.
    """
    rules = rule_values(table)
    quantiles = [rules["quantile_trend_middle"], rules["quantile_trend_upper"]]
    min_tail = rules["quantile_trend_min_tail"]
    return fit_groups(
        samples.select(", ".join(COLUMNS)).order(", ".join(ORDER)),
        KEY,
        lambda _, rows: [fit_quantile(rows, each, min_tail).as_row() for each in quantiles],
        QuantileTrend,
        beside=[table],
    )


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
