"""Axes and colours that all charts share.

Colours come from the theme (.streamlit/config.toml): a scale without a range
takes the theme's categorical colours in the order of its domain. That domain
is always COLORS, so a name means one colour in every chart, and follows the
reader between light and dark.
"""

import copy
import itertools
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd
from altair.utils import schemapi

from lib import text

# Altair checks each part of a chart as it is made and again as it is sent, which
# takes most of the time of a page. Here it does not; the tests check every chart.
schemapi.disable_debug_mode()

# D3 writes a billion as G, and a thousandth as m.
SIZES = (
    "datum.value && abs(datum.value) < 1"
    " ? format(datum.value, '~r') : replace(format(datum.value, '~s'), 'G', 'B')"
)
COLORS = ("green", "blue", "vermilion", "purple", "ochre", "teal", "grey")
SCALE = alt.Scale(domain=COLORS)
HEIGHT = 440
# A phone shows no wider title.
TITLE_LIMIT = 320
MOST_TICKS = 9
# Up to this ratio of the ends, a log axis also has ticks at 2 and 5; below the other, at
# every digit.
MOST_SPREAD = 100
LEAST_SPREAD = 8
# Ticks of a log axis stand at least this share of it apart.
LEAST_APART = 0.08


def colored(frame: pd.DataFrame, by: str, colors: Mapping[Any, str]) -> pd.DataFrame:
    """Give each row its group's colour in a column `color`; other groups are grey."""
    return frame.assign(color=frame[by].map(colors).fillna("grey"))


def color(names: Mapping[str, str] | None = None, column: str = "color") -> alt.Color:
    """Colour marks by a column of COLORS, with a legend where colours are named."""
    if not names:
        return alt.Color(f"{column}:N", scale=SCALE, legend=None)
    legend = alt.Legend(
        title=None,
        orient="top",
        columns=alt.ExprRef("width < 500 ? 2 : 4"),
        labelLimit=150,
        values=list(names),
        labelExpr=f"{json.dumps(dict(names))}[datum.value]",
    )
    return alt.Color(f"{column}:N", scale=SCALE, legend=legend)


def powers(column: str, exponents: Sequence[float], unit: str, title: str = "") -> alt.Y:
    """Return a y axis of powers of ten for a column that holds log10 values.

    Args:
        column: Column with exponents.
        exponents: Least and greatest exponent to show, or all of them.
        unit: Unit of the warehouse, which decides how powers are written.
        title: Above the axis; charts are titled outside, so mostly none.
    """
    return alt.Y(f"{column}:Q", **_powers(exponents, unit, title))


def years(column: str, span: Sequence[float]) -> alt.X:
    """Return an x axis of years, exactly as wide as the span."""
    n_ticks = min(8, max(2, math.floor(span[1] - span[0])))
    return alt.X(
        f"{column}:Q",
        axis=alt.Axis(format="d", grid=False, title=None, tickCount=n_ticks, labelFlush=False),
        scale=alt.Scale(domain=[float(span[0]), float(span[1])], nice=False),
    )


def values(
    column: str, found: Sequence[float | None], title: str, form: str, *, is_log: bool = False
) -> alt.X:
    """Return an x axis of plain numbers just wide enough for what was found."""
    known = pd.Series(found, dtype=float).dropna()
    known = known[known > 0] if is_log else known
    low, high = (known.min(), known.max()) if len(known) else (1.0, 10.0)
    if is_log:
        low, high = low / 1.15, high * 1.15
        axis = {"values": _ticks(low, high)}
    else:
        room = (high - low or 1.0) * 0.03
        low, high = low - room, high + room
        axis = {"tickCount": 6}
    axis |= {"labelExpr": SIZES} if form == "~s" else {"format": form}
    return alt.X(
        f"{column}:Q",
        axis=alt.Axis(title=title, titleLimit=TITLE_LIMIT, labelFlush=False, **axis),
        scale=alt.Scale(type="log" if is_log else "linear", domain=[low, high], nice=False),
    )


def same(channel: alt.X, column: str) -> alt.X:
    """Return the same axis for another column."""
    copied = channel.copy()
    copied.shorthand = f"{column}:Q"
    return copied


def shares(column: str, title: str = "") -> alt.Y:
    """Return a y axis from 0% to 100%."""
    return alt.Y(
        f"{column}:Q",
        axis=alt.Axis(format=".0%", title=title or None, tickCount=5, labelFlush=False),
        scale=alt.Scale(domain=[0, 1]),
    )


class Layer(alt.Chart):
    """One layer of a chart. Its parts are not changed once they are made: copies share them."""

    def copy(self, deep: Any = None, ignore: Any = None) -> "Layer":  # noqa: ARG002
        """Return a copy that shares all parts."""
        return _shallow(self)


class Layers(alt.LayerChart):
    """Layers of a chart that are neither checked nor put together again to be sent."""

    def __init__(self, layer: Sequence[Layer] = (), **properties: Any) -> None:
        """Put layers together, each under a name: else Altair hashes all its data for one."""
        for number, each in enumerate(layer):
            each.name = f"layer_{number}"
        super().__init__(layer=layer, **properties)

    def to_dict(self, *, validate: bool = False, **options: Any) -> dict[str, Any]:
        """Return the specification, checked only where that is asked for."""
        return super().to_dict(validate=validate, **options)

    def copy(self, deep: bool = True, ignore: Any = None) -> "Layers":  # noqa: FBT001, FBT002
        """Return a copy; a shallow one without combining data and parameters anew."""
        return super().copy(deep, ignore) if deep else _shallow(self)


def told(headings: Mapping[str, str]) -> list[alt.Tooltip]:
    """Return what hovering tells: columns of written text, under their headings."""
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in headings.items()]


def _ticks(low: float, high: float) -> list[float]:
    """Return round numbers for a log axis, none too close to the next."""
    spread = high / low
    digits = range(1, 10) if spread < LEAST_SPREAD else (1, 2, 5)
    digits = digits if spread < MOST_SPREAD else (1,)
    around = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 2)
    ticks = [digit * 10.0**power for power in around for digit in digits]
    return [
        tick
        for tick, following in itertools.pairwise(ticks)
        if low <= tick <= high and (following > high or following / tick >= spread**LEAST_APART)
    ]


def _shallow(chart: Any) -> Any:
    copied = copy.copy(chart)
    vars(copied)["_kwds"] = dict(vars(chart)["_kwds"])
    return copied


def _powers(exponents: Sequence[float], unit: str, title: str) -> dict[str, Any]:
    known = pd.Series(exponents, dtype=float).dropna()
    low, high = (math.floor(known.min()), math.ceil(known.max())) if len(known) else (0, 1)
    high = max(high, low + 1)
    step = next(step for step in (1, 2, 3, 6, 12) if (high - low) / step <= MOST_TICKS)
    values = [exponent for exponent in range(low, high + 1) if exponent % step == 0]
    written = json.dumps({exponent: text.magnitude(exponent, unit) for exponent in values})
    return {
        "axis": alt.Axis(
            title=title or None,
            values=values,
            labelExpr=f"{written}[datum.value]",
            labelFlush=False,
        ),
        "scale": alt.Scale(domain=[low, high], nice=False, zero=False),
    }
