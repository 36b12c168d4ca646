"""What `scalehouse ingest` does: read strictly, map the header, count twice, write."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scalehouse.ingest.aliases import TableAliases, read_aliases, read_header
from scalehouse.ingest.crosscheck import check_count
from scalehouse.ingest.dialect import CsvFile, read_csv
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.manifest import Entry, read_manifest
from scalehouse.ingest.report import describe, describe_written
from scalehouse.ingest.seeds import Seeds, SnapshotKey, locked
from scalehouse.ingest.tables import LICENCE, PUBLISHER, SCOPES, TABLES, Table


@dataclass(frozen=True)
class Source:
    """One published file, and what is known about it beside its content."""

    table: Table
    path: Path
    snapshot_date: str
    scope: str = ""
    title: str = ""
    source_url: str = ""
    accessed_date: str = ""
    found_in: str = ""

    @property
    def key(self) -> SnapshotKey:
        """Which snapshot this file is."""
        return SnapshotKey(self.table.name, self.snapshot_date, self.scope)


def ingest(sources: Iterable[Source], seeds_dir: Path, *, replace: bool = False) -> str:
    """Bring files into the seeds, all or none, and report what was done."""
    sources = list(sources)
    for source in sources:
        _check_source(source)
    aliases = _read_all_aliases(seeds_dir)
    folder = seeds_dir / "epoch_ai"
    with locked(folder):
        seeds = _read_seeds(folder, aliases)
        seeds.check_complete({source.key for source in sources} if replace else set())
        reports = [_add(seeds, source, aliases, replace=replace) for source in sources]
        return describe_written([*reports, *seeds.notes], seeds.write())


def ingest_all(manifest: Path, seeds_dir: Path, *, replace: bool = False) -> str:
    """Bring in every file of a manifest that the seeds don't hold yet."""
    entries = read_manifest(manifest)
    for entry in entries:
        _check_entry(manifest, entry)
    folder = seeds_dir / "epoch_ai"
    seeds = _read_seeds(folder, _read_all_aliases(seeds_dir))
    sources = []
    for entry in entries:
        source = Source(
            table=TABLES[entry.table_name],
            path=entry.path,
            snapshot_date=entry.snapshot_date,
            scope=entry.scope,
            title=entry.title,
            found_in=entry.found_in,
        )
        held = seeds.snapshots.get(source.key, {})
        if replace or held.get("sha256") != entry.sha256:
            sources.append(source)
    return ingest(sources, seeds_dir, replace=replace)


def _add(
    seeds: Seeds, source: Source, aliases: dict[str, TableAliases], *, replace: bool
) -> str:
    file = read_csv(source.path)
    reading = read_header(file, aliases[source.table.name])
    held = seeds.snapshots.get(source.key)
    if held and not replace:
        same = "the same content" if held["sha256"] == file.sha256 else "other content"
        what = f"{source.key} is already there ({held['n_records']} records, {same})"
        raise IngestError(source.path, what, "add --replace to ingest it again")
    check_count(file)
    columns = seeds.columns[source.table.name]
    places = [reading.positions.get(column) for column in columns]
    key_cells = [cell for cell in source.key[1:] if cell]
    records = [
        [*key_cells, str(number), *("" if at is None else record[at] for at in places)]
        for number, record in enumerate(file.records, 1)
    ]
    seeds.put(source.key, records, _snapshot(source, file))
    return describe(str(source.key), file, reading)


def _snapshot(source: Source, file: CsvFile) -> dict[str, str]:
    table = source.table
    return {
        "table_name": table.name,
        "snapshot_date": source.snapshot_date,
        "scope": source.scope,
        "n_records": str(len(file.records)),
        "n_bytes": str(len(file.content)),
        "sha256": file.sha256,
        "publisher": PUBLISHER,
        "title": source.title or table.dataset,
        "licence": LICENCE,
        "citation": (
            f"{PUBLISHER}, '{table.dataset}', {table.cited_from}, {LICENCE}, "
            f"snapshot {source.snapshot_date}"
        ),
        "source_url": source.source_url or table.source_url,
        "accessed_date": source.accessed_date or source.snapshot_date,
        "found_in": source.found_in,
        "published_columns": str(len(file.header)),
    }


def _read_all_aliases(seeds_dir: Path) -> dict[str, TableAliases]:
    path = seeds_dir / "assumptions" / "column_aliases.csv"
    return {name: read_aliases(path, name) for name in TABLES}


def _read_seeds(folder: Path, aliases: dict[str, TableAliases]) -> Seeds:
    return Seeds(folder, {name: table.columns for name, table in aliases.items()})


def _check_source(source: Source) -> None:
    for option, text in (
        ("--snapshot-date", source.snapshot_date),
        ("--accessed-date", source.accessed_date or source.snapshot_date),
    ):
        if not _is_iso_date(text):
            what = f"{option} {text!r} is not a date"
            raise IngestError(source.path, what, "write it as YYYY-MM-DD")
    allowed = SCOPES if source.table.has_scope else ("",)
    if source.scope not in allowed:
        what = f"--scope {source.scope!r} is not a scope of {source.table.name}"
        remedy = f"say {' or '.join(allowed)}" if source.table.has_scope else "leave it out"
        raise IngestError(source.path, what, remedy)


def _is_iso_date(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _check_entry(manifest: Path, entry: Entry) -> None:
    file = read_csv(entry.path)
    if str(len(file.content)) != entry.n_bytes or file.sha256 != entry.sha256:
        what = f"{len(file.content)} bytes, sha256 {file.sha256}, not what {manifest} says"
        raise IngestError(entry.path, what, "get the file again, or correct the manifest")
