"""How fast estimated costs grew. One row per trend specification, snapshot and group."""

from scalehouse.fitting import seed_of
from scalehouse.fitting.growth import COLUMNS, KEY, fit_trend
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.log_linear import GrowthFit


@kept
def model(dbt, session):
    """Fit every sample of every specification."""
    seed = int(dbt.config.meta_get("random_seed"))
    n_resamples = int(dbt.config.meta_get("n_resamples"))
    samples = dbt.ref("int_trends__estimated_cost_samples").select(", ".join([*KEY, *COLUMNS]))
    return fit_groups(
        samples.order(", ".join(KEY)),
        KEY,
        lambda group, rows: fit_trend(rows, seed_of(seed, group), n_resamples).as_row(),
        GrowthFit,
    )
