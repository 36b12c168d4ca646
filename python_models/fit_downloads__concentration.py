"""How concentrated downloads are. One row per snapshot and population."""

from scalehouse.fitting import rule_values, seed_of
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.concentration import ConcentrationFit, fit_concentration

KEY = ["snapshot_date", "population"]


@kept
def model(dbt, session):
    """Measure each snapshot by itself: windows of 30 days never add up."""
    seed = int(dbt.config.meta_get("random_seed"))
    n_resamples = int(dbt.config.meta_get("n_resamples"))
    rules, levels = dbt.ref("downloads_rules"), dbt.ref("interval_levels")
    n_top = int(rule_values(rules)["download_top_n"])
    ci_level = rule_values(levels)["download_ci_level"]
    downloads = (
        dbt.ref("int_downloads__models")
        .filter("downloads_30_days is not null")
        .order("snapshot_date, population, model_key")
    )
    return fit_groups(
        downloads,
        KEY,
        lambda group, rows: fit_concentration(
            rows["downloads_30_days"],
            n_top=n_top,
            ci_level=ci_level,
            n_resamples=n_resamples,
            seed=seed_of(seed, group),
        ).as_row(),
        ConcentrationFit,
        beside=[rules, levels],
    )
