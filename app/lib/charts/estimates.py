"""Estimates below each other, each with its interval."""

from collections.abc import Iterable, Mapping

import altair as alt
import pandas as pd

from lib import axes, text

# What hovering tells of an estimate that `estimated` prepared.
ESTIMATE = {
    "name": "Estimate",
    "written": "Value",
    "level": "Interval",
    "n": "n",
    "method": "Method",
}
# Height of an estimate, and of axis and credit around the estimates.
ROW = 44
AROUND = 96
# Width of a letter of a written value, and of the room before it.
LETTER = 6.5
ROOM = 12


def intervals(
    estimates: pd.DataFrame,
    told: Mapping[str, str],
    title: str,
    *,
    reference: float | None = None,
    is_log: bool = False,
    bounds: bool = False,
    form: str = "~g",
) -> axes.Layers:
    """Draw estimates below each other, each with its interval and its name.

    Args:
        estimates: One row per estimate, in order: `name`, `estimate`, `low`, `high`,
            `written` (the estimate in words), `color` (of `axes.COLORS`), and the columns
            of `told`. With `bounds` also `bound_low` and `bound_high`, drawn dotted.
        told: What hovering tells, column and heading.
        title: Of the axis, with its unit.
        reference: Where "no effect" is, drawn as a line.
        is_log: Whether the axis is logarithmic.
        bounds: Whether worst-case bounds are given.
        form: How the axis writes numbers, in D3's notation.
    """
    ends = ["low", "high", *(["bound_low", "bound_high"] if bounds else [])]
    needed = {"name", "estimate", "written", "color", *ends, *told}
    x = axes.values(
        "estimate", [*estimates[ends].to_numpy().ravel(), reference], title, form, is_log=is_log
    )
    rows = axes.Layer(estimates[sorted(needed)].assign(muted="grey")).encode(
        y=alt.Y("name:N", sort=list(estimates["name"]), axis=None),
        tooltip=axes.told(told),
    )
    # A name ends before the written value begins; hovering tells all of it.
    taken = LETTER * estimates["written"].str.len().max() + ROOM
    layers = []
    if reference is not None:  # a tick in each row: a line would cross the names
        layers.append(
            rows.transform_calculate(reference=str(float(reference)))
            .mark_tick(size=13, thickness=1.5, yOffset=8)
            .encode(x=axes.same(x, "reference"), color=axes.color(column="muted"))
        )
    if bounds:
        layers.append(
            rows.mark_rule(strokeWidth=1.5, strokeDash=[2, 3], yOffset=8).encode(
                x=axes.same(x, "bound_low"), x2=alt.X2("bound_high"), color=axes.color()
            )
        )
    layers += [
        rows.mark_rule(strokeWidth=4, opacity=0.45, yOffset=8).encode(
            x=axes.same(x, "low"), x2=alt.X2("high"), color=axes.color()
        ),
        rows.mark_point(filled=True, size=80, opacity=1, yOffset=8).encode(
            x=x, color=axes.color()
        ),
        # Names stand above their interval, so that long ones fit on a phone.
        rows.mark_text(
            align="left",
            limit=alt.ExprRef(f"width - {taken:.0f}"),
            dy=-8,
            fontSize=13,
            fontWeight=600,
        ).encode(x=alt.XValue(0), text=alt.Text("name:N"), color=axes.color()),
        rows.mark_text(align="right", dy=-8, fontSize=13).encode(
            x=alt.XValue("width"), text=alt.Text("written:N"), color=axes.color(column="muted")
        ),
    ]
    return axes.Layers(layers, height=ROW * len(estimates) + AROUND)


def estimated(
    rows: pd.DataFrame,
    quantity: str,
    names: Iterable[str],
    colors: Iterable[str] | str = "blue",
) -> pd.DataFrame:
    """Prepare rows of a mart for `intervals`, to be told by ESTIMATE.

    Args:
        rows: One row per estimate, with `n_obs`, `method`, `ci_level` and the bounds of the
            quantity.
        quantity: Column of the estimate.
        names: What each row is of; a name that stands twice gets its number.
        colors: Colour of each row (`axes.COLORS`), or of all.
    """
    write = text.brief_share if quantity.endswith("_share") else text.brief
    found = rows.assign(
        name=list(names),
        color=colors if isinstance(colors, str) else list(colors),
        estimate=rows[quantity],
        low=rows[f"{quantity}_ci_low"],
        high=rows[f"{quantity}_ci_high"],
        written=[write(row, quantity) for row in rows.to_dict("records")],
        level=rows["ci_level"].map("{:.0%}".format),
        n=rows["n_obs"].map("{:,}".format),
    )
    again = found.groupby("name").cumcount()
    return found.assign(
        name=found["name"].where(again == 0, found["name"] + (again + 1).map(" ({})".format))
    )
