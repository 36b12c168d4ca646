"""Groups of AI models: a line, a band or a share each."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from lib import axes


def ribbons(
    years: pd.DataFrame,
    unit: str,
    colors: Mapping[str, str],
    told: Mapping[str, str],
) -> axes.Layers:
    """Draw medians by year on a log axis, each with the band of its quartiles.

    `years` has one row per group and year: `group`, `calendar_year`, `median_oom`,
    `quartile_1_oom`, `quartile_3_oom`, and the columns of `told`.
    """
    years = axes.colored(years, "group", colors)
    span = [years["calendar_year"].min() - 0.5, years["calendar_year"].max() + 0.5]
    height = [*years["quartile_1_oom"], *years["quartile_3_oom"]]
    base = axes.Layer(years).encode(
        x=axes.years("calendar_year", span), color=axes.color(), detail=alt.Detail("group:N")
    )
    band = base.mark_area(opacity=0.2).encode(
        y=axes.powers("quartile_1_oom", height, unit), y2=alt.Y2("quartile_3_oom")
    )
    line = base.mark_line(point=alt.OverlayMarkDef(size=45), strokeWidth=2).encode(
        y=axes.powers("median_oom", height, unit), tooltip=axes.told(told)
    )
    return axes.Layers([band, line], height=axes.HEIGHT)


def stacks(
    years: pd.DataFrame,
    colors: Mapping[str, str],
    names: Mapping[str, str],
    told: Mapping[str, str],
) -> axes.Layers:
    """Draw the shares of groups in each year, stacked, with a legend.

    `years` has one row per year and group: `calendar_year`, `group`, `order` in the
    stack, `share`, and the columns of `told`.
    """
    years = axes.colored(years, "group", colors).sort_values(["calendar_year", "order"])
    tops = years.groupby("calendar_year")["share"].cumsum()
    years = years.assign(
        from_year=years["calendar_year"] - 0.42,
        to_year=years["calendar_year"] + 0.42,
        bottom=tops - years["share"],
        top=tops,
    )
    span = [years["calendar_year"].min() - 0.5, years["calendar_year"].max() + 0.5]
    bars = (
        axes.Layer(years)
        .mark_rect()
        .encode(
            x=axes.years("from_year", span),
            x2=alt.X2("to_year"),
            y=axes.shares("bottom"),
            y2=alt.Y2("top"),
            color=axes.color({colors[group]: name for group, name in names.items()}),
            tooltip=axes.told(told),
        )
    )
    return axes.Layers([bars], height=axes.HEIGHT)


def line(rows: pd.DataFrame, x: alt.X, y: alt.Y, told: Mapping[str, str]) -> axes.Layers:
    """Draw one line with its points; the title says what it is."""
    drawn = (
        axes.Layer(rows.assign(color="blue"))
        .mark_line(point=alt.OverlayMarkDef(size=45), strokeWidth=2)
        .encode(x=x, y=y, color=axes.color(), tooltip=axes.told(told))
    )
    return axes.Layers([drawn], height=axes.HEIGHT)
