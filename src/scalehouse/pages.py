"""Generates sections of the documentation: findings, data flow, comparisons, former names."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx

from scalehouse import renamed, warehouse
from scalehouse.errors import ScalehouseError

Row = Mapping[str, Any]

_KINDS = ("seed", "model")
# Rooms drawn without the names in them, since rules are filed by subject again, and those
# whose marts readers open.
_ONE_ROOM = ("core", "ledger", "rules")
_PUBLISHED = ("core", "subjects", "ledger")

_TRENDS = """
    with snapshots as (
        select
            min(snapshot_date) as first_snapshot,
            max(snapshot_date) as newest_snapshot
        from dim_snapshots
        where table_name = 'ai_models'
    )

    select estimates.*
    from fct_estimates as estimates
    cross join snapshots
    where
        estimates.source_mart = 'fct_growth_trends'
        and estimates.specification = $specification
        and estimates.group_name = 'all'
        and estimates.quantity = 'doubling_months'
        and estimates.snapshot_date = case
            when $is_newest then snapshots.newest_snapshot
            else snapshots.first_snapshot
        end
"""

_DISCLOSURE = """
    select
        try_cast(split_part(group_name, '__', 1) as integer) as calendar_year,
        max(estimate) filter (where quantity = 'coverage_share')
            as training_compute_share,
        cast(max(estimate) filter (where quantity = 'n_ai_models') as integer)
            as n_ai_models,
        any_value(snapshot_date) as snapshot_date
    from fct_estimates
    where
        source_mart = 'fct_metrics_by_year'
        and specification = 'notable'
        and split_part(group_name, '__', 2) = 'training_compute_flop'
        and snapshot_date = (
            select max(snapshot_date) from dim_snapshots where table_name = 'ai_models'
        )
    group by calendar_year
    -- a year that is not over, and a share of fewer models, say little
    having calendar_year < year(any_value(snapshot_date)) and n_ai_models >= 30
    order by training_compute_share desc
"""

_THREE_ERAS = """
    select
        claim_checks.claim_id,
        growth_trends.question,
        claim_checks.n_obs_published,
        claim_checks.published_value,
        claim_checks.published_ci_low,
        claim_checks.published_ci_high,
        claim_checks.n_obs,
        claim_checks.estimate,
        claim_checks.estimate_ci_low as ci_low,
        claim_checks.estimate_ci_high as ci_high
    from fct_claim_checks as claim_checks
    inner join fct_growth_trends as growth_trends
        using (specification, group_name, snapshot_date)
    where
        claim_checks.is_own_snapshot
        and claim_checks.quantity = 'doubling_months'
        and claim_checks.source_url = 'https://arxiv.org/abs/2202.05924'
    order by claim_checks.claim_id
"""


class StalePageError(ScalehouseError):
    """A generated section differs from the published warehouse."""


def check(pages: Sequence[Path], manifest: Path, *, write: bool = False) -> str:
    """Compare the generated sections of pages with the published warehouse, and report.

    Args:
        pages: Markdown files with generated sections.
        manifest: dbt's manifest.json of the project.
        write: Rewrite what is stale, instead of failing.

    Raises:
        StalePageError: A page is stale, and is not to be rewritten.
    """
    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    rendered = {page: render(text, manifest) for page, text in texts.items()}
    stale = [page for page in texts if rendered[page] != texts[page]]
    if stale and not write:
        message = f"{', '.join(map(str, stale))} is stale; run `scalehouse pages --write`"
        raise StalePageError(message)
    for page in stale:
        page.write_text(rendered[page], encoding="utf-8")
    return "\n".join(
        f"{page} {'rewritten from' if page in stale else 'agrees with'} the published warehouse"
        for page in texts
    )


def render(page: str, manifest: Path) -> str:
    """Return a page with its generated sections brought up to date.

    Args:
        page: Text of a page with sections between marks.
        manifest: dbt's manifest.json of the project.

    Raises:
        NotPublishedError: No build is published.
        ValueError: The page has no section that we can write.
    """
    wanted = [name for name in _SECTIONS if marks(name)[0] in page]
    if not wanted:
        msg = f"the page has none of the sections {', '.join(_SECTIONS)}"
        raise ValueError(msg)
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    with warehouse.connect() as published:
        for name in wanted:
            page = replace_section(page, name, _SECTIONS[name](published, nodes))
    return page


def replace_section(page: str, name: str, text: str) -> str:
    """Return the page with the text between the marks of a section.

    Raises:
        ValueError: A mark is missing.
    """
    opening, closing = marks(name)
    before, found, rest = page.partition(opening)
    _, ended, after = rest.partition(closing)
    if not (found and ended):
        msg = f"the page has no section marked {name!r}"
        raise ValueError(msg)
    return f"{before}{opening}{text}{closing}{after}"


def marks(name: str) -> tuple[str, str]:
    """Return what opens and what closes a section."""
    return f"<!-- {name}: written by `scalehouse pages --write` -->\n", "\n<!-- end -->"


def findings(published: duckdb.DuckDBPyConnection, _: Mapping[str, Row]) -> str:
    """Return the findings as a list, each with its interval, n and snapshot."""
    before = _trend(published, "compute__pre_deep_learning", is_newest=True)
    since = _trend(published, "compute__deep_learning", is_newest=True)
    large = _trend(published, "compute__large_scale", is_newest=True)
    large_then = _trend(published, "compute__large_scale", is_newest=False)
    most, *rest = _rows(published, _DISCLOSURE)
    least = [year for year in rest if year["calendar_year"] > most["calendar_year"]][-1]
    return f"""\
