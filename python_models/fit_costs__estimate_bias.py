"""How far are cost estimates from published costs? One row per snapshot and pair of methods."""

from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.median_ratio import MedianRatio, median_ratio

KEY = ["snapshot_date", "cost_method", "published_method"]


@kept
def model(dbt, session):
    """Sum up the log ratios of every pair of methods in every snapshot."""
    comparisons = dbt.ref("int_costs__comparisons").order(
        "snapshot_date, cost_method, published_method, ai_model_id"
    )
    return fit_groups(comparisons, KEY, lambda _, rows: fit_pair(rows).as_row(), MedianRatio)


def fit_pair(rows):
    """Take the median of one pair of methods."""
    first = rows.first
    return median_ratio(
        rows["ratio_oom"],
        ci_level=first["ci_level"],
        tolerance=first["agreement_tolerance"],
    )
