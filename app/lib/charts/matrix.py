"""A verdict for each row and each date, in colours and signs."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from lib import axes

CELL = 24
AROUND = 96


def matrix(
    cells: pd.DataFrame,
    columns: Sequence[str],
    colors: Mapping[str, str],
    told: Mapping[str, str],
) -> axes.Layers:
    """Draw one cell per row and column; its sign tells what its colour tells.

    A legend would not fit on a phone: say beside the chart what the signs mean.

    Args:
        cells: One row per cell: `row`, `column`, `verdict`, `sign`, and the columns of
            `told`. Rows stand in the order in which they come.
        columns: In order, from left to right.
        colors: Colour (`axes.COLORS`) of each verdict.
        told: What hovering tells, column and heading.
    """
    cells = axes.colored(cells, "verdict", colors)
    rows = list(dict.fromkeys(cells["row"]))
    base = axes.Layer(cells).encode(
        x=alt.X(
            "column:N",
            sort=list(columns),
            axis=alt.Axis(title=None, orient="top", labelAngle=-45, domain=False),
        ),
        y=alt.Y(
            "row:N",
            sort=rows,
            axis=alt.Axis(
                title=None, labelLimit=220, domain=False, labelOverlap=False, labelFlush=False
            ),
        ),
        tooltip=axes.told(told),
    )
    return axes.Layers(
        [
            base.mark_rect(opacity=0.35, strokeWidth=0).encode(color=axes.color()),
            base.mark_text(fontSize=13, fontWeight=600).encode(
                text=alt.Text("sign:N"), color=axes.color()
            ),
        ],
        height=CELL * len(rows) + AROUND,
    )
