"""How downloads change with size within families. One row per snapshot."""

from scalehouse.fitting import rule_values, seed_of
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.family_slope import FamilySlopeFit, fit_family_slope

KEY = ["snapshot_date"]


@kept
def model(dbt, session):
    """Fit each snapshot by itself: windows of 30 days never add up."""
    seed = int(dbt.config.meta_get("random_seed"))
    n_resamples = int(dbt.config.meta_get("n_resamples"))
    levels = dbt.ref("interval_levels")
    ci_level = rule_values(levels)["download_ci_level"]
    members = (
        dbt.ref("int_downloads__family_members")
        .filter("parameters_oom is not null and downloads_oom is not null")
        .order("snapshot_date, family, model_name")
    )
    return fit_groups(
        members,
        KEY,
        lambda group, rows: fit_family_slope(
            rows["family"],
            rows["parameters_oom"],
            rows["downloads_oom"],
            ci_level=ci_level,
            n_resamples=n_resamples,
            seed=seed_of(seed, group),
        ).as_row(),
        FamilySlopeFit,
        beside=[levels],
    )
