"""What is known of the health of the data: coverage, revisions, reading, expectations."""

import pandas as pd

from lib import text
from scalehouse import age

# Years without a known value have no row of the metric, but have their models.
COVERAGE = """
with

years as (

    select
        calendar_year,
        any_value(n_ai_models) as n_ai_models
    from fct_access_by_year
    where
        snapshot_date = cast($snapshot as date)
        and population = $models
        and grouping_name = 'none'
        and calendar_year >= 2010
    group by calendar_year

),

known as (

    select
        metric,
        sum(n_obs) as n_obs
    from fct_metrics_by_year
    where
        snapshot_date = cast($snapshot as date)
        and population = $models
        and grouping_name = 'none'
        and calendar_year >= 2010
    group by metric

),

published as (

    select sum(n_ai_models) as n_ai_models
    from years

)

select
    metrics.metric,
    metrics.metric_label,
    published.n_ai_models::integer as n_ai_models,
    coalesce(known.n_obs, 0)::integer as n_obs,
    coalesce(known.n_obs, 0) / published.n_ai_models as coverage_share
from dim_metrics as metrics
cross join published
left join known
    on metrics.metric = known.metric
where published.n_ai_models > 0
order by coverage_share desc, metrics.metric
"""

BY_YEAR = """
with

years as (

    select
        snapshot_date,
        population,
        calendar_year,
        any_value(n_ai_models) as n_ai_models
    from fct_access_by_year
    where
        snapshot_date = cast($snapshot as date)
        and population = $models
        and grouping_name = 'none'
        and calendar_year >= 2010
    group by snapshot_date, population, calendar_year

)

select
    years.calendar_year,
    years.n_ai_models,
    coalesce(known.n_obs, 0) as n_obs,
    coalesce(known.coverage_share, 0) as coverage_share
from years
left join fct_metrics_by_year as known
    on
        years.snapshot_date = known.snapshot_date
        and years.population = known.population
        and years.calendar_year = known.calendar_year
        and known.grouping_name = 'none'
        and known.metric = $metric
order by years.calendar_year
"""

BOUNDS = """
select
    replace(question, ', whatever was not published', '') as question,
    scenario,
    n_obs,
    n_ai_models,
    coverage_share,
    unit,
    estimate,
    estimate_bound_low,
    estimate_bound_high,
    status,
    status_reason,
    method,
    source_url
from fct_missingness_bounds
where
    snapshot_date = cast($snapshot as date)
    -- other scenarios ask what selection would do, and have no bounds
    and (status != 'estimated' or estimate_bound_low is not null)
order by question, scenario
"""

REVISIONS = """
select *
from fct_field_revisions
where
    new_snapshot_date = cast($snapshot as date)
    and is_consecutive
    and n_obs > 0
    and moved_share is not null
order by moved_share desc, field
"""

CHANGES = """
select
    new_snapshot_date,
    old_snapshot_date,
    old_scope,
    new_scope,
    n_before,
    n_after,
    n_kept,
    n_revised,
    n_added,
    n_removed
from fct_snapshot_changes
where is_consecutive
order by new_snapshot_date desc
"""

RECORDS = """
select
    ai_model_id,
    field,
    revision,
    old_number,
    new_number,
    old_text,
    new_text,
    value_ratio
from fct_record_revisions
where
    new_snapshot_date = cast($snapshot as date)
    and is_consecutive
order by abs(ln(nullif(greatest(value_ratio, 0), 0))) desc nulls last, ai_model_id, field
"""

UNREAD = """
select
    column_name,
    n_published,
    n_failed,
    failed_share,
    example_value,
    replace(example_why_unread, '_', ' ') as example_why_unread,
    example_record_number
from fct_cast_failures
where
    snapshot_date = cast($snapshot as date)
    and n_failed > 0
order by failed_share desc, column_name
"""

QUARANTINE = """
select
    snapshot_date,
    field,
    published_term,
    n_records,
    example_record_id
from fct_unmatched_terms
order by snapshot_date desc, field, published_term
"""

QUALITY = """
select
    gate,
    table_name,
    snapshot_date,
    expectation,
    column_name,
    outcome,
    observed_value,
    lower_limit,
    upper_limit,
    expectation_reason,
    accepted_by,
    accepted_reason
from fct_quality_results
order by outcome = 'passed', gate, table_name, snapshot_date, expectation, column_name
"""

OUTCOMES = """
select
    count(*) as n_expectations,
    count(*) filter (where outcome = 'passed') as n_passed,
    count(*) filter (where outcome = 'accepted') as n_accepted,
    count(*) filter (where outcome = 'failed') as n_failed
from fct_quality_results
"""


def newest_snapshots(snapshots: pd.DataFrame) -> str:
    """Say how old the newest snapshot is, and the newest that lists all AI models.

    Args:
        snapshots: Rows of `dim_snapshots` of the AI models, the newest first.
    """
    newest = snapshots.iloc[0]
    whole = snapshots[snapshots["has_all_models"]]
    if newest["has_all_models"]:
        return f"The newest snapshot, of {_dated(newest)}, lists all AI models."
    views = newest["scope"].replace("_", "-")
    said = f"The newest snapshot, of {_dated(newest)}, lists {views} AI models only"
    if whole.empty:
        return f"{said}; none lists all."
    return f"{said}; the newest that lists all is of {_dated(whole.iloc[0])}."


def _dated(snapshot: pd.Series) -> str:
    date = snapshot["snapshot_date"]
    return f"{text.day(date)} ({age.describe(date)})"
