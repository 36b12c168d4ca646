"""The kinds of chart, in Altair: what is drawn over time, and estimates in a row.

Lines and points are named where they are, so most charts need no legend. Vega
is part of Streamlit: nothing is fetched. Every function returns a chart without
title; `page.figure` adds title, n, snapshot and credit.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from lib import axes

# The name of the selection that a click on a point makes.
PICKED = "picked"
HEIGHT = 440
ROW = 34


def over_time(
    points: pd.DataFrame,
    told: Mapping[str, str],
    unit: str,
    colors: Mapping[str, str],
    *,
    curves: pd.DataFrame | None = None,
    shades: pd.DataFrame | None = None,
    names: pd.DataFrame | None = None,
    span: Sequence[float] | None = None,
) -> alt.LayerChart:
    """Draw AI models over time on a log axis, with fitted lines and their bands.

    Args:
        points: One row per point: `ai_model_id`, `publication_year`, `oom`,
            `group`, and the columns of `told`. Points with `is_small` are drawn
            smaller, those with `is_hollow` unfilled; both may be missing.
        told: What hovering tells, column and heading.
        unit: Of the values whose log10 is `oom`.
        colors: Colour (`axes.COLORS`) of each group.
        curves: Lines: `group`, `curve_year`, `fitted_oom` and its bounds.
        shades: Stretches of years behind the points: `group`, `from_year`, `to_year`.
        names: Names in the chart: `group`, `year`, `oom`, `name`.
        span: First and last year; all points where none is given.
    """
    found = points["publication_year"]
    span = span or [math.floor(found.min()), math.ceil(found.max())]
    points = axes.colored(points[found.between(*span)], "group", colors)
    points = points.assign(
        is_small=points.get("is_small", False), is_hollow=points.get("is_hollow", False)
    )
    lowest, highest = points["oom"].min(), points["oom"].max()
    height = [lowest, math.ceil(highest) + 0.5] if names is not None else [lowest, highest]

    def at(year: str, oom: str) -> dict[str, alt.X | alt.Y]:
        return {"x": axes.years(year, span), "y": axes.powers(oom, height, unit)}

    layers = [_models(points, told).encode(**at("publication_year", "oom"))]
    if shades is not None:
        layers.insert(0, _shades(axes.colored(shades, "group", colors), span))
    if curves is not None and len(curves):
        curves = curves[curves["curve_year"].between(*span)]
        fits = alt.Chart(axes.colored(curves, "group", colors))
        line = at("curve_year", "fitted_oom")
        band = at("curve_year", "fitted_oom_ci_low")
        layers += [
            fits.mark_area(opacity=0.25, clip=True).encode(
                **band,
                y2=alt.Y2("fitted_oom_ci_high"),
                detail=alt.Detail("group:N"),
                color=axes.color(),
            ),
            fits.mark_line(strokeWidth=2.5, clip=True).encode(
                **line, detail=alt.Detail("group:N"), color=axes.color()
            ),
        ]
    if names is not None and len(names):
        layers.append(
            alt.Chart(axes.colored(names, "group", colors))
            .mark_text(
                align="right",
                baseline="bottom",
                fontSize=14,
                fontWeight=600,
                lineBreak="\n",
                dx=-3,
            )
            .encode(**at("year", "oom"), text=alt.Text("name:N"), color=axes.color())
        )
    return axes.Layers(layer=layers, height=HEIGHT)


def ribbons(
    years: pd.DataFrame,
    unit: str,
    colors: Mapping[str, str],
    told: Mapping[str, str],
) -> alt.LayerChart:
    """Draw medians by year on a log axis, each with the band of its quartiles.

    `years` has one row per group and year: `group`, `calendar_year`, `median_oom`,
    `quartile_1_oom`, `quartile_3_oom`, and the columns of `told`.
    """
    years = axes.colored(years, "group", colors)
    span = [years["calendar_year"].min() - 0.5, years["calendar_year"].max() + 0.5]
    height = [*years["quartile_1_oom"], *years["quartile_3_oom"]]
    base = alt.Chart(years).encode(
        x=axes.years("calendar_year", span), color=axes.color(), detail=alt.Detail("group:N")
    )
    band = base.mark_area(opacity=0.2).encode(
        y=axes.powers("quartile_1_oom", height, unit), y2=alt.Y2("quartile_3_oom")
    )
    line = base.mark_line(point=alt.OverlayMarkDef(size=45), strokeWidth=2).encode(
        y=axes.powers("median_oom", height, unit), tooltip=axes.told(told)
    )
    return axes.Layers(layer=[band, line], height=HEIGHT)


def intervals(
    estimates: pd.DataFrame,
    told: Mapping[str, str],
    title: str,
    *,
    reference: float | None = None,
    is_log: bool = False,
    bounds: bool = False,
) -> alt.LayerChart:
    """Draw estimates below each other, each with its interval and its name.

    Args:
        estimates: One row per estimate, in order: `name`, `estimate`, `low`, `high`,
            `color` (of `axes.COLORS`), and the columns of `told`. With `bounds`,
            also `bound_low` and `bound_high`, drawn as a thin line.
        told: What hovering tells, column and heading.
        title: Of the axis, with its unit.
        reference: Where "no effect" is, drawn as a line.
        is_log: Whether the axis is logarithmic.
        bounds: Whether worst-case bounds are given.
    """
    scale = alt.Scale(type="log" if is_log else "linear", zero=False, padding=12)
    x_axis = alt.Axis(title=title, tickCount=6, format="~g", labelOverlap=True)
    rows = alt.Chart(estimates).encode(
        y=alt.Y(
            "name:N",
            sort=list(estimates["name"]),
            axis=alt.Axis(title=None, labelLimit=240, labelPadding=8),
        ),
        color=axes.color(),
        tooltip=axes.told(told),
    )
    layers = []
    if reference is not None:
        layers.append(
            alt.Chart(pd.DataFrame({"reference": [reference]}))
            .mark_rule(strokeDash=[4, 4])
            .encode(x=alt.X("reference:Q", scale=scale), color=axes.one_color("grey"))
        )
    if bounds:
        layers.append(
            rows.mark_rule(strokeWidth=1.5, strokeDash=[2, 3]).encode(
                x=alt.X("bound_low:Q", scale=scale, axis=x_axis), x2=alt.X2("bound_high")
            )
        )
    layers += [
        rows.mark_rule(strokeWidth=4, opacity=0.45).encode(
            x=alt.X("low:Q", scale=scale, axis=x_axis), x2=alt.X2("high")
        ),
        rows.mark_point(filled=True, size=80, opacity=1).encode(
            x=alt.X("estimate:Q", scale=scale, axis=x_axis)
        ),
    ]
    return axes.Layers(layer=layers, height=ROW * max(2, len(estimates)) + 20)


def lines(
    rows: pd.DataFrame,
    x: alt.X,
    y: alt.Y,
    colors: Mapping[str, str],
    told: Mapping[str, str],
    *,
    band: tuple[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> alt.LayerChart:
    """Draw a line per group, with points, a band of two columns, and names or a legend.

    `names` names the groups in a legend; without it each line is named at its end.
    """
    rows = axes.colored(rows, "group", colors)
    base = alt.Chart(rows).encode(x=x, detail=alt.Detail("group:N"))
    legend = {colors[group]: name for group, name in (names or {}).items()}
    layers = [
        base.mark_line(point=alt.OverlayMarkDef(size=45), strokeWidth=2).encode(
            y=y, color=axes.color(legend), tooltip=axes.told(told)
        )
    ]
    if band:
        low = y.copy()
        low.shorthand = f"{band[0]}:Q"
        layers.insert(
            0, base.mark_area(opacity=0.2).encode(y=low, y2=alt.Y2(band[1]), color=axes.color())
        )
    if not names:
        ends = rows.loc[rows.groupby("group")[_field(x)].idxmax()]
        layers.append(
            alt.Chart(ends)
            .mark_text(align="right", baseline="bottom", dy=-8, fontSize=13, fontWeight=600)
            .encode(x=x, y=y, text=alt.Text("group:N"), color=axes.color())
        )
    return axes.Layers(layer=layers, height=HEIGHT)


def name_beside(
    curves: pd.DataFrame,
    names: Mapping[str, str],
    spots: Mapping[str, tuple[float, float]] | None = None,
) -> pd.DataFrame:
    """Place the name of each group beside its line, for `over_time`.

    `spots` says how far along its line a name ends (0 to 1), and how many orders
    of magnitude above it: where few points are, clear of the other names.
    """
    places = []
    for group, name in names.items():
        curve = curves[curves["group"] == group]
        if len(curve):
            share, raised = (spots or {}).get(group, (0.45, 1.5))
            point = curve.iloc[int(share * (len(curve) - 1))]
            year, oom = point["curve_year"], point["fitted_oom"] + raised
            places.append({"group": group, "year": year, "oom": oom, "name": name})
    return pd.DataFrame(places, columns=["group", "year", "oom", "name"])


def _models(points: pd.DataFrame, told: Mapping[str, str]) -> alt.Chart:
    hollow = alt.datum["is_hollow"]
    picked = alt.selection_point(PICKED, fields=["ai_model_id"], empty=False)
    return (
        alt.Chart(points)
        .mark_point(filled=True, cursor="pointer")
        .encode(
            color=axes.color(),
            stroke=alt.Stroke("color:N", scale=axes.SCALE, legend=None),
            size=_either(alt.datum["is_small"], 12, 36, alt.SizeValue),
            fillOpacity=_either(hollow, 0, 0.5, alt.FillOpacityValue),
            strokeOpacity=_either(picked | hollow, 1, 0, alt.StrokeOpacityValue),
            tooltip=axes.told(told),
        )
        .add_params(picked)
    )


def _either(test: Any, value: float, other: float, channel: type[alt.SchemaBase]) -> Any:
    """Encode one value where a test holds and another where not."""
    held = alt.when(test).then(alt.value(value)).to_dict()["condition"]
    return channel(other, condition=held)


def _shades(shades: pd.DataFrame, span: Sequence[float]) -> alt.Chart:
    return (
        alt.Chart(shades)
        .mark_rect(opacity=0.07)
        .encode(axes.years("from_year", span), alt.X2("to_year"), axes.color())
    )


def _field(channel: alt.X) -> str:
    return str(channel.shorthand).partition(":")[0]
