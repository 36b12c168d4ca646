"""How fast the typical and the largest models grow. One row per trend and quantile."""

from scalehouse.fitting import rule_values, why_too_few
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_rows
from scalehouse.stats.quantile_trend import QuantileTrend, fit_quantile_trend

KEY = ["specification", "snapshot_date", "group_name"]


@kept
def model(dbt, session):
    """Fit every sample's median and upper quantile."""
    table = dbt.ref("robustness_rules")
    rules = rule_values(table)
    quantiles = [rules["quantile_trend_middle"], rules["quantile_trend_upper"]]
    trends = dbt.ref("int_robustness__trends").order(", ".join(KEY))
    return fit_rows(
        trends,
        KEY,
        lambda _, trend: [
            fit_trend(trend, quantile, rules["quantile_trend_min_tail"]).as_row()
            for quantile in quantiles
        ],
        QuantileTrend,
        beside=[table],
    )


def fit_trend(trend, quantile, min_tail):
    """Fit one quantile, unless too few models lie beyond it or are there at all."""
    n_obs = len(trend["member_years"])
    reason = why_too_few(n_obs, trend["min_obs"])
    if not reason and n_obs * min(quantile, 1 - quantile) < min_tail:
        reason = f"{n_obs} models, fewer than {min_tail:.0f} expected beyond the quantile"
    if reason:
        return QuantileTrend(
            n_obs=n_obs, status="not_estimable", status_reason=reason, quantile=quantile
        )
    return fit_quantile_trend(
        trend["member_years"],
        trend["metric_oom"],
        quantile=quantile,
        ci_level=trend["ci_level"],
    )
