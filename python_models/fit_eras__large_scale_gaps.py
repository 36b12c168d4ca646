"""How far large-scale models lie from the regular trend. One row per trend and snapshot."""

from scalehouse.fitting import groups, seed_of, why_too_few
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups
from scalehouse.stats.trend_distance import DistanceFit, fit_distance

KEY = ["specification", "snapshot_date"]


@kept
def model(dbt, session):
    """Measure the large-scale models of each trend that leaves them out."""
    seed = int(dbt.config.meta_get("random_seed"))
    n_resamples = int(dbt.config.meta_get("n_resamples"))
    candidates = dbt.ref("int_eras__large_scale_candidates").order(
        "specification, snapshot_date, publication_year, ai_model_id"
    )
    asked = [name for (name,) in candidates.aggregate("specification").fetchall()]
    samples = (
        dbt.ref("int_trends__samples")
        .filter(f"list_contains({asked}::varchar[], specification)")
        .order("specification, snapshot_date, member_year, member_id")
    )
    regular = {tuple(group.values()): rows for group, rows in groups(samples, KEY)}
    return fit_groups(
        candidates,
        KEY,
        lambda group, rows: measure(
            regular[tuple(group.values())], rows, seed_of(seed, group), n_resamples
        ).as_row(),
        DistanceFit,
        beside=[samples],
    )


def measure(regular, rows, seed, n_resamples):
    """Measure one group, unless it has fewer models than its trend requires."""
    first = rows.first
    if reason := why_too_few(len(rows), first["min_obs"]):
        return DistanceFit(
            n_obs=len(rows),
            n_trend=len(regular),
            status="not_estimable",
            status_reason=reason,
        )
    return fit_distance(
        regular["member_year"],
        regular["metric_oom"],
        rows["publication_year"],
        rows["training_compute_oom"],
        ci_level=first["ci_level"],
        noise_factor=first["noise_factor"],
        n_resamples=n_resamples,
        seed=seed,
    )
