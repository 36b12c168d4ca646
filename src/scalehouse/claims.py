"""Reports how published claims compare with our estimates, from the published warehouse."""

import difflib
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from scalehouse import warehouse
from scalehouse.errors import ScalehouseError

Row = Mapping[str, Any]

REPORT = Path("DISCREPANCIES.md")

# How many differing lines an error shows before it stops.
_LINES_SHOWN = 6

_SCOREBOARD = "select * from rpt_claim_scoreboard order by claim_id"

_HEAD = """\
# Discrepancies

Published numbers that our data do not reproduce, each with our estimate and the likely
cause; written by `scalehouse claims --write` from the warehouse, and checked by
`scalehouse claims --strict`. [How claims are tested](docs/methods/claims.md). Brackets
are intervals at the published level.
"""

_DRIFTED = """\
These held at their own time. On the snapshot under "fails since" they first did not. For a
trend of AI models, "moved by" is the kind of change that had the largest part in it until
then ([how](docs/methods/revisions.md)).
"""

_FAILING = {"contradicted", "does_not_follow"}
_VERDICTS = {
    "holds": "hold",
    "drifted": "have drifted",
    "contradicted": "are contradicted",
    "does_not_follow": "do not follow",
    "not_testable": "cannot be tested",
}
_RELATIONS = {
    "at_least": "at least ",
    "at_most": "at most ",
    "below": "below ",
    "above": "above ",
}
_KNOWN_FROM = {"second_hand": " (second-hand)", "memory": " (from memory)"}
_UNITS = {"count": "", "factor": "x", "months": "months", "years": "years", "usd": "dollars"}


class StaleReportError(ScalehouseError):
    """The committed report differs from the published warehouse."""

    def __init__(self, report: Path, committed: str, written: str) -> None:
        """Show the first lines that differ, and the remedy."""
        lines = [
            line
            for line in difflib.unified_diff(
                committed.splitlines(),
                written.splitlines(),
                "committed",
                "warehouse",
                lineterm="",
                n=0,
            )
            if not line.startswith("@@")
        ]
        disagreement = f"{report} disagrees with the published warehouse"
        super().__init__(
            "\n".join(
                [
                    f"{disagreement}; run `scalehouse claims --write`",
                    *lines[: _LINES_SHOWN + 2],
                ]
            )
        )


