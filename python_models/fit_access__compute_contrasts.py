"""How much compute separates access tiers? One row per contrast, sample and period."""

from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.hidden_compute import HiddenContrastFit, fit_hidden_contrast

KEY = ["specification", "snapshot_date", "period", "contrast"]


@kept
def model(dbt, session):
    """Contrast the two sides of each sample, with bounds for missing compute."""
    samples = dbt.ref("int_access__contrast_samples").order(
        "specification, snapshot_date, period, contrast, ai_model_id"
    )
    return fit_groups(samples, KEY, lambda _, rows: fit_sample(rows), HiddenContrastFit)


def fit_sample(rows):
    """Contrast the known values, then bound what the missing ones can change."""
    first = rows.first
    values = rows["adjusted_compute_oom"]
    is_first = rows["side"] == "first"
    deltas = rows["missing_delta_oom"]
    return fit_hidden_contrast(
        values[is_first],
        values[~is_first],
        limit_quantiles=(first["missing_low_quantile"], first["missing_high_quantile"]),
        # every model of a side has the same delta; a side of none has no use for it
        first_delta_oom=deltas[is_first].max(initial=0),
        second_delta_oom=deltas[~is_first].max(initial=0),
        min_obs=int(first["min_obs"]),
        ci_level=first["ci_level"],
    ).as_row()
