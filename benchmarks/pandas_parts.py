"""Which nodes do the work of each part of the pandas script, and do the numbers agree?"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

# Below, expanded intervals reach so far out that two sets of 1,000 draws differ by much.
MIN_OBS = 20
SPECIFICATION = ("specification", "snapshot_date")


@dataclass(frozen=True)
class Part:
    """One part of the script, and the warehouse's side of it.

    Attributes:
        nodes: Seeds and models that do this work.
        query: The rows that both sides have.
        key: What tells them apart.
        values: What both compute, and should agree in nearly all digits.
        drawn: What both give an interval by resampling, each with draws of its own.
        leave_out: Statement that takes from the warehouse what the script does not do.
    """

    nodes: tuple[str, ...]
    query: str
    key: tuple[str, ...]
    values: tuple[str, ...]
    drawn: tuple[str, ...] = ()
    leave_out: str = "select 1"


PARTS = {
    "records": Part(
        nodes=(
            *("epoch_ai__ai_model_records", "ai_model_aliases", "vocabulary_terms"),
            *("snapshot_conventions", "access_tiers", "stg_epoch_ai__ai_model_records"),
            *(
                "int_ai_models__identified",
                "int_ai_models__terms",
                "int_ai_models__training_runs",
            ),
        ),
        query="from intermediate.int_ai_models__training_runs",
        key=("snapshot_date", "ai_model_id"),
        values=(
            *("publication_year", "parameters", "training_compute_flop", "chip_hours"),
            *("training_cost_usd_2023", "dataset_size_tokens"),
        ),
    ),
    "metrics": Part(
        nodes=(
            *("int_ai_models__unit_costs", "int_ai_models__groups", "int_ai_models__cohorts"),
            *("int_ai_models__metric_values", "fct_metrics_by_year"),
        ),
        query="""
            from fct_metrics_by_year
            where grouping_name != 'country' and metric != 'estimated_cost_usd'
        """,
        key=(
            *("snapshot_date", "population", "calendar_year"),
            *("grouping_name", "group_name", "metric"),
        ),
        values=(
            *("n_ai_models", "n_obs", "coverage_share", "metric_min", "metric_quartile_1"),
            *("metric_median", "metric_quartile_3", "metric_max"),
        ),
    ),
    "efficiency": Part(
        nodes=(
            "elasticity_specifications",
            "int_efficiency__elasticity_samples",
            *("fit_efficiency__scale_elasticities", "fct_scale_elasticities"),
        ),
        query="from fct_scale_elasticities where status = 'estimated'",
        key=SPECIFICATION,
        values=(
            *("n_obs", "elasticity", "elasticity_ci_low", "elasticity_ci_high"),
            *("slope_oom_per_year", "slope_oom_per_year_ci_low", "slope_oom_per_year_ci_high"),
            *("curvature", "curvature_ci_low", "curvature_ci_high"),
        ),
    ),
    "eras": Part(
        nodes=(
            *("z_score_rules", "frontier_rules", "int_ai_models__z_scores"),
            *(
                "int_ai_models__record_and_frontier_flags",
                "int_trends__members",
                "int_trends__samples",
            ),
        ),
        leave_out="""
            delete from raw.trend_specifications
            where metric != 'training_compute_flop' or grouping_name != 'none'
            or sample_rule = 'top_at_release' or entity != 'ai_model'
        """,
        query="""
            from (
                select * rename (member_id as ai_model_id, member_year as publication_year)
                from intermediate.int_trends__samples
            )
        """,
        key=(*SPECIFICATION, "ai_model_id"),
        values=("publication_year", "metric_oom"),
    ),
    "growth": Part(
        nodes=("fit_growth__trends", "fct_growth_trends"),
        leave_out="""
            delete from intermediate.int_trends__samples
            where specification not in (select specification from raw.trend_specifications)
        """,
        query="from fct_growth_trends where status = 'estimated'",
        key=SPECIFICATION,
        values=(
            *("n_obs", "slope_oom_per_year", "slope_oom_per_year_se", "r_squared"),
            "doubling_months",
        ),
        drawn=("slope_oom_per_year",),
    ),
    "kinks": Part(
        nodes=(
            "changepoint_specifications",
            "int_slowing__samples",
            *("fit_slowing__changepoints", "fct_changepoints"),
        ),
        query="from fct_changepoints where status = 'estimated'",
        key=SPECIFICATION,
        values=(
            *("n_obs", "break_year", "slope_before_oom_per_year", "slope_after_oom_per_year"),
            "aic_difference",
        ),
        drawn=("break_year", "slope_before_oom_per_year", "slope_after_oom_per_year"),
    ),
}


def agreement(
    part: Part, database: duckdb.DuckDBPyConnection, script: Path
) -> tuple[int, int, float, float, float]:
    """Return rows on both sides and on one, and how far values and bounds lie apart.

    Values: the largest relative difference, infinite where one side alone knows a value.
    Bounds: the difference over the width of the warehouse's interval in samples of
    `MIN_OBS` or more, typical and largest.
    """
    values = [
        f"if((ours.{name} is null) != (theirs.{name} is null), 'inf'::double, "
        f"abs(ours.{name} - theirs.{name}) "
        f"/ nullif(greatest(abs(ours.{name}::double), abs(theirs.{name})), 0))"
        for name in part.values
    ]
    bounds = ", ".join(
        f"if(ours.n_obs >= {MIN_OBS}, abs(ours.{name}_{side} - theirs.{name}_{side}) "
        f"/ (ours.{name}_ci_high - ours.{name}_ci_low), null)"
        for name in part.drawn
        for side in ("ci_low", "ci_high")
    )
    same = " and ".join(f"ours.{name} = theirs.{name}" for name in part.key)
    row = database.execute(
        f"""
        with ours as ({part.query}),
        theirs as (
            select * replace (cast(snapshot_date as date) as snapshot_date)
            from '{script}'
        )
        select
            count(*) filter (where is_on_both),
            count(*) filter (where not is_on_both),
            coalesce(max(greatest({", ".join(values)})) filter (where is_on_both), 0),
            coalesce(median(greatest({bounds or 0})) filter (where is_on_both), 0),
            coalesce(max(greatest({bounds or 0})) filter (where is_on_both), 0)
        from ours
        full join theirs on {same}
        cross join lateral (
            select coalesce(ours.snapshot_date = theirs.snapshot_date, false) as is_on_both
        )
        """  # noqa: S608 - names of ours
    ).fetchone()
    return tuple(row or ())