def scoreboard(published: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return the claims, each with its verdict at its own time and today."""
    found = published.execute(_SCOREBOARD)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def write(report: Path = REPORT) -> str:
    """Write the report from the published warehouse, and return a confirmation."""
    report.write_text(_written(), encoding="utf-8")
    return f"{report} written from the published warehouse"


def check(report: Path = REPORT) -> str:
    """Compare the report with the published warehouse.

    Raises:
        StaleReportError: They disagree.
        FileNotFoundError: There is no report, or no build is published.
    """
    committed = report.read_text(encoding="utf-8")
    written = _written()
    if committed != written:
        raise StaleReportError(report, committed, written)
    return f"{report} agrees with the published warehouse"


def show() -> str:
    """Return the scoreboard as text, one line a claim."""
    with warehouse.connect() as published:
        claims = scoreboard(published)
    lines = [
        (
            row["claim_id"],
            row["verdict_at_own_time"],
            row["verdict_today"],
            str(row["first_failing_snapshot_date"] or ""),
            published_number(row),
            our_number(row, "own"),
            our_number(row, "newest"),
            row["claim"],
        )
        for row in claims
    ]
    head = ("claim", "then", "today", "fails since", "published", "ours then", "ours today", "")
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    table = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (head, *lines)
    ]
    return "\n".join([*table, "", _summary(claims)])


def render(claims: list[Row]) -> str:
    """Return the report on claims of the scoreboard."""
    failing = [row for row in claims if row["verdict_at_own_time"] in _FAILING]
    drifted = [
        row
        for row in claims
        if row["verdict_at_own_time"] == "holds" and row["first_failing_snapshot_date"]
    ]
    untested = [row for row in claims if row["verdict_at_own_time"] == "not_testable"]
    sections = [
        _HEAD,
        _summary(claims),
        "\n## Not at their own time",
        "Compared with the snapshot nearest to their own data, these do not hold.\n",
        _table(
            ("claim", "what", "published", "ours", "n", "snapshot", "verdict", "likely cause"),
            (
                (
                    _source(row),
                    _claim(row),
                    published_number(row),
                    our_number(row, "own"),
                    _count(row["n_obs_own"]),
                    row["own_snapshot_date"],
                    _words(row["verdict_at_own_time"]),
                    row["reason"],
                )
                for row in failing
            ),
        ),
        "\n## Drifted since",
        _DRIFTED,
        _table(
            (
                *("claim", "what", "published", "ours then", "fails since"),
                *("moved by", "ours today", "today", "why"),
            ),
            (
                (
                    _source(row),
                    _claim(row),
                    published_number(row),
                    our_number(row, "own"),
                    row["first_failing_snapshot_date"],
                    row["main_change_kind"] or "-",
                    our_number(row, "newest"),
                    f"{_words(row['verdict_today'])} ({row['newest_snapshot_date']})",
                    row["reason"] or "-",
                )
                for row in drifted
            ),
        ),
        "\n## Not testable at their own time\n",
        _table(
            ("claim", "what", "published", "why"),
            (
                (_source(row), _claim(row), published_number(row), row["reason"])
                for row in untested
            ),
        ),
    ]
    return "\n".join(sections) + "\n"


def published_number(row: Row) -> str:
    """Return the published number with its relation, interval and unit."""
    value = row["published_value"]
    low, high = row["published_ci_low"], row["published_ci_high"]
    if value is None and low is None:
        return "-"
    if value is None:
        return f"{_number(low)} to {_number(high)}{_unit(row)}"
    bracket = "" if low is None else f" [{_number(low)}, {_number(high)}]"
    return f"{_RELATIONS.get(row['relation'], '')}{_number(value, 10)}{_unit(row)}{bracket}"


def our_number(row: Row, when: str) -> str:
    """Return our number (`own` or `newest`) with its interval."""
    estimate = row[f"{when}_estimate"]
    low, high = row[f"{when}_estimate_ci_low"], row[f"{when}_estimate_ci_high"]
    if estimate is None:
        return "-"
    if low is None:
        return _number(estimate)
    return f"{_number(estimate)} [{_number(low)}, {_number(high)}]"


def _written() -> str:
    with warehouse.connect() as published:
        return render(scoreboard(published))


def _summary(claims: list[Row]) -> str:
    lines = {row["source_claim"] for row in claims}
    tested = {row["source_claim"] for row in claims if row["n_snapshots_tested"]}
    then = [row["verdict_at_own_time"] for row in claims]
    today = [row["verdict_today"] for row in claims]
    return (
        f"{len(claims)} claims of {len(lines)} published lines; {len(tested)} of the lines are "
        f"tested on some snapshot.\nAt their own time {_tally(then)};\n"
        f"today {_tally(today)}."
    )


def _tally(verdicts: list[str]) -> str:
    counts = [(verdicts.count(verdict), words) for verdict, words in _VERDICTS.items()]
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def _table(head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> str:
    def line(cells: Iterable[Any]) -> str:
        return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"

    return "\n".join([line(head), "|" + "---|" * len(head), *map(line, rows)])


def _source(row: Row) -> str:
    return f"[{row['claim_id']}]({row['source_url']})"


def _claim(row: Row) -> str:
    return f"{row['claim']}{_KNOWN_FROM.get(row['known_from'], '')}"


def _words(verdict: str) -> str:
    return verdict.replace("_", " ")


def _unit(row: Row) -> str:
    unit = _UNITS.get(row["unit"], "")
    return f" {unit}" if unit not in {"", "x"} else unit


def _count(number: int | None) -> str:
    return "-" if number is None else f"{number:,}"


def _number(value: float | None, digits: int = 3) -> str:
    """Return a number to so many digits, with thousands separators, or as a power of ten."""
    if value is None:
        return "no bound"
    if value == 0:
        return "0"
    power = math.floor(math.log10(abs(value)))
    least_power, most_power, years = -4, 8, (1900, 2100)
    if not least_power <= power <= most_power:
        return f"{float(f'{value:.2e}') / 10**power:.3g}e{power}"
    # a date, of which three digits say nothing
    if years[0] <= value <= years[1]:
        return f"{value:.1f}".removesuffix(".0")
    places = digits - 1 - power
    text = f"{round(value, places):,.{max(0, places)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
