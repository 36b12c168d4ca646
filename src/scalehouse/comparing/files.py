"""Compares the marts of two published files, renamed ones with their successors."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from scalehouse import renamed
from scalehouse.comparing.rows import (
    Comparison,
    Tolerance,
    compare_relations,
    count_rows,
    number,
    relative,
    types_of,
)
from scalehouse.errors import ScalehouseError
from scalehouse.publish import BUILD_ID, build_ids
from scalehouse.warehouse import DATABASE

# It says which build a file is, so it differs always.
MANIFEST = "build_manifest"


class ComparisonError(ScalehouseError):
    """Two files cannot be compared."""


@dataclass(frozen=True)
class Line:
    """One line of the report on two files: a mart, and how its rows compare."""

    mart: str
    rows_old: str
    rows_new: str
    columns_added: str
    differences: str
    agrees: bool = True

    def cells(self) -> tuple[str, ...]:
        """Return the line's cells, as the heading has them."""
        differences = self.differences or "none"
        return (self.mart, self.rows_old, self.rows_new, self.columns_added, differences)


@dataclass(frozen=True)
class Report:
    """How two published files compare, mart by mart."""

    lines: tuple[Line, ...]

    @property
    def agrees(self) -> bool:
        """Whether every mart that is kept has its rows."""
        return all(line.agrees for line in self.lines)

    def table(self) -> str:
        """Return a line per mart, and a count of those that differ."""
        head = ("mart", "rows old", "rows new", "columns added", "differences")
        rows = [head, *(line.cells() for line in self.lines)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        n_differ = sum(not line.agrees for line in self.lines)
        summary = (
            f"{n_differ} of {len(self.lines)} tables differ" if n_differ else "No mart differs"
        )
        return "\n".join(
            [
                *("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows),
                "",
                f"{summary}.",
            ]
        )


def find_file(name: str, home: Path) -> Path:
    """Return the file that a path or the id of a kept build names.

    Raises:
        ComparisonError: There is none.
    """
    path = Path(name)
    if BUILD_ID.fullmatch(name) and not path.exists():
        path = home / "builds" / name
    if path.is_dir():
        path /= DATABASE
    if not path.is_file():
        kept = ", ".join(build_ids(home)) or "none"
        message = f"No file {name} and no build of this id; builds kept in {home}: {kept}."
        raise ComparisonError(message)
    return path.resolve()


def compare_files(old: Path, new: Path, rtol: float) -> Report:
    """Compare the marts of two published files, renamed ones with their successors.

    Raises:
        ComparisonError: A file does not open, or both are one.
    """
    if old.samefile(new):
        message = f"Both names lead to {old}: name two files."
        raise ComparisonError(message)
    with duckdb.connect() as connection:
        for side, path in (("old", old), ("new", new)):
            quoted = str(path).replace("'", "''")
            try:
                connection.execute(f"attach '{quoted}' as {side} (read_only)")
            except duckdb.Error as error:
                message = f"Could not open {path}: {str(error).splitlines()[0]}"
                raise ComparisonError(message) from None
        return Report(tuple(_lines(connection, relative(rtol))))


def _lines(connection: duckdb.DuckDBPyConnection, tolerance: Tolerance) -> Iterator[Line]:
    old, new = (_tables(connection, side) for side in ("old", "new"))
    entries = renamed.of_kind("table")
    successors = set()
    for name in sorted(old):
        entry = None if name in new else entries.get(name)
        successor = entry.new_name if entry else name
        successors.add(successor)
        if successor in new:
            yield _line(connection, (name, old[name]), (successor, new[successor]), tolerance)
            continue
        n_rows = f"{count_rows(connection, _relation('old', name)):,}"
        if entry and entry.what == renamed.REMOVED:
            yield Line(name, n_rows, "-", "", f"removed: {entry.reason}")
        else:
            yield Line(name, n_rows, "-", "", "missing in new", agrees=False)
    for name in sorted(new.keys() - old.keys() - successors):
        yield Line(
            name, "-", f"{count_rows(connection, _relation('new', name)):,}", "", "new table"
        )


def _line(
    connection: duckdb.DuckDBPyConnection,
    old: tuple[str, tuple[str, ...]],
    new: tuple[str, tuple[str, ...]],
    tolerance: Tolerance,
) -> Line:
    """Compare one mart with itself or its successor; both come with their declared key."""
    (old_name, old_key), (new_name, new_key) = old, new
    entry = _entry(connection, old_name, new_name)
    former = _former_columns(new_name)
    left = _relation("old", old_name, entry.kept_rows if entry else "")
    types = types_of(connection, left)
    # a column that is there under both names was not renamed in these files
    names = {
        column: former[column].new_name
        for column in types
        if column in former
        and former[column].what == renamed.RENAMED
        and former[column].new_name not in types
        and column not in types_of(connection, _relation("new", new_name))
    }
    if names:
        left = f"(select * rename ({_renaming(names)}) from {left})"  # noqa: S608 - our names
    right = _relation("new", new_name, entry.row_filter if entry else "")
    declared = ([names.get(column, column) for column in old_key], new_key)
    keys = ([f'"{column}"' for column in key] for key in declared)
    found = compare_relations(
        connection,
        old_name if old_name == new_name else f"{old_name} -> {new_name}",
        (left, right),
        next((key for key in keys if _is_key(connection, key, (left, right))), []),
        tolerance,
    )
    removed = tuple(
        column
        for column in found.removed
        if former.get(column) is None or former[column].what != renamed.REMOVED
    )
    found = Comparison(**{**vars(found), "removed": removed})
    return Line(
        found.table,
        f"{found.n_rows:,}",
        f"{found.n_rows_right:,}",
        ", ".join(found.added),
        found.differences(),
        agrees=found.is_kept,
    )


def _entry(
    connection: duckdb.DuckDBPyConnection, old_name: str, new_name: str
) -> renamed.Entry | None:
    """Return what says which rows two marts share; none where they share all."""
    if old_name != new_name:
        return renamed.of_kind("table").get(old_name)
    for entry in renamed.load():
        if (entry.kind, entry.old_name, entry.what) == ("table", old_name, renamed.KEPT):
            break
    else:
        return None
    # an old file that has the rows which were gained is compared whole
    gained = _relation("old", old_name, f"({entry.row_filter}) is not true")
    return None if entry.row_filter and count_rows(connection, gained) else entry


def _former_columns(table: str) -> dict[str, renamed.Entry]:
    """Return the entries of a table's columns, by the column's former name."""
    return {
        name.removeprefix(f"{table}."): entry
        for name, entry in renamed.of_kind("column").items()
        if name.startswith(f"{table}.")
    }


def _renaming(names: Mapping[str, str]) -> str:
    return ", ".join(f'"{old}" as "{new}"' for old, new in names.items())


def _relation(side: str, name: str, condition: str = "") -> str:
    table = f'{side}.main."{name}"'
    return f"(select * from {table} where {condition})" if condition else table  # noqa: S608


def _tables(connection: duckdb.DuckDBPyConnection, side: str) -> dict[str, tuple[str, ...]]:
    """Return the marts of a file, each with its key; views are left out."""
    rows = connection.execute(
        """
        select tables.table_name, coalesce(any_value(keys.constraint_column_names), [])
        from duckdb_tables() as tables
        left join duckdb_constraints() as keys
            on tables.database_oid = keys.database_oid
            and tables.table_oid = keys.table_oid
            and keys.constraint_type = 'PRIMARY KEY'
        where
            tables.database_name = $side
            and tables.schema_name = 'main'
            and tables.table_name != $manifest
        group by tables.table_name
        """,
        {"side": side, "manifest": MANIFEST},
    ).fetchall()
    keys = _published_keys(connection, side)
    return {name: tuple(keys.get(f"main.{name}", key)) for name, key in rows}


def _published_keys(connection: duckdb.DuckDBPyConnection, side: str) -> dict[str, list[str]]:
    """Return the keys that a build states in its manifest; older ones state none."""
    if not _has_keys(connection, side):
        return {}
    manifest = connection.table(f"{side}.main.{MANIFEST}")
    ((keys,),) = manifest.select("table_keys").fetchall()
    return {str(table): list(key) for table, key in json.loads(keys).items()}


def _has_keys(connection: duckdb.DuckDBPyConnection, side: str) -> bool:
    found = connection.execute(
        """
        select 1
        from duckdb_columns()
        where
            database_name = $side
            and schema_name = 'main'
            and table_name = $manifest
            and column_name = 'table_keys'
        """,
        {"side": side, "manifest": MANIFEST},
    ).fetchone()
    return found is not None


def _is_key(
    connection: duckdb.DuckDBPyConnection, key: Sequence[str], sides: tuple[str, str]
) -> bool:
    """Whether columns are there on both sides and name each row once."""
    names = ", ".join(key)
    there = [[f'"{column}"' for column in types_of(connection, side)] for side in sides]
    if not key or any(set(key) - set(columns) for columns in there):
        return False
    return all(
        number(
            connection,
            f"select count(*) from (select 1 from {side} group by {names} having count(*) > 1)",  # noqa: S608
        )
        == 0
        for side in sides
    )
