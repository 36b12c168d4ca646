"""What a reader takes along: tables, pictures and citations, each with its source."""

import datetime as dt
import re
from collections.abc import Mapping
from csv import QUOTE_NONNUMERIC
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

import altair as alt
import pandas as pd
import streamlit as st

from lib import text, warehouse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Pictures go to papers and slides: one width, on white, twice the pixels.
WIDTH = 760
SCALE = 2.0
# Streamlit sends charts as data beside a specification; a picture embeds them.
alt.data_transformers.disable_max_rows()


@dataclass(frozen=True)
class Source:
    """Where figures come from, as credit and citation name it."""

    publisher: str
    title: str
    licence: str
    url: str
    citation: str
    as_of: str  # "snapshot of 19 July 2026", or what else dates the data
    date: dt.date  # of the newest data, for their age

    @classmethod
    def of_snapshot(cls, snapshot: Mapping[str, Any]) -> "Source":
        """Return the source that a row of dim_snapshots stands for."""
        return cls(
            publisher=snapshot["publisher"],
            title=snapshot["title"],
            licence=snapshot["licence"],
            url=snapshot["source_url"],
            citation=snapshot["citation"],
            as_of=f"snapshot of {text.day(snapshot['snapshot_date'])}",
            date=snapshot["snapshot_date"],
        )


def csv(frame: pd.DataFrame) -> bytes:
    """Write a table as CSV in which no spreadsheet finds a formula.

    A text cell that a spreadsheet would compute gets an apostrophe in front;
    numbers, dates and gaps stay as they are.
    """
    return frame.map(_without_formula).to_csv(index=False, quoting=QUOTE_NONNUMERIC).encode()


def permalink() -> str:
    """Return the address of this view, on the machine that serves it."""
    chosen = {key: st.query_params.get_all(key) for key in sorted(st.query_params)}
    # A default is not in the URL, and the newest snapshot will be another one.
    if "snapshot" in st.session_state:
        chosen["snapshot"] = [st.session_state["snapshot"]]
    asked = urlencode(chosen, doseq=True)
    return f"{st.context.url or ''}{'?' if asked else ''}{asked}"


def bibtex(title: str, source: Source) -> bytes:
    """Cite a figure: snapshot of the data, build of the warehouse, address of the view."""
    build = warehouse.build_id()
    fields = {
        "title": f"{title} ({source.as_of})",
        "author": f"{{Scalehouse}} and {{{source.publisher}}}",
        "year": source.date.year,
        "url": permalink(),
        "version": build,
        "note": f"Scalehouse build {build}, from: {source.citation}",
    }
    written = ",\n".join(f"  {name} = {{{_tex(value)}}}" for name, value in fields.items())
    key = re.sub(r"\W+", "_", f"scalehouse_{build}_{title}".lower())[:60].strip("_")
    return f"@misc{{{key},\n{written}\n}}\n".encode()


def picture(chart: alt.TopLevelMixin, title: str, kind: Literal["png", "svg"]) -> bytes:
    """Draw a chart as a file, without the browser: on white, with title and credit."""
    import vl_convert  # noqa: PLC0415  # starts a JavaScript engine: only when asked

    titled = alt.vconcat(
        chart,
        title=alt.Title(title, fontSize=17, fontWeight=600, anchor="start", offset=10),
        config=_light_theme(),
    ).to_dict()
    titled["vconcat"][0] |= {"width": WIDTH}
    if kind == "svg":
        return vl_convert.vegalite_to_svg(titled).encode()
    return vl_convert.vegalite_to_png(titled, scale=SCALE)


def buttons(
    name: str, title: str, data: pd.DataFrame, source: Source, chart: Any = None
) -> None:
    """Offer downloads: PNG and SVG of a chart, CSV of its data, a BibTeX citation.

    Args:
        name: Of the files, without ending, and of the widgets: unique on a page.
        title: Of the picture and the citation.
        data: The rows behind the figure; source and build are added to each.
        source: Whom to credit.
        chart: What to draw; none for a table.
    """
    stem = f"{name}_{warehouse.build_id()}"
    cited = data.assign(citation=source.citation, build_id=warehouse.build_id())
    citation = bibtex(title, source)
    files = {
        "CSV": (lambda: csv(cited), "csv", "text/csv"),
        "BibTeX": (lambda: citation, "bib", "application/x-bibtex"),
    }
    if chart is not None:
        files = {
            "PNG": (lambda: picture(chart, title, "png"), "png", "image/png"),
            "SVG": (lambda: picture(chart, title, "svg"), "svg", "image/svg+xml"),
        } | files
    with st.container(horizontal=True, gap="xsmall"):
        for label, (write, ending, mime) in files.items():
            st.download_button(
                f":primary[{label}]",
                write,
                f"{stem}.{ending}",
                mime,
                key=f"{name}_{ending}",
                on_click="ignore",
                type="tertiary",
                help=f"Download as {label}: {text.clean(title)}",
            )


def _without_formula(cell: Any) -> Any:
    is_formula = isinstance(cell, str) and cell.startswith(FORMULA_STARTS)
    return f"'{cell}" if is_formula else cell


def _tex(value: Any) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", str(value)) if " " in str(value) else str(value)


def _light_theme() -> dict[str, Any]:
    """Return the light theme of the pages as Vega's configuration."""
    muted = "#555b66"
    return {
        "background": "white",
        "font": "sans-serif",  # the one that every machine has
        "range": {"category": st.get_option("theme.light.chartCategoricalColors")},
        "axis": {
            "labelColor": muted,
            "titleColor": muted,
            "titleFontWeight": "normal",
            "gridColor": "#e4e6ea",
            "domain": False,
            "ticks": False,
            "labelFontSize": 12,
        },
        "view": {"stroke": None},
        "title": {"color": "#31333f", "anchor": "start"},
    }
