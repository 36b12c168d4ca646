"""A metric over time with its trend: finding, figure, and the records behind it."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from lib import controls, export, metrics, numbers, page, text, training_runs, trends, warehouse

# Years without a known value have no row of the metric, but have their models.
DISCLOSURE = """
with

last_year as (

    select
        population,
        calendar_year,
        any_value(n_ai_models) as n_ai_models
    from fct_access_by_year
    where
        snapshot_date = cast($snapshot as date)
        and population = 'notable'
        and grouping_name = 'none'
        and calendar_year < year(snapshot_date)
    group by population, calendar_year
    order by calendar_year desc
    limit 1

)

select
    yearly.snapshot_date,
    last_year.population,
    last_year.calendar_year,
    last_year.n_ai_models,
    coalesce(yearly.n_obs, 0) as n_obs,
    coalesce(yearly.coverage_share, 0) as coverage_share
from last_year
left join fct_metrics_by_year as yearly
    on
        yearly.snapshot_date = cast($snapshot as date)
        and yearly.metric = 'training_compute_flop'
        and yearly.grouping_name = 'none'
        and last_year.population = yearly.population
        and last_year.calendar_year = yearly.calendar_year
"""

# What the overview and a page say the growth of.
GROWN = {
    "compute__deep_learning": "Training compute of notable models since 2010",
    "compute__large_scale": "Training compute of large-scale models",
    "parameters__from_2018": "The size of notable models since 2018",
}


def doubling(specification: str, snapshot: str) -> str:
    """Say how fast something of GROWN doubles."""
    of, trend = GROWN[specification], trends.one(specification, snapshot)
    return f"{of} {text.doubling(trend)}" if trend else f"{of} has no trend in this snapshot"


def disclosure(snapshot: str) -> str:
    """Say how often training compute is known in the last whole year."""
    rows = warehouse.query(DISCLOSURE, snapshot=snapshot).assign(snapshot_date=snapshot)
    years = rows["calendar_year"].astype(str) + "__training_compute_flop"
    row = numbers.stated(rows, "fct_metrics_by_year", "population", years).iloc[0]
    return (
        f"Training compute is known for {row['coverage_share']:.0%} of the notable models of "
        f"{row['calendar_year']:.0f} ({row['n_obs']:.0f} of {row['n_ai_models']:.0f})"
    )


def show(
    metric: str,
    snapshot: Mapping[str, Any],
    chosen: Mapping[str, str],
    *,
    models: str,
    years: str,
    color: str,
    sentence: Callable[[trends.Trend, str], str],
) -> tuple[trends.Trend | None, str]:
    """Answer how a metric moved, for the AI models that the reader chose.

    Args:
        metric: Of `metrics.known`.
        snapshot: Row of `controls.snapshot`.
        chosen: As `controls.filters` returns them.
        models: As `controls.models` returns them.
        years: As `controls.years` returns them.
        color: Of the points.
        sentence: Says the finding, given the trend and what the filters leave.

    Returns:
        The trend, or none and why.
    """
    date, of = snapshot["snapshot"], controls.described(chosen)
    points = training_runs.points(metric, snapshot=date, models=models, **chosen)
    trend, no_trend = trends.of_filters(metric, date, chosen)
    if trend is None:
        whom = f" ({of})" if of else ""
        known = training_runs.count(metric, snapshot=date, models=models, **chosen)
        finding = f"{metrics.label(metric)} is known for {known:,} AI models{whom}"
        page.finding(finding, f"No trend is drawn: {no_trend}.")
    else:
        finding = sentence(trend, of)
        page.finding(finding, f"Published since 2010, {page.as_of(snapshot)}.")
    if points.empty:
        page.nothing(training_runs.nothing_found(metric, of, snapshot))
        st.stop()
    training_runs.over_time(
        points,
        metric,
        export.Source.of_snapshot(snapshot),
        finding,
        colors={"points": color, "trend": "vermilion"},
        years=years,
        curves=trends.curve(trend).assign(group="trend"),
    )
    return trend, no_trend
