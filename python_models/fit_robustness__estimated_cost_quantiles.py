"""How fast typical and largest estimated costs grow. One row per trend and quantile."""

from scalehouse.fitting.kept import kept
from scalehouse.fitting.quantiles import fit_quantiles


@kept
def model(dbt, session):
    """Fit every sample's median and upper quantile."""
    return fit_quantiles(
        dbt.ref("int_trends__estimated_cost_samples"), dbt.ref("robustness_rules")
    )
