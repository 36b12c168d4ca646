"""How fast the typical and the largest models grow. One row per trend and quantile."""

from scalehouse.fitting import rule_values
from scalehouse.fitting.growth import KEY
from scalehouse.fitting.kept import kept
from scalehouse.fitting.quantiles import quantile_rows
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.quantile_trend import QuantileTrend

ORDER = [*KEY, "member_year", "member_id"]
COLUMNS = [*ORDER, "metric_oom", "min_obs", "ci_level"]


@kept
def model(dbt, session):
    """Fit every sample's median and upper quantile."""
    table = dbt.ref("robustness_rules")
    rules = rule_values(table)
    quantiles = [rules["quantile_trend_middle"], rules["quantile_trend_upper"]]
    samples = dbt.ref("int_trends__samples").select(", ".join(COLUMNS))
    return fit_groups(
        samples.order(", ".join(ORDER)),
        KEY,
        lambda _, rows: quantile_rows(rows, quantiles, rules["quantile_trend_min_tail"]),
        QuantileTrend,
        beside=[table],
    )
