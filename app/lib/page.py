"""How a page is made: question, finding, figures, how we know.

page.question("How fast has training compute grown?")
snapshot = controls.snapshot()
...
page.finding(sentence, "Models published since 2010.")
picked = page.figure(chart, rows, name="compute", title=..., n=len(rows), ...)
page.how_we_know(reasons, {"The trends": (TRENDS, asked)}, source)
"""

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from lib import charts, export, numbers, text, warehouse
from scalehouse import age

CREDIT_SIZE = 11
# A phone shows no longer line.
CREDIT_LETTERS = 60


def question(title: str) -> None:
    """Open a page with its question."""
    st.title(title, anchor=False)


def finding(sentence: str, context: str = "") -> None:
    """Answer the question in one sentence with its interval, and say of what it holds."""
    st.subheader(text.kept_together(sentence), anchor=False)
    if context:
        st.markdown(text.kept_together(context))


def nothing(reason: str) -> None:
    """Say why there is nothing to show here."""
    st.info(reason)


def figure(
    chart: alt.LayerChart,
    data: pd.DataFrame,
    *,
    name: str,
    title: str,
    n: int | str,
    source: export.Source,
    alt_text: str,
    of: str = "AI models",
    note: str = "",
    picks: bool = False,
) -> list[str]:
    """Show a chart with its title, n, date, credit and downloads.

    Args:
        chart: As `charts` makes it, without title.
        data: The rows behind it, as the CSV has them.
        name: Of its files and widgets: unique on the page.
        title: What the axes show, with the unit.
        n: How many observations it rests on; "3 to 144" where estimates differ.
        source: Whom to credit.
        alt_text: What a reader who cannot see it should know: mostly the finding.
        of: What is counted by n.
        note: How to read it, below the chart.
        picks: Whether a click on a point tells which one was meant.

    Returns:
        The `ai_model_id` of each point that the reader clicked.
    """
    # Axes, chart and credit are one picture wherever it goes. Set in place: `properties`
    # would copy all layers.
    chart.title = _credit(n, of, source)
    selecting = {"on_select": "rerun"} if picks else {}
    with st.container(gap="xsmall"):
        st.markdown(f"**{title}**")
        clicked = st.altair_chart(chart, alt=alt_text, key=name, **selecting)
        if note:
            st.caption(note)
        export.buttons(f"{name}_files", title, data, source, chart)
    if not picks:
        return []
    return [point["ai_model_id"] for point in clicked["selection"].get(charts.PICKED, [])]


def estimates(
    rows: pd.DataFrame,
    quantity: str,
    names: Iterable[str],
    *,
    axis: str,
    reason: str,
    colors: Iterable[str] | str = "blue",
    drawn: Mapping[str, Any] | None = None,
    **told: Any,
) -> None:
    """Show a mart's estimates with their intervals as a figure, or why there are none.

    Args:
        rows: One row per estimate, with its bounds and `n_obs`.
        quantity: Column of the estimate.
        names: What each row is of.
        axis: Title of the axis, with its unit.
        reason: Why there is nothing, where there are no rows.
        colors: Colour of each row, or of all.
        drawn: More options of `charts.intervals`.
        told: As `figure` takes them.
    """
    if rows.empty:
        nothing(reason)
        return
    known_as = {"specification": "Specification"} if "specification" in rows else {}
    chart = charts.intervals(
        charts.estimated(rows, quantity, names, colors),
        charts.ESTIMATE | known_as,
        axis,
        **(drawn or {}),
    )
    least, most = f"{rows['n_obs'].min():,}", f"{rows['n_obs'].max():,}"
    figure(chart, rows, n=most if least == most else f"{least} to {most}", **told)


def table(
    shown: pd.DataFrame,
    data: pd.DataFrame,
    *,
    name: str,
    title: str,
    source: export.Source,
    note: str = "",
) -> None:
    """Show a small table of written cells, with its downloads.

    Cells are Markdown: write names from the data with `text.plain`. For long
    tables use `rows`.
    """
    st.table(shown, border="horizontal", hide_index=True)
    if note:
        st.caption(note)
    export.buttons(f"{name}_files", title, data, source)


def rows(
    shown: pd.DataFrame,
    headings: Mapping[str, Any],
    *,
    name: str,
    title: str,
    source: export.Source,
    note: str = "",
    data: pd.DataFrame | None = None,
) -> None:
    """Show a long table that scrolls and sorts, with its downloads.

    Args:
        shown: Rows; only the columns of `headings` are shown.
        headings: Column, and its heading or `st.column_config`.
        name: Of its files and widgets: unique on the page.
        title: What the table holds.
        source: Whom to credit.
        note: How to read it, below the table.
        data: The rows as the CSV has them, where they are shown in other words.
    """
    st.dataframe(
        shown,
        column_order=list(headings),
        column_config=dict(headings),
        hide_index=True,
        key=name,
        placeholder="—",
        alt=title,
    )
    if note:
        st.caption(note)
    export.buttons(f"{name}_files", title, shown if data is None else data, source)


def how_we_know(
    reasons: str,
    queries: Mapping[str, tuple[str, Mapping[str, Any]]],
    source: export.Source,
) -> None:
    """Close a page: data, method and checks, the SQL of its numbers, and the credit.

    The credit says how old the data are today, which no export and no figure does.

    Args:
        reasons: Markdown: data, sample, method, checks, sources.
        queries: What each statement gives, with the statement and its parameters.
        source: Whom to credit.
    """
    with st.expander("How we know"):
        st.markdown(reasons)
        for what, (statement, parameters) in queries.items():
            st.markdown(f"{what}, to run in DuckDB on the published warehouse:")
            st.code(text.sql(statement, parameters), language="sql")
    st.caption(
        f"Data: [{source.publisher}]({source.url}), {source.licence}, {source.as_of} "
        f"({age.describe(source.date)}). "
        f"Figures: Scalehouse, build {warehouse.build_id()}."
    )


def as_of(snapshot: Mapping[str, Any]) -> str:
    """Say within a sentence which snapshot is shown."""
    newest = ", the newest" if snapshot["is_newest"] else ""
    return f"as known in the snapshot of {text.day(snapshot['snapshot_date'])}{newest}"


def preserved(snapshot: Mapping[str, Any]) -> str:
    """Say in Markdown which snapshot a page rests on, and where it is preserved."""
    counts = numbers.one("dim_snapshots", "ai_models", snapshot["snapshot"]) or snapshot
    return (
        f"{snapshot['citation']}: {counts['n_ai_models']:,.0f} AI models (scope: "
        f"{snapshot['scope']}), preserved in `{snapshot['found_in']}`, SHA-256 "
        f"`{snapshot['sha256']}`."
    )


def _credit(n: int | str, of: str, source: export.Source) -> alt.Title:
    told = [f"{source.publisher}, {source.licence}", f"Scalehouse {warehouse.build_id()}"]
    is_short = len("; ".join(told)) <= CREDIT_LETTERS
    return alt.Title(
        [
            f"n = {n if isinstance(n, str) else format(n, ',')} {of}, {source.as_of}",
            *(["; ".join(told)] if is_short else told),
        ],
        orient="bottom",
        fontSize=CREDIT_SIZE,
        fontWeight="normal",
        lineHeight=15,
        offset=14,
    )
