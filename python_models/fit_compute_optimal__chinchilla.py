"""How many parameters a budget buys. One row per unit of the budget and chip offer."""

import pyarrow as pa

from scalehouse.fitting import groups
from scalehouse.fitting.kept import kept
from scalehouse.stats.chinchilla import fit_compute_optimal

KEY = ["budget_unit", "chip_offer"]


@kept
def model(dbt, session):
    """Fit the law once in FLOP, and once in dollars for each offer of chips."""
    ci_level = float(dbt.config.meta_get("ci_level"))
    samples = dbt.ref("int_economics__optimum_samples").order(
        "budget_unit, chip_offer, record_number"
    )
    return pa.Table.from_pylist(
        [
            group
            | {"ci_level": ci_level}
            | fit_compute_optimal(
                rows["log10_budget"], rows["log10_parameters"], ci_level=ci_level
            ).as_row()
            for group, rows in groups(samples, KEY)
        ]
    )
