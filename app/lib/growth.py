"""A metric over time with its trend: finding, figure, and the records behind it."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from lib import controls, export, metrics, page, records, trends


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
    points = records.points(metric, snapshot=date, models=models, **chosen)
    trend, no_trend = trends.of_filters(metric, date, chosen)
    if trend is None:
        whom = f" ({of})" if of else ""
        finding = f"{metrics.label(metric)} is known for {len(points):,} AI models{whom}"
        page.finding(finding, f"No trend is drawn: {no_trend}.")
    else:
        finding = sentence(trend, of)
        page.finding(finding, f"Published since 2010, {page.as_of(snapshot)}.")
    if points.empty:
        page.nothing(records.nothing_found(metric, of, snapshot))
        st.stop()
    records.over_time(
        points,
        metric,
        export.Source.of_snapshot(snapshot),
        finding,
        colors={"points": color, "trend": "vermilion"},
        years=years,
        curves=trends.curve(trend).assign(group="trend"),
    )
    return trend, no_trend
