"""Former names of tables, columns, pages, specifications and commands, from renamed.csv.

One row is one former name. `what` says what became of it: kept, renamed, merged or removed.
Of a table, `kept_rows` is a SQL condition that its former rows meet which were kept, all if
empty, and `row_filter` one that those rows of its successor meet which it had. A column is
written `table.column`, with the table's present name.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # help names former commands, and waits for no import
    import duckdb

FILE = Path(__file__).with_name("renamed.csv")
KINDS = ("table", "column", "page", "specification", "command")
KEPT, RENAMED, MERGED, REMOVED = "kept", "renamed", "merged", "removed"


@dataclass(frozen=True)
class Entry:
    """A former name, and what became of what it named."""

    kind: str
    old_name: str
    new_name: str
    kept_rows: str
    row_filter: str
    what: str
    reason: str
    until_version: str


@cache
def load() -> tuple[Entry, ...]:
    """Return all entries, in the file's order."""
    names = [field.name for field in fields(Entry)]
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Entry(**{name: row[name] for name in names}) for row in csv.DictReader(file)
        )


def of_kind(kind: str) -> Mapping[str, Entry]:
    """Return the entries of a kind by their former name, the kept ones left out."""
    return {
        entry.old_name: entry for entry in load() if entry.kind == kind and entry.what != KEPT
    }


def explain(entry: Entry) -> str:
    """Say in a sentence what became of a former name, and what to use instead."""
    subject = f"The {entry.kind} {entry.old_name}"
    if entry.what == REMOVED:
        return f"{subject} was removed: {entry.reason}."
    if entry.what == MERGED:
        rows = f", where {entry.row_filter}" if entry.row_filter else ""
        return f"{subject} was merged into {entry.new_name}{rows}: use that."
    return f"{subject} was renamed: use {entry.new_name}."


def hint(statement: str) -> str:
    """Explain the former tables and columns that a SQL statement names, one a line."""
    words = set(re.findall(r"\w+", statement.lower()))
    named = [
        *(entry for name, entry in of_kind("table").items() if name in words),
        *(entry for name, entry in of_kind("column").items() if {*name.split(".")} <= words),
    ]
    return "\n".join(map(explain, named))


def hint_of_values(statement: str) -> str:
    """Explain the former specifications that a SQL statement quotes, one a line."""
    quoted = set(re.findall(r"'(\w+)'", statement))
    named = (entry for name, entry in of_kind("specification").items() if name in quoted)
    return "\n".join(map(explain, named))


def create_views(database: "duckdb.DuckDBPyConnection") -> list[str]:
    """Add a view for each former table, which ends every query on it with the explanation.

    A view has its successor's columns, and reads no table: it has no catalog to depend on. A
    former name gets one where no table has it and its successor is there. Removed tables get
    theirs where any successor is: elsewhere, the file is of another project.

    Returns:
        The names of the views.
    """
    tables: dict[str, list[tuple[str, str]]] = {}
    for table, column, data_type in database.execute(
        """
        select table_name, column_name, data_type from duckdb_columns()
        where database_name = current_database() and schema_name = 'main' and not internal
        order by table_name, column_index
        """
    ).fetchall():
        tables.setdefault(table, []).append((column, data_type))
    is_ours = any(entry.new_name in tables for entry in load() if entry.kind == "table")
    added = []
    for name, entry in of_kind("table").items():
        is_left = entry.new_name in tables or (entry.what == REMOVED and is_ours)
        if is_left and name not in tables:
            columns = tables.get(entry.new_name, [("removed", "varchar")])
            database.execute(_view(entry, columns))
            database.execute(f"comment on view main.{name} is {_quoted(explain(entry))}")
            added.append(name)
    return added


def _view(entry: Entry, columns: Iterable[tuple[str, str]]) -> str:
    # as each column and as the condition: DuckDB evaluates only what a query needs
    failure = f"error({_quoted(explain(entry))})"
    selected = ", ".join(f'cast({failure} as {kind}) as "{name}"' for name, kind in columns)
    return f"create or replace view main.{entry.old_name} as select {selected} where {failure}"


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
