"""The alias map: the only place where published column names become ours."""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from scalehouse.ingest.dialect import PublishedFile, read_csv
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.tables import TABLES

ALIASES_FILE = "rules/core/column_aliases.csv"
_HEADER = ["table_name", "published_column", "column_name", "is_required", "disposition"]
_NAME = re.compile("[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class TableAliases:
    """What we do with each published column of one table."""

    path: Path
    kept: dict[str, str]  # published column to ours
    left_out: dict[str, str]  # published column to the reason
    required: tuple[str, ...]  # columns of ours

    @property
    def columns(self) -> tuple[str, ...]:
        """Our columns, each once, in the alias file's order."""
        return tuple(dict.fromkeys(self.kept.values()))


@dataclass(frozen=True)
class Reading:
    """How one published header maps onto our columns."""

    positions: dict[str, int]  # column of ours to its place in the file
    left_out: dict[str, str]  # known published column to the reason
    unknown: tuple[str, ...]
    absent: tuple[str, ...]  # columns of ours that this vintage lacks


def read_every_alias(seeds_dir: Path) -> dict[str, TableAliases]:
    """Read the alias file of a folder of seeds: what is done with each table's columns."""
    return {name: read_aliases(seeds_dir / ALIASES_FILE, name) for name in TABLES}


def read_aliases(path: Path, table_name: str) -> TableAliases:
    """Read one table's part of the alias file."""
    file = read_csv(path)
    if file.header != _HEADER:
        remedy = f"the columns must be {', '.join(_HEADER)}"
        raise IngestError(path, "not an alias file", remedy, line=1)
    kept: dict[str, str] = {}
    left_out: dict[str, str] = {}
    required: dict[str, None] = {}  # a set that keeps its order
    for number, record in enumerate(file.records, 1):
        name, published, column, is_required, disposition = record
        if name != table_name:
            continue
        if published in kept or published in left_out:
            what, remedy = "this published column stands here twice", "keep one row"
            raise IngestError(path, what, remedy, row=number, column=published)
        if column and not _NAME.fullmatch(column):
            what, remedy = f"{column!r} can't name a column", "use snake_case"
            raise IngestError(path, what, remedy, row=number, column="column_name")
        if is_required not in {"true", "false"}:
            what, remedy = f"{is_required!r} is no answer", "write true or false"
            raise IngestError(path, what, remedy, row=number, column="is_required")
        if not column:
            left_out[published] = disposition
            continue
        kept[published] = column
        if is_required == "true":
            required[column] = None
    if not kept:
        raise IngestError(path, f"no rows for {table_name}", "say which columns are ours")
    return TableAliases(path, kept, left_out, tuple(required))


def read_header(file: PublishedFile, aliases: TableAliases) -> Reading:
    """Map a published header; every column is kept, left out, or reported as unknown."""
    positions: dict[str, int] = {}
    for at, published in enumerate(file.header):
        column = aliases.kept.get(published)
        if column is None:
            continue
        if column in positions:
            first = file.header[positions[column]]
            what = f"both {first!r} and {published!r} are our {column!r}"
            remedy = f"give one of them a name of its own in {aliases.path}"
            raise IngestError(file.path, what, remedy, line=1, column=published)
        positions[column] = at
    for column in aliases.required:
        if column not in positions:
            raise _missing(file, aliases, column)
    return Reading(
        positions,
        {name: aliases.left_out[name] for name in file.header if name in aliases.left_out},
        tuple(
            name
            for name in file.header
            if name not in aliases.kept and name not in aliases.left_out
        ),
        tuple(column for column in aliases.columns if column not in positions),
    )


def _missing(file: PublishedFile, aliases: TableAliases, column: str) -> IngestError:
    wanted = [published for published, ours in aliases.kept.items() if ours == column]
    near = dict.fromkeys(
        name
        for published in wanted
        for name in difflib.get_close_matches(published, file.header, n=3, cutoff=0.5)
    )
    closest = ", ".join(map(repr, near)) or "none"
    what = (
        f"required column missing (published as {' or '.join(map(repr, wanted))}); "
        f"closest headers: {closest}"
    )
    remedy = f"if the publisher renamed it, add the new name to {aliases.path}"
    return IngestError(file.path, what, remedy, line=1, column=column)
