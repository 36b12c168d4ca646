"""Published files to ingest: named one by one, or listed in a manifest."""

import fnmatch
import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from scalehouse.ingest.dialect import Place, read_csv
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.tables import SCOPES, TABLES, Table

_MANIFEST_COLUMNS = (
    "file",
    "title",
    "snapshot_date",
    "scope",
    "found_in",
    "bytes",
    "sha256",
)


class SnapshotKey(NamedTuple):
    """What identifies a snapshot; most tables have no scope, so an empty one."""

    table_name: str
    snapshot_date: str
    scope: str

    def __str__(self) -> str:
        """Show the key as people say it."""
        return " ".join(part for part in self if part)


@dataclass(frozen=True)
class Source:
    """One published file, and what is known about it beside its content."""

    table: Table
    place: Place  # a path, or the address it is fetched from
    snapshot_date: str
    scope: str = ""
    title: str = ""
    source_url: str = ""
    accessed_date: str = ""
    found_in: str = ""
    n_bytes: str = ""  # size and checksum are checked where they are known
    sha256: str = ""
    content: bytes | None = field(default=None, repr=False)  # of a file in a zip

    @property
    def key(self) -> SnapshotKey:
        """Which snapshot this file is."""
        return SnapshotKey(self.table.name, self.snapshot_date, self.scope)


def check_source(source: Source) -> None:
    """Refuse dates that don't exist or are to come, and scopes we don't know."""
    for option, text, of in (
        ("--snapshot-date", source.snapshot_date, "the publisher had this file"),
        ("--accessed-date", source.accessed_date, "this file was downloaded"),
    ):
        if not text and option != "--snapshot-date":
            continue
        if not _is_iso_date(text):
            what = f"{option} {text!r} is not a date"
            raise IngestError(source.place, what, "write a real day as YYYY-MM-DD")
        if date.fromisoformat(text) > latest_today():
            what, remedy = f"{option} {text} is after today", f"write the day on which {of}"
            raise IngestError(source.place, what, remedy)
    if source.table.has_scope and source.scope not in {*SCOPES, ""}:
        what = f"--scope {source.scope!r} is not a scope"
        raise IngestError(
            source.place, what, f"choose {', '.join(SCOPES[:-1])} or {SCOPES[-1]}"
        )


def latest_today() -> date:
    """Return the date where the day begins first on Earth, 14 hours before UTC."""
    return (datetime.now(tz=UTC) + timedelta(hours=14)).date()


def download_address(table: Table, scope: str) -> str:
    """Return the address where the publisher keeps the newest file of a table."""
    return dict(table.downloads).get(scope, "")


def check_content(source: Source, content: bytes) -> None:
    """Refuse a file that isn't the one its manifest lists."""
    found = (str(len(content)), hashlib.sha256(content).hexdigest())
    for kind, is_now, listed in zip(
        ("bytes", "sha256"), found, (source.n_bytes, source.sha256), strict=True
    ):
        if listed and is_now != listed:
            what = f"{kind} {is_now}, but the manifest says {listed}"
            raise IngestError(source.place, what, "get the file again or correct the manifest")


def read_manifest(path: Path) -> list[Source]:
    """List our tables' files by date; what else the manifest lists is left alone."""
    file = read_csv(path)
    for column in _MANIFEST_COLUMNS:
        if column not in file.header:
            remedy = f"a manifest has the columns {', '.join(_MANIFEST_COLUMNS)}"
            what = "a manifest without this column"
            raise IngestError(path, what, remedy, line=1, column=column)
    rows = [dict(zip(file.header, record, strict=True)) for record in file.records]
    sources = [
        Source(
            table=table,
            place=path.parent / row["file"],
            snapshot_date=row["snapshot_date"],
            scope=row["scope"] if table.has_scope else "",
            title=row["title"],
            found_in=row["found_in"],
            n_bytes=row["bytes"],
            sha256=row["sha256"],
        )
        for row in rows
        for table in TABLES.values()
        if any(fnmatch.fnmatchcase(row["file"], name) for name in table.manifest_patterns)
    ]
    if not sources:
        patterns = ", ".join(
            name for table in TABLES.values() for name in table.manifest_patterns
        )
        raise IngestError(path, "no file of our tables is listed", f"list {patterns}")
    return sorted(sources, key=lambda source: (source.snapshot_date, source.key))


def _is_iso_date(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
