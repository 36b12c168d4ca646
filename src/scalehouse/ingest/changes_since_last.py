"""What a snapshot brings beside the last one: for people, before anything is written."""

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence

from scalehouse.ingest.column_aliases import Reading, TableAliases
from scalehouse.ingest.seeds import Seeds
from scalehouse.ingest.sources import SnapshotKey
from scalehouse.ingest.tables import TABLES
from scalehouse.quality.suites import read_expectations

_SHOWN = 8  # examples of a kind
_WIDTH = 40  # characters of a value
_FILL_CHANGE = 0.05  # a smaller change of a fill share is not worth a line

Records = list[dict[str, str]]


def describe_changes(
    seeds: Seeds,
    key: SnapshotKey,
    last: SnapshotKey | None,
    reading: Reading,
    aliases: TableAliases,
) -> str:
    """Compare columns, counts, fill, words and records with the last snapshot."""
    if last is None:
        return "  no older snapshot of this table: nothing to compare with"
    now, before = seeds.named(key), seeds.named(last)
    table = TABLES[key.table_name]
    is_same_scope = key.scope == last.scope
    other = "" if is_same_scope else ", another scope, by what both list"
    lines = [f"  beside {last}{other}:", f"    records {len(before)} -> {len(now)}"]
    compared = aliases.columns
    if is_same_scope:
        lines += _columns(now, before, reading, aliases)
        lines += _fill(now, before, aliases)
    else:  # another view lacks columns and records, and has others
        compared = tuple(
            column for column in compared if _n(now, column) and _n(before, column)
        )
    for column in read_expectations(key.table_name).kinds.word_lists:
        new = _words(now, column) - _words(before, column)
        if new:
            lines.append(f"    new words in {column}: {_some(new)}")
    changes = _records(now, before, table.name_column, compared)
    lines += [change for change in changes if is_same_scope or " gone: " not in change]
    return "\n".join(lines)


def _columns(
    now: Records, before: Records, reading: Reading, aliases: TableAliases
) -> list[str]:
    gone = [column for column in aliases.columns if _n(before, column) > _n(now, column) == 0]
    come = [column for column in aliases.columns if _n(now, column) > _n(before, column) == 0]
    lines = []
    for column in gone:
        names = [published for published, ours in aliases.kept.items() if ours == column]
        near = [
            unknown
            for unknown in reading.unknown
            if difflib.get_close_matches(unknown, [*names, column], n=1, cutoff=0.6)
        ]
        renamed = f", renamed to {_some(near)}?" if near else ""
        is_there = " (the column is there)" if column in reading.positions else ""
        lines.append(f"    {column} holds nothing any more{is_there}{renamed}")
    return [*lines, *(f"    {column} holds values now" for column in come)]


def _fill(now: Records, before: Records, aliases: TableAliases) -> list[str]:
    lines = []
    for column in aliases.columns:
        old, new = _n(before, column) / len(before), _n(now, column) / len(now)
        if abs(new - old) >= _FILL_CHANGE and min(old, new) > 0:
            lines.append(f"    {column} filled in {old:.0%} -> {new:.0%}")
    return lines


def _records(
    now: Records, before: Records, name_column: str, columns: Sequence[str]
) -> list[str]:
    """Report which names were added or are gone, and what changed in the others."""
    new, old = _by_name(now, name_column), _by_name(before, name_column)
    lines = []
    for label, names in (("added", new.keys() - old.keys()), ("gone", old.keys() - new.keys())):
        if names:
            lines.append(f"    {len(names)} {label}: {_some(names)}")
    changed: dict[str, list[str]] = {}
    for name in sorted(new.keys() & old.keys()):
        for column in columns:
            values = old[name][column].strip(), new[name][column].strip()
            if values[0] != values[1]:
                shown = " -> ".join(value[:_WIDTH] or "nothing" for value in values)
                changed.setdefault(column, []).append(f"{name}: {shown}")
    n_shared = len(new.keys() & old.keys())
    return [
        *lines,
        *(
            f"    {column} differs in {len(texts)} of {n_shared}, such as {texts[0]}"
            for column, texts in changed.items()
        ),
    ]


def _by_name(records: Records, name_column: str) -> dict[str, dict[str, str]]:
    """Index the records whose name occurs once: others can't be distinguished."""
    names = [record[name_column].strip() for record in records]
    counts = Counter(names)
    return {
        name: record
        for name, record in zip(names, records, strict=True)
        if name and counts[name] == 1
    }


def _words(records: Records, column: str) -> set[str]:
    return {word.strip() for record in records for word in record[column].split(",")} - {""}


def _n(records: Records, column: str) -> int:
    return sum(bool(record[column].strip()) for record in records)


def _some(values: Iterable[str]) -> str:
    ordered = sorted(values)
    more = f" and {len(ordered) - _SHOWN} more" if len(ordered) > _SHOWN else ""
    return ", ".join(map(repr, ordered[:_SHOWN])) + more
