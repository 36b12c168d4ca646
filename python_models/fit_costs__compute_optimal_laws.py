"""How many parameters a budget buys. One row per unit of the budget and chip offer."""

from scalehouse.fitting import groups
from scalehouse.fitting.kept import kept
from scalehouse.fitting.tables import as_table
from scalehouse.stats.chinchilla import ComputeOptimalFit, fit_compute_optimal

KEY = ["budget_unit", "chip_offer"]


@kept
def model(dbt, session):
    """Fit the law once in FLOP, and once in dollars for each offer of chips."""
    ci_level = float(dbt.config.meta_get("ci_level"))
    samples = dbt.ref("int_costs__optimum_samples").order(
        "budget_unit, chip_offer, record_number"
    )
    return as_table(
        [
            group
            | {"ci_level": ci_level}
            | fit_compute_optimal(
                rows["log10_budget"], rows["log10_parameters"], ci_level=ci_level
            ).as_row()
            for group, rows in groups(samples, KEY)
        ],
        samples,
        KEY,
        ComputeOptimalFit,
        ci_level=float,
    )
