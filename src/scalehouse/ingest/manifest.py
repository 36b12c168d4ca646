"""The list of files that the committed seeds are made from."""

import fnmatch
from dataclasses import dataclass
from pathlib import Path

from scalehouse.ingest.dialect import read_csv
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.tables import TABLES

_NEEDED = ("file", "title", "snapshot_date", "scope", "found_in", "bytes", "sha256")


@dataclass(frozen=True)
class Entry:
    """One file of the list that belongs to one of our tables."""

    table_name: str
    path: Path
    title: str
    snapshot_date: str
    scope: str
    found_in: str
    n_bytes: str
    sha256: str


def read_manifest(path: Path) -> list[Entry]:
    """List our tables' files in order of date; other files of the list are left alone."""
    file = read_csv(path)
    for column in _NEEDED:
        if column not in file.header:
            remedy = f"a manifest has the columns {', '.join(_NEEDED)}"
            raise IngestError(path, "missing", remedy, line=1, column=column)
    entries = []
    for record in file.records:
        row = dict(zip(file.header, record, strict=True))
        for table in TABLES.values():
            if fnmatch.fnmatchcase(row["file"], table.manifest_pattern):
                entry = Entry(
                    table_name=table.name,
                    path=path.parent / row["file"],
                    title=row["title"],
                    snapshot_date=row["snapshot_date"],
                    scope=row["scope"],
                    found_in=row["found_in"],
                    n_bytes=row["bytes"],
                    sha256=row["sha256"],
                )
                entries.append(entry)
    if not entries:
        patterns = ", ".join(table.manifest_pattern for table in TABLES.values())
        raise IngestError(path, "lists no file of ours", f"name files like {patterns}")
    return sorted(entries, key=lambda entry: (entry.snapshot_date, entry.table_name))
