"""Where each number of a page comes from: a row of `fct_estimates`, a claim, a query.

The sources of a page are a CSV file with one line for each number that the page states, in
the order of the page. A number that was typed, changed or left out differs from its line; a
number whose line gives another value is stale. Sections that are written by
`scalehouse pages --write` need no lines: they are compared as a whole.

| kind | source |
|---|---|
| row | mart, specification, group, quantity and snapshot of a row, divided by bars |
| published | claim_id of a published figure |
| query | SQL that gives one row: the number, and the ends of its interval if it has one |
| reason | why no row has it: a name, a setting of a method, a figure of a cited text |

After a row or a claim `|n_obs`, `|ci_level`, `|ci_low` or `|ci_high` names another of its
numbers.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import duckdb

from scalehouse.evidence import Statement, printed_as, statements
from scalehouse.stated_numbers import Stated

KINDS = ("row", "published", "query", "reason")
# What a number may be printed in: ones, or with a word behind it or above its column.
_SCALES = (1.0, 1e6, 1e9, 1e12)
_GENERATED = re.compile(
    r"<!-- [\w ]+: written by `scalehouse pages --write` -->\n.*?\n<!-- end -->", re.DOTALL
)
_ROW = """
    select estimate, ci_low, ci_high, n_obs, ci_level, unit
    from fct_estimates
    where
        source_mart = ? and specification = ? and group_name = ? and quantity = ?
        and snapshot_date = try_cast(? as date)
"""
_PUBLISHED = """
    select
        published_value, published_ci_low, published_ci_high, n_obs_published,
        published_ci_level, unit
    from rpt_claim_scoreboard
    where claim_id = ?
"""
_NEAREST = """
    select
        concat_ws('|', source_mart, specification, group_name, quantity, snapshot_date),
        estimate
    from fct_estimates
    where estimate is not null and isfinite(estimate)
    order by abs(estimate - ?), source_mart != ?, snapshot_date desc
    limit 3
"""
_Ends = tuple[float | None, float | None, float | None]


@dataclass(frozen=True)
class Source:
    """A line of a page's sources: the number as the page writes it, and what gives it."""

    number: str
    kind: str
    source: str


@dataclass(frozen=True)
class _Given:
    """What a source gives: the number with its interval, as it may be printed, and n."""

    printed: tuple[_Ends, ...]
    n_obs: int | None


class Sources:
    """The sources of a page, with what they give in one published warehouse."""

    def __init__(self, path: Path, database: duckdb.DuckDBPyConnection) -> None:
        """Read the lines of a file; a source gives its number when it is first asked."""
        with path.open(encoding="utf-8", newline="") as file:
            self.lines = [Source(**line) for line in csv.DictReader(file)]
        self._path = path
        self._database = database
        self._given: dict[Source, _Given] = {}

    def problems(self, page: Path, text: str) -> list[str]:
        """Say what is wrong with the numbers of a page: typed, changed, stale or left out."""
        written = without_generated(text)
        stated = statements(written)
        found = [statement.written for statement in stated]
        sourced = [line.number for line in self.lines]
        same = SequenceMatcher(None, sourced, found, autojunk=False).get_opcodes()
        wrong: list[str] = []
        for what, first, last, start, end in same:
            if what == "equal":
                for line, statement in zip(
                    self.lines[first:last], stated[start:end], strict=True
                ):
                    wrong += self._stale(page, written, line, statement)
                continue
            wrong += [
                f"{_place(page, written, statement.number)}: no line of {self._path.name} "
                f"gives it. {self._nearest(statement)}"
                for statement in stated[start:end]
            ]
            wrong += [
                f"{self._path.name}: {page.name} does not state {line.number} ({line.source}) "
                "here any more"
                for line in self.lines[first:last]
            ]
        return wrong

    def _stale(
        self, page: Path, text: str, line: Source, statement: Statement
    ) -> Iterator[str]:
        if line.kind == "reason":
            return
        given = self._given.get(line) or self._ask(line)
        self._given[line] = given
        if not any(
            statement.is_given_by(_scaled(ends, scale), given.n_obs)
            for ends in given.printed
            for scale in _SCALES
        ):
            values = ", ".join(
                f"{ends[0]:.6g}" for ends in given.printed if ends[0] is not None
            )
            yield (
                f"{_place(page, text, statement.number)}: {line.source} gives "
                f"{values or 'nothing'}"
            )

    def _ask(self, line: Source) -> _Given:
        if line.kind == "query":
            (row,) = self._database.execute(line.source).fetchall()
            number, low, high = (
                None if end is None else float(end) for end in (*row, None, None)[:3]
            )
            return _Given(((number, low, high),), None)
        parts = line.source.split("|")
        size = 5 if line.kind == "row" else 1
        part = parts[size] if len(parts) > size else ""
        rows = self._database.execute(
            _ROW if line.kind == "row" else _PUBLISHED, parts[:size]
        ).fetchall()
        if len(rows) != 1:
            return _Given((), None)
        ((estimate, low, high, n_obs, level, unit),) = rows
        if part in {"n_obs", "ci_level"}:
            value = n_obs if part == "n_obs" else level
            return _Given(((None if value is None else float(value), None, None),), n_obs)
        first = ("", "ci_low", "ci_high").index(part)
        printed = [ends for _, ends in printed_as(unit, (estimate, low, high))]
        return _Given(tuple((ends[first], ends[1], ends[2]) for ends in printed), n_obs)

    def _nearest(self, statement: Statement) -> str:
        marts = [line.source.partition("|")[0] for line in self.lines if line.kind == "row"]
        mart = max(set(marts), key=marts.count, default="")
        rows = self._database.execute(_NEAREST, [statement.number.value, mart]).fetchall()
        nearest = "; ".join(f"{key} ({estimate:.6g})" for key, estimate in rows)
        return f"Nearest rows: {nearest}"


def without_generated(text: str) -> str:
    """Blank the sections that are written by a command, keeping the lines of the others."""
    return _GENERATED.sub(lambda section: re.sub(r"[^\n]", " ", section[0]), text)


def _scaled(ends: _Ends, scale: float) -> Sequence[float | None]:
    return [None if end is None else end / scale for end in ends]


def _place(page: Path, text: str, number: Stated) -> str:
    line = text.count("\n", 0, number.start) + 1
    words = " ".join(number.context.split())
    return f'{page.name}:{line}: {number.written} in "{words}"'