- **Training compute** of notable models doubles every {_doubling(since)} since deep
  learning began in 2010. Before, it took {_doubling(before)}.
- **Large-scale models** double every {_doubling(large)}. On the data of
  {large_then["snapshot_date"]:%B %Y} it was {_doubling(large_then)}.
- **Disclosure**: training compute is known for {_share(most)} in the best documented
  year, but for {_share(least)} in the worst since.

Snapshot of {since["snapshot_date"]:%Y-%m-%d}; {since["ci_level"]:.0%} intervals in brackets."""


def data_flow(_: duckdb.DuckDBPyConnection | None, nodes: Mapping[str, Row]) -> str:
    """Return a Mermaid graph of the project: its rooms, what is in each, which reads which.

    An arrow is left out where a longer way leads there too.
    """
    places = {
        key: _place(node) for key, node in nodes.items() if node["resource_type"] in _KINDS
    }
    contents: dict[str, set[str]] = {}
    for room, content in places.values():
        contents.setdefault(room, set()).add(content)
    edges = {
        (places[parent][0], room)
        for key, (room, _) in places.items()
        for parent in nodes[key]["depends_on"].get("nodes", [])
        if places[parent][0] != room
    }
    boxes = [
        f'    {room}["{"<br/>".join([f"<b>{room}</b>", *sorted(names - {""})])}"]'
        for room, names in sorted(contents.items())
    ]
    edges |= {(room, "readers") for room in _PUBLISHED if room in contents}
    direct = nx.transitive_reduction(nx.DiGraph(edges))
    arrows = [f"    {source} --> {target}" for source, target in sorted(direct.edges)]
    readers = '    readers(["app, SQL, exports"])'
    return "\n".join(["```mermaid", "graph LR", *boxes, readers, *arrows, "```"])


def three_eras(published: duckdb.DuckDBPyConnection, _: Mapping[str, Row]) -> str:
    """Return a table of the three-eras paper's doubling times beside ours."""
    lines = [
        f"| {row['claim_id']} | {row['question']} "
        f"| {row['n_obs_published']} | {_interval(row, 'published_', 'published_value')} "
        f"| {row['n_obs']} | {_interval(row)} |"
        for row in _rows(published, _THREE_ERAS)
    ]
    head = "| claim | question | n published | published | n ours | ours |"
    return "\n".join([head, "|---|---|---|---|---|---|", *lines])


def former_marts(_: duckdb.DuckDBPyConnection | None, __: Mapping[str, Row]) -> str:
    """Return a table of the marts of the previous version, kept, renamed, merged or removed."""
    lines = [
        f"| `{entry.old_name}` | {_became(entry)} | {entry.reason} |"
        for entry in renamed.load()
        if entry.kind == "table"
    ]
    return "\n".join(["| former mart | now | why |", "|---|---|---|", *lines])


def _became(entry: renamed.Entry) -> str:
    if entry.what in {renamed.KEPT, renamed.REMOVED}:
        return entry.what
    became = f"{entry.what}: `{entry.new_name}`"
    became += f" where `{entry.row_filter}`" if entry.row_filter else ""
    return became + (f"; without rows that fail `{entry.kept_rows}`" if entry.kept_rows else "")


def other_names(_: duckdb.DuckDBPyConnection | None, __: Mapping[str, Row]) -> str:
    """Return a table of the former names of all but marts."""
    lines = [
        f"| {entry.kind} | `{entry.old_name}` | {_became(entry)} | {entry.reason} |"
        for entry in renamed.load()
        if entry.kind != "table" and entry.what != renamed.KEPT
    ]
    return "\n".join(["| kind | former name | now | why |", "|---|---|---|---|", *lines])


def _trend(published: duckdb.DuckDBPyConnection, specification: str, *, is_newest: bool) -> Row:
    (trend,) = _rows(
        published, _TRENDS, {"specification": specification, "is_newest": is_newest}
    )
    return trend


def _rows(
    published: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object] | None = None
) -> list[Row]:
    found = published.execute(query, values)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _interval(row: Row, which: str = "", estimate: str = "estimate") -> str:
    high = row[f"{which}ci_high"]
    return (
        f"{row[estimate]:.1f} [{row[f'{which}ci_low']:.1f}, "
        f"{'no bound' if high is None else f'{high:.1f}'}]"
    )


def _doubling(trend: Row) -> str:
    return (
        f"{trend['estimate']:.1f} months "
        f"[{trend['ci_low']:.1f}, {trend['ci_high']:.1f}] "
        f"(n = {trend['n_obs']})"
    )


def _place(node: Row) -> tuple[str, str]:
    """Return the room of a node, which the picture names, and what it is filed under there.

    A fit stands with the subject in its name.
    """
    top, *folders, file = Path(node["original_file_path"]).parts
    if top == "python_models":
        return "subjects", file.partition("__")[0].partition("_")[2]
    room, *subject = folders or [top]
    return (room, "") if room in _ONE_ROOM else (room, "/".join(subject))


def _share(year: Row) -> str:
    return (
        f"{year['training_compute_share']:.0%} of the notable models of "
        f"{year['calendar_year']} (n = {year['n_ai_models']})"
    )


_SECTIONS: dict[str, Callable[[duckdb.DuckDBPyConnection, Mapping[str, Row]], str]] = {
    "findings": findings,
    "data flow": data_flow,
    "three eras": three_eras,
    "former marts": former_marts,
    "other names": other_names,
}
