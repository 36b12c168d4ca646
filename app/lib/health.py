"""What is known of the health of the data: coverage, revisions, reading, expectations."""

COVERAGE = """
with yearly as (
    select * from fct_metrics_by_year
    where
        snapshot_date = cast($snapshot as date)
        and population = $models
        and grouping_name = 'none'
        and calendar_year >= 2010
),
-- a year in which nobody knows the metric has no row, and its models count all the same
years as (select distinct calendar_year, n_ai_models from yearly)
select
    labels.metric,
    labels.metric_label,
    sum(years.n_ai_models)::integer as n_ai_models,
    coalesce(sum(yearly.n_obs), 0)::integer as n_obs,
    coalesce(sum(yearly.n_obs), 0) / sum(years.n_ai_models) as coverage_share
from years
cross join dim_metrics as labels
left join yearly
    on years.calendar_year = yearly.calendar_year and labels.metric = yearly.metric
group by labels.metric, labels.metric_label
order by coverage_share desc, labels.metric
"""

BY_YEAR = """
select
    calendar_year,
    any_value(n_ai_models) as n_ai_models,
    coalesce(any_value(n_obs) filter (where metric = $metric), 0) as n_obs,
    coalesce(any_value(coverage_share) filter (where metric = $metric), 0)
        as coverage_share
from fct_metrics_by_year
where
    snapshot_date = cast($snapshot as date)
    and population = $models
    and grouping_name = 'none'
    and calendar_year >= 2010
group by calendar_year
order by calendar_year
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

READ = """
select
    sum(n_published) as n_published,
    sum(n_failed) as n_failed
from fct_cast_failures
where snapshot_date = cast($snapshot as date)
"""

UNREAD = """
select
    column_name,
    n_published,
    n_failed,
    failed_share,
    example_value,
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
