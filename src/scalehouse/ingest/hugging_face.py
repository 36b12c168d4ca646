"""Bring a listing of Hugging Face models into the seeds: read strictly, map, count twice.

The listing is one JSON array of flat objects, one a model. Downloads are those of the 30 days
before the snapshot: two snapshots overlap or leave gaps, and never add up.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import duckdb

from scalehouse.ingest.aliases import TableAliases, read_aliases, read_header
from scalehouse.ingest.dialect import CsvFile, read_bytes, read_csv, render_csv
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.report import describe, describe_written
from scalehouse.ingest.seeds import locked
from scalehouse.ingest.sources import Source, check_content, check_source
from scalehouse.ingest.tables import Table

TABLE = Table(
    name="hugging_face_models",
    seed_file="hugging_face__models.csv",
    dataset="llmfit model database",
    cited_from="github.com/AlexsJones/llmfit",
    source_url="https://github.com/AlexsJones/llmfit",
    manifest_pattern="huggingface/*_models.json",
)
PUBLISHER = "llmfit"
LICENCE = "MIT"
SNAPSHOTS_FILE = "hugging_face__snapshots.csv"
SNAPSHOT_COLUMNS = (
    "snapshot_date",
    "n_records",
    "n_bytes",
    "sha256",
    "publisher",
    "title",
    "licence",
    "citation",
    "source_url",
    "accessed_date",
    "found_in",
    "published_columns",
)
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_DOWNLOAD_AGAIN = "download it again"
_RESTORE = "restore the seed from version control, or remove the seed files and ingest all"


def _is_text(value: object) -> bool:
    """Half characters and NUL can be written in JSON and in no seed."""
    return isinstance(value, str) and not _UNWRITABLE.search(value)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and _is_text(value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


# What a column of ours may hold beside nothing, and what to call it.
_KINDS: dict[str, tuple[Callable[[object], bool], str]] = {
    "model_name": (_is_name, "a name"),
    "developer": (_is_name, "a name"),
    "parameters": (_is_count, "a whole number of 0 or more"),
    "active_parameters": (_is_count, "a whole number of 0 or more"),
    "n_experts": (_is_count, "a whole number of 0 or more"),
    "n_active_experts": (_is_count, "a whole number of 0 or more"),
    "downloads_30_days": (_is_count, "a whole number of 0 or more"),
    "likes": (_is_count, "a whole number of 0 or more"),
    "is_mixture_of_experts": (_is_flag, "true or false"),
    "is_discovered": (_is_flag, "true or false"),
}
_OTHER_KIND = (_is_text, "text")

_SHOWN = 40  # characters of a wrong value in an error


def ingest(source: Source, seeds_dir: Path, *, replace: bool = False) -> str:
    """Bring one listing into the seeds, and report what was done."""
    check_source(source)
    aliases = read_aliases(seeds_dir / "assumptions" / "column_aliases.csv", TABLE.name)
    folder = seeds_dir / "hugging_face"
    with locked(folder):
        seeds = _Seeds(folder, aliases)
        seeds.check_complete(about_to_replace=source.snapshot_date if replace else "")
        if source.path.is_dir():
            what = "a directory, not a file"
            raise IngestError(source.path, what, "name one JSON file")
        content = read_bytes(source.path)
        check_content(source, content)
        held = seeds.snapshots.get(source.snapshot_date, {})
        if held and not replace:
            raise _already_held(source, content, held)
        file = _read_listing(source.path, content, aliases)
        reading = read_header(file, aliases)
        places = [reading.positions.get(column) for column in aliases.columns]
        seeds.records[source.snapshot_date] = [
            [
                source.snapshot_date,
                str(number),
                *("" if at is None else record[at] for at in places),
            ]
            for number, record in enumerate(file.records, 1)
        ]
        seeds.snapshots[source.snapshot_date] = _describe_snapshot(source, file, held)
        report = describe(f"{TABLE.name} {source.snapshot_date}", file, reading, aliases)
        return describe_written([report], seeds.write())


def _already_held(source: Source, content: bytes, held: dict[str, str]) -> IngestError:
    same = hashlib.sha256(content).hexdigest() == held["sha256"]
    what = (
        f"{TABLE.name} {source.snapshot_date} is already ingested: {held['n_records']} "
        f"records, {'identical' if same else 'DIFFERENT'} content"
    )
    return IngestError(source.path, what, "add --replace to ingest it again")


def _read_listing(path: Path, content: bytes, aliases: TableAliases) -> CsvFile:
    """Read a listing as a table of text, or say where it can't be trusted."""
    text = _decode(path, content)
    models = _parse(path, text)
    header = list(dict.fromkeys(name for model in models for name in model))
    names: dict[object, int] = {}
    for number, model in enumerate(models, 1):
        for published, column in aliases.kept.items():
            _check_value(path, number, published, column, model.get(published))
            if column in aliases.required and published in header and published not in model:
                what, remedy = "this model lacks a required value", _DOWNLOAD_AGAIN
                raise IngestError(path, what, remedy, row=number, column=published)
            if column == "model_name" and published in model:
                first = names.setdefault(model[published], number)
                if first != number:
                    what = f"{model[published]!r} stands here twice, first in row {first}"
                    raise IngestError(path, what, "keep one of them", row=number)
    _check_count(path, text, len(models))
    rows = [[_cell(model.get(name)) for name in header] for model in models]
    return CsvFile(path, content, header, rows)


