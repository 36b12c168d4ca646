"""What `scalehouse ingest` does: read strictly, map, count twice, gate, write."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scalehouse.ingest import archive, journal
from scalehouse.ingest.changes_since_last import describe_changes
from scalehouse.ingest.column_aliases import (
    Reading,
    TableAliases,
    read_every_alias,
    read_header,
)
from scalehouse.ingest.crosscheck import check_count
from scalehouse.ingest.dialect import PublishedFile, parse_csv, read_bytes
from scalehouse.ingest.doubts import describe_doubts
from scalehouse.ingest.download import download
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.listing import parse_listing
from scalehouse.ingest.quality_gate import (
    Acceptance,
    accept,
    describe_gate,
    inspect,
    refusal,
    refused,
)
from scalehouse.ingest.report import describe, describe_written
from scalehouse.ingest.seeds import Seeds, describe_chain
from scalehouse.ingest.sources import (
    Source,
    check_content,
    check_source,
)
from scalehouse.ingest.tables import SCOPES


@dataclass(frozen=True)
class Request:
    """What is to be ingested into which seeds, and how."""

    sources: Sequence[Source]
    seeds_dir: Path
    replace: bool = False
    correct: str = ""  # why records differ from what was ingested before
    skip_held: bool = False
    is_dry_run: bool = False
    acceptance: Acceptance | None = None
    timeout_seconds: float = 60


@dataclass(frozen=True)
class Report:
    """What was done, or would be; a dry run reports what the gate would refuse, too."""

    text: str
    is_refused: bool = False


def ingest(request: Request) -> Report:
    """Bring published files into the seeds, all or none, and report what was done."""
    for source in request.sources:
        check_source(source)
    root = request.seeds_dir
    aliases = read_every_alias(root)
    if request.is_dry_run:
        return _ingest(request, aliases)
    with journal.locked(root):
        return _ingest(request, aliases)


def recover(seeds_dir: Path) -> str:
    """Finish an ingest that was stopped while writing, or throw its parts away."""
    with journal.locked(seeds_dir):
        return journal.recover(seeds_dir) or "nothing to recover: no ingest was stopped"


def check_chain(seeds_dir: Path) -> str:
    """Compare all records with the chain of what was ingested, and say where it ends."""
    seeds = Seeds(seeds_dir, read_every_alias(seeds_dir))
    seeds.check_complete(set())
    chains = seeds.chains.items()
    return "\n".join(describe_chain(collection.name, chain) for collection, chain in chains)


def restart_chain(seeds_dir: Path) -> str:
    """Begin the chain of records anew, over the seeds as they are."""
    with journal.locked(seeds_dir):
        note = journal.recover(seeds_dir)
        seeds = Seeds(seeds_dir, read_every_alias(seeds_dir))
        seeds.check_counts(set())
        seeds.check_sums(set())
        reports = [*([note] if note else []), *seeds.restart_chains()]
        return describe_written(reports, seeds.write())


def _ingest(request: Request, aliases: dict[str, TableAliases]) -> Report:
    root = request.seeds_dir
    if not request.is_dry_run:
        note = journal.recover(root)
    elif journal.is_waiting(root):
        what = "an earlier ingest was stopped while writing"
        raise IngestError(root, what, "run `scalehouse recover` first")
    else:
        note = ""
    seeds = Seeds(root, aliases)
    sources, unpacked = _each_file(request)
    keys = {source.key for source in sources}
    seeds.check_complete(keys if request.replace else set())
    reports = [Report(text) for text in (note, *seeds.notes, *unpacked) if text]
    for source in sources:
        held = seeds.snapshots.get(source.key)
        is_held = held is not None and held["sha256"] == source.sha256
        if request.skip_held and not request.replace and is_held:
            continue
        reports.append(_add(seeds, source, aliases[source.table.name], request))
    texts = [report.text for report in reports]
    is_refused = any(report.is_refused for report in reports)
    try:
        texts += seeds.extend_chains(request.correct)
    except IngestError as error:
        if not request.is_dry_run:
            raise
        texts.append(f"REFUSED: {error}")
        is_refused = True
    if request.is_dry_run:
        return Report("\n".join([*texts, "dry run: nothing was written"]), is_refused)
    return Report(describe_written(texts, seeds.write()))


def _each_file(request: Request) -> tuple[list[Source], list[str]]:
    """Replace a zip of views, which has no scope of its own, by the files in it."""
    sources: list[Source] = []
    reports = []
    for source in request.sources:
        if not source.table.has_scope or source.scope:
            sources.append(source)
            continue
        content = _content(source, request)
        check_content(source, content)
        if not archive.is_archive(content):
            what = "no scope is given, and this is not the publisher's zip of all views"
            remedy = f"add --scope with {', '.join(SCOPES[:-1])} or {SCOPES[-1]}"
            raise IngestError(source.place, what, remedy)
        views, report = archive.unpack(replace(source, n_bytes="", sha256=""), content)
        sources += views
        reports.append(report)
    return sources, reports


def _add(seeds: Seeds, source: Source, aliases: TableAliases, request: Request) -> Report:
    file, reading = _read(source, aliases, request)
    held = seeds.snapshots.get(source.key, {})
    if held and not request.replace:
        if source.content is not None and held["sha256"] == file.sha256:
            return Report(f"{source.key}: this very file is ingested already, nothing new")
        same = "identical content" if held["sha256"] == file.sha256 else "DIFFERENT content"
        what = (
            f"{source.key} is already ingested: {held['n_records']} records, "
            f"sha256 {held['sha256'][:12]}…, {same}"
        )
        raise IngestError(source.place, what, "add --replace to ingest it again")
    last = seeds.last_before(source.key)
    held_last = seeds.snapshots[last] if last and last.scope == source.scope else {}
    if held_last.get("sha256") == file.sha256 and not request.replace:
        return Report(f"{source.key}: the same file as {last}, nothing new")
    places = [reading.positions.get(column) for column in aliases.columns]
    key_cells = [source.snapshot_date, *([source.scope] if source.table.has_scope else [])]
    records = [
        [*key_cells, str(number), *("" if at is None else record[at] for at in places)]
        for number, record in enumerate(file.records, 1)
    ]
    seeds.put(source.key, records, _snapshot(source, file, held))
    report = describe(str(source.key), file, reading, aliases)
    if request.is_dry_run:
        report += "\n" + describe_changes(seeds, source.key, last, reading, aliases)
    doubts = describe_doubts(
        request.seeds_dir, seeds.named(source.key), seeds.named(last) if last else []
    )
    report += f"\n{doubts}" if doubts else ""
    outcomes = inspect(seeds, source.key, last)
    failed = refused(seeds, source.key, file.sha256, outcomes)
    if failed and request.acceptance:
        accept(seeds, source.key, file.sha256, failed, request.acceptance)
    elif failed and not request.is_dry_run:
        raise refusal(source, last, failed)
    is_accepted = bool(request.acceptance)
    report += describe_gate(outcomes, failed, is_accepted=is_accepted)
    return Report(report, is_refused=bool(failed) and not is_accepted)


def _read(
    source: Source, aliases: TableAliases, request: Request
) -> tuple[PublishedFile, Reading]:
    """Read a file in its format; both formats are counted by a second reader."""
    place, content = source.place, _content(source, request)
    check_content(source, content)
    if source.scope and archive.is_archive(content):
        what = "this is a zip archive or an Excel workbook, not CSV"
        remedy = (
            "download the CSV export, or leave out --scope if it is the publisher's zip of all "
            "views"
        )
        raise IngestError(place, what, remedy)
    if source.table.file_format == "json":
        file = parse_listing(place, content, aliases)
        return file, read_header(file, aliases)
    file = parse_csv(place, content)
    reading = read_header(file, aliases)
    check_count(file)
    return file, reading


def _content(source: Source, request: Request) -> bytes:
    if source.content is not None:
        return source.content
    if isinstance(source.place, Path):
        return read_bytes(source.place)
    return download(source.place, timeout_seconds=request.timeout_seconds)


def _snapshot(source: Source, file: PublishedFile, held: dict[str, str]) -> dict[str, str]:
    """Describe a file; what is not stated again is taken from an earlier reading."""
    table, collection = source.table, source.table.collection
    return {
        "table_name": table.name,
        "snapshot_date": source.snapshot_date,
        "scope": source.scope,
        "n_records": str(len(file.records)),
        "n_bytes": str(len(file.content)),
        "sha256": file.sha256,
        "records_sha256": "",  # known when the seeds are written
        "publisher": collection.publisher,
        "title": source.title or held.get("title", table.dataset),
        "licence": collection.licence,
        "citation": (
            f"{collection.publisher}, '{table.dataset}', {table.cited_from}, "
            f"{collection.licence}, snapshot {source.snapshot_date}"
        ),
        "source_url": source.source_url or held.get("source_url", table.source_url),
        "accessed_date": (
            source.accessed_date or held.get("accessed_date", source.snapshot_date)
        ),
        "found_in": source.found_in or held.get("found_in", ""),
        "published_columns": str(len(file.header)),
    }
