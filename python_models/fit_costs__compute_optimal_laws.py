"""How many parameters a budget buys. One row per unit of the budget and chip offer."""

from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.chinchilla import ComputeOptimalFit, fit_compute_optimal

KEY = ["budget_unit", "chip_offer"]


@kept
def model(dbt, session):
    """Fit the law once in FLOP, and once in dollars for each offer of chips."""
    ci_level = float(dbt.config.meta_get("ci_level"))
    samples = dbt.ref("int_costs__optimum_samples").order(
        "budget_unit, chip_offer, record_number"
    )
    return fit_groups(
        samples,
        KEY,
        lambda _, rows: (
            {"ci_level": ci_level}
            | fit_compute_optimal(
                rows["log10_budget"], rows["log10_parameters"], ci_level=ci_level
            ).as_row()
        ),
        ComputeOptimalFit,
        ci_level=float,
    )