def _decode(path: Path, content: bytes) -> str:
    if not content.strip():
        raise IngestError(path, "the file is empty", _DOWNLOAD_AGAIN)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"not UTF-8: byte {content[error.start]:#04x} at byte offset {error.start}"
        line = content.count(b"\n", 0, error.start) + 1
        raise IngestError(path, what, "save the file as UTF-8", line=line) from None


def _parse(path: Path, text: str) -> list[dict[str, object]]:
    try:
        models = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        what = f"not JSON, at character {error.colno} of this line: {error.msg}"
        raise IngestError(path, what, _DOWNLOAD_AGAIN, line=error.lineno) from None
    except RecursionError:
        raise IngestError(path, "nested too deeply", _DOWNLOAD_AGAIN) from None
    except ValueError as error:
        raise IngestError(path, str(error), _DOWNLOAD_AGAIN) from None
    if not isinstance(models, list):
        what = f"one {type(models).__name__}, not a list of models"
        raise IngestError(path, what, "the file must hold one JSON array of objects")
    if not models:
        remedy = f"{_DOWNLOAD_AGAIN}, and check that the export held records"
        raise IngestError(path, "a list without models", remedy)
    for number, model in enumerate(models, 1):
        if not isinstance(model, dict):
            what = f"an entry that is {type(model).__name__}, not an object"
            raise IngestError(path, what, _DOWNLOAD_AGAIN, row=number)
    return models


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    model = dict(pairs)
    if len(model) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        msg = f"an object has the name {twice!r} more than once"
        raise ValueError(msg)
    return model


def _refuse(constant: str) -> None:
    msg = f"{constant} is no JSON number"
    raise ValueError(msg)


def _check_count(path: Path, text: str, n_models: int) -> None:
    """Refuse a listing in which DuckDB finds another number of models."""
    try:
        with duckdb.connect() as connection:
            found = connection.execute("select json_array_length(?::json)", [text]).fetchone()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        what = f"DuckDB's reader refuses the file ({reason})"
        raise IngestError(path, what, _DOWNLOAD_AGAIN) from None
    n_found = found[0] if found else 0
    if n_found != n_models:
        what = f"two readers disagree: {n_models} models here, {n_found} in DuckDB"
        raise IngestError(path, what, _DOWNLOAD_AGAIN)


def _check_value(path: Path, row: int, published: str, column: str, value: object) -> None:
    is_kind, kind = _KINDS.get(column, _OTHER_KIND)
    if value is not None and not is_kind(value):
        shown = json.dumps(value)[:_SHOWN]
        what, remedy = f"{shown} is not {kind}", "correct the value at its source"
        raise IngestError(path, what, remedy, row=row, column=published)


