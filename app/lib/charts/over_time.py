"""AI models over time, with fitted lines."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from lib import axes

# The name of the selection that a click on a point makes.
PICKED = "picked"
# What a chart needs of a point, beside what is told of it: no more is sent.
DRAWN = ("ai_model_id", "publication_year", "oom", "color", "is_small", "is_hollow")


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
    lane: Sequence[float] | None = None,
) -> axes.Layers:
    """Draw AI models over time on a log axis, with fitted lines and their bands.

    Args:
        points: One row per point: `ai_model_id`, `publication_year`, `oom`,
            `group`, and the columns of `told`. Points with `is_small` are drawn
            smaller, those with `is_hollow` unfilled; both may be missing.
        told: What hovering tells, column and heading.
        unit: Of the values whose log10 is `oom`.
        colors: Colour (`axes.COLORS`) of each group.
        curves: Lines: `group`, `curve_year`, `fitted_oom` and its bounds.
        shades: Stretches of years behind the points: `group`, `from_year`, `to_year`;
            a missing end is that of the chart.
        names: Names in the chart: `group`, `year`, `oom`, `name`.
        span: First and last year; all points where none is given.
        lane: Least and greatest exponent of a stretch of values to shade.
    """
    found = points["publication_year"]
    span = span or [math.floor(found.min()), math.ceil(found.max())]
    points = axes.colored(points[found.between(*span)], "group", colors)
    points = points.assign(
        is_small=points.get("is_small", False), is_hollow=points.get("is_hollow", False)
    )
    points = points[sorted({*DRAWN, *told})]
    lowest, highest = points["oom"].min(), points["oom"].max()
    height = [lowest, math.ceil(highest) + 0.5] if names is not None else [lowest, highest]

    def at(year: str, oom: str) -> dict[str, alt.X | alt.Y]:
        return {"x": axes.years(year, span), "y": axes.powers(oom, height, unit)}

    layers = [_models(points, told).encode(**at("publication_year", "oom"))]
    if shades is not None:
        shades = shades.assign(
            from_year=shades["from_year"].fillna(span[0]).clip(*span),
            to_year=shades["to_year"].fillna(span[1]).clip(*span),
        )
        shades = shades[shades["from_year"] < shades["to_year"]]
        layers.insert(0, _shades(axes.colored(shades, "group", colors), span))
    if lane is not None:
        layers.insert(0, _lane(lane, at))
    if curves is not None and len(curves):
        curves = curves[curves["curve_year"].between(*span)]
        fits = axes.Layer(axes.colored(curves, "group", colors))
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
            axes.Layer(axes.colored(names, "group", colors))
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
    return axes.Layers(layers, height=axes.HEIGHT)


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


def _models(points: pd.DataFrame, told: Mapping[str, str]) -> axes.Layer:
    hollow = alt.datum["is_hollow"]
    picked = alt.selection_point(PICKED, fields=["ai_model_id"], empty=False)
    return (
        axes.Layer(points)
        .mark_point(filled=True, cursor="pointer")
        .encode(
            color=axes.color(),
            stroke=alt.Stroke("color:N", scale=axes.SCALE, legend=None),
            size=_either(alt.datum["is_small"], 12, 36, alt.SizeValue),
            fillOpacity=_either(hollow, 0, 0.6, alt.FillOpacityValue),
            strokeOpacity=_either(picked | hollow, 1, 0, alt.StrokeOpacityValue),
            tooltip=axes.told(told),
        )
        .add_params(picked)
    )


def _either(test: Any, value: float, other: float, channel: type[alt.SchemaBase]) -> Any:
    """Encode one value where a test holds and another where not."""
    held = alt.when(test).then(alt.value(value)).to_dict()["condition"]
    return channel(other, condition=held)


def _lane(
    ends: Sequence[float], at: Callable[[str, str], dict[str, alt.X | alt.Y]]
) -> axes.Layer:
    lane = pd.DataFrame({"low": [ends[0]], "high": [ends[1]], "color": ["grey"]})
    return (
        axes.Layer(lane)
        .mark_rect(opacity=0.18)
        .encode(y=at("", "low")["y"], y2=alt.Y2("high"), color=axes.color())
    )


def _shades(shades: pd.DataFrame, span: Sequence[float]) -> axes.Layer:
    return (
        axes.Layer(shades)
        .mark_rect(opacity=0.07)
        .encode(axes.years("from_year", span), alt.X2("to_year"), axes.color())
    )
