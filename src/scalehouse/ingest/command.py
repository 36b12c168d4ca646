"""What `scalehouse ingest` does: read strictly, map the header, count twice, write."""

from collections.abc import Sequence
from pathlib import Path

from scalehouse.ingest.aliases import TableAliases, read_aliases, read_header
from scalehouse.ingest.crosscheck import check_count
from scalehouse.ingest.dialect import CsvFile, parse_csv, read_bytes
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.report import describe, describe_written
from scalehouse.ingest.seeds import Seeds, locked
from scalehouse.ingest.sources import Source, check_content, check_source, read_manifest
from scalehouse.ingest.tables import LICENCE, PUBLISHER, TABLES


def ingest(source: Source, seeds_dir: Path, *, replace: bool = False) -> str:
    """Bring one published file into the seeds, and report what was done."""
    return _ingest([source], seeds_dir, replace=replace)


def ingest_all(manifest: Path, seeds_dir: Path, *, replace: bool = False) -> str:
    """Bring in every file of a manifest that the seeds don't hold yet, all or none."""
    return _ingest(read_manifest(manifest), seeds_dir, replace=replace, skip_held=True)


def _ingest(
    sources: Sequence[Source], seeds_dir: Path, *, replace: bool, skip_held: bool = False
) -> str:
    for source in sources:
        check_source(source)
    alias_file = seeds_dir / "assumptions" / "column_aliases.csv"
    aliases = {name: read_aliases(alias_file, name) for name in TABLES}
    folder = seeds_dir / "epoch_ai"
    with locked(folder):
        seeds = Seeds(folder, {name: table.columns for name, table in aliases.items()})
        seeds.check_complete({source.key for source in sources} if replace else set())
        reports = list(seeds.notes)
        for source in sources:
            held = seeds.snapshots.get(source.key)
            if skip_held and not replace and held and held["sha256"] == source.sha256:
                continue
            reports.append(_add(seeds, source, aliases[source.table.name], replace=replace))
        return describe_written(reports, seeds.write())


def _add(seeds: Seeds, source: Source, aliases: TableAliases, *, replace: bool) -> str:
    content = read_bytes(source.path)
    check_content(source, content)
    file = parse_csv(source.path, content)
    reading = read_header(file, aliases)
    held = seeds.snapshots.get(source.key, {})
    if held and not replace:
        same = "identical content" if held["sha256"] == file.sha256 else "DIFFERENT content"
        what = (
            f"{source.key} is already ingested: {held['n_records']} records, "
            f"sha256 {held['sha256'][:12]}…, {same}"
        )
        raise IngestError(source.path, what, "add --replace to ingest it again")
    check_count(file)
    places = [reading.positions.get(column) for column in aliases.columns]
    key_cells = [source.snapshot_date, *([source.scope] if source.table.has_scope else [])]
    records = [
        [*key_cells, str(number), *("" if at is None else record[at] for at in places)]
        for number, record in enumerate(file.records, 1)
    ]
    seeds.put(source.key, records, _snapshot(source, file, held))
    return describe(str(source.key), file, reading, aliases)


def _snapshot(source: Source, file: CsvFile, held: dict[str, str]) -> dict[str, str]:
    """Describe a file; what isn't said anew stays as an earlier reading had it."""
    table = source.table
    return {
        "table_name": table.name,
        "snapshot_date": source.snapshot_date,
        "scope": source.scope,
        "n_records": str(len(file.records)),
        "n_bytes": str(len(file.content)),
        "sha256": file.sha256,
        "publisher": PUBLISHER,
        "title": source.title or held.get("title", table.dataset),
        "licence": LICENCE,
        "citation": (
            f"{PUBLISHER}, '{table.dataset}', {table.cited_from}, {LICENCE}, "
            f"snapshot {source.snapshot_date}"
        ),
        "source_url": source.source_url or held.get("source_url", table.source_url),
        "accessed_date": (
            source.accessed_date or held.get("accessed_date", source.snapshot_date)
        ),
        "found_in": source.found_in or held.get("found_in", ""),
        "published_columns": str(len(file.header)),
    }