def _cell(value: object) -> str:
    """Show a value as text: nothing as nothing, flags as true and false."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def _describe_snapshot(source: Source, file: CsvFile, held: dict[str, str]) -> dict[str, str]:
    """Describe a file; what isn't said anew stays as an earlier reading had it."""
    return {
        "snapshot_date": source.snapshot_date,
        "n_records": str(len(file.records)),
        "n_bytes": str(len(file.content)),
        "sha256": file.sha256,
        "publisher": PUBLISHER,
        "title": source.title or held.get("title", TABLE.dataset),
        "licence": LICENCE,
        "citation": (
            f"{TABLE.dataset}, {TABLE.cited_from}, {LICENCE}, "
            f"figures of the Hugging Face Hub, snapshot {source.snapshot_date}"
        ),
        "source_url": source.source_url or held.get("source_url", TABLE.source_url),
        "accessed_date": (
            source.accessed_date or held.get("accessed_date", source.snapshot_date)
        ),
        "found_in": source.found_in or held.get("found_in", ""),
        "published_columns": str(len(file.header)),
    }


class _Seeds:
    """All snapshots of the listing, as the two seed files hold them."""

    def __init__(self, folder: Path, aliases: TableAliases) -> None:
        self.folder = folder
        self.header = ["snapshot_date", "record_number", *aliases.columns]
        self.on_disk: dict[str, str] = {}
        self.records: dict[str, list[list[str]]] = {}
        self.snapshots: dict[str, dict[str, str]] = {}
        for row in self._read(TABLE.seed_file, self.header):
            self.records.setdefault(row[0], []).append(row)
        for row in self._read(SNAPSHOTS_FILE, list(SNAPSHOT_COLUMNS)):
            self.snapshots[row[0]] = dict(zip(SNAPSHOT_COLUMNS, row, strict=True))

    def _read(self, name: str, header: list[str]) -> list[list[str]]:
        path = self.folder / name
        if not path.exists():
            return []
        file = read_csv(path)
        if file.header != header:
            raise IngestError(path, "other columns than this version's", _RESTORE, line=1)
        self.on_disk[name] = render_csv([header, *file.records])
        if self.on_disk[name].encode() != file.content:
            what = "not as this command writes it: another program saved the seed"
            raise IngestError(path, what, _RESTORE)
        return file.records

    def check_complete(self, *, about_to_replace: str) -> None:
        """Refuse seeds that an interrupted replacement left half-way."""
        for date in sorted({*self.records, *self.snapshots} - {about_to_replace}):
            n_rows = len(self.records.get(date, []))
            n_said = self.snapshots.get(date, {}).get("n_records", "no")
            if str(n_rows) != n_said:
                what = (
                    f"an earlier ingest stopped half-way: {TABLE.seed_file} holds {n_rows} "
                    f"records of {date}, this file says {n_said}"
                )
                remedy = f"ingest {date} again with --replace"
                raise IngestError(self.folder / SNAPSHOTS_FILE, what, remedy)

    def write(self) -> list[Path]:
        """Replace the files that changed, each whole, the snapshots file last."""
        records = [row for date in sorted(self.records) for row in self.records[date]]
        described = [
            [self.snapshots[date][name] for name in SNAPSHOT_COLUMNS]
            for date in sorted(self.snapshots)
        ]
        texts = {
            TABLE.seed_file: render_csv([self.header, *records]),
            SNAPSHOTS_FILE: render_csv([SNAPSHOT_COLUMNS, *described]),
        }
        changed = [name for name, text in texts.items() if text != self.on_disk.get(name)]
        try:
            for name in changed:
                _write_synced(self.folder / f".{name}.part", texts[name])
            for name in changed:
                (self.folder / f".{name}.part").replace(self.folder / name)
        except OSError as error:
            what = f"can't be written ({error.strerror})"
            remedy = "free the disk or correct the rights, and run the command again"
            raise IngestError(self.folder, what, remedy) from None
        return [self.folder / name for name in changed]


def _write_synced(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
