"""The seed files: read whole, changed in memory, replaced whole, snapshots last."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from scalehouse.ingest.dialect import read_csv, render_csv
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.tables import SNAPSHOT_COLUMNS, SNAPSHOTS_FILE, TABLES, Table

_RESTORE = "restore the seed from version control, or remove the folder and ingest all again"


class SnapshotKey(NamedTuple):
    """What tells one ingested file from another; the scope is empty for hardware."""

    table_name: str
    snapshot_date: str
    scope: str

    def __str__(self) -> str:
        """Show the key as people say it."""
        return " ".join(part for part in self if part)


class Seeds:
    """All snapshots of all tables, as the seed files hold them."""

    def __init__(self, folder: Path, columns: dict[str, tuple[str, ...]]) -> None:
        """Read the seeds in a folder; a seed that isn't there yet holds nothing."""
        self.folder = folder
        self.columns = columns
        self.records: dict[SnapshotKey, list[list[str]]] = {}
        self.snapshots: dict[SnapshotKey, dict[str, str]] = {}
        self.notes: list[str] = []
        self._on_disk: dict[str, str] = {}
        self._read_snapshots()
        for table in TABLES.values():
            self._read_records(table)

    def put(self, key: SnapshotKey, records: list[list[str]], snapshot: dict[str, str]) -> None:
        """Hold a snapshot, in place of an older reading of it if there is one."""
        self.records[key] = records
        self.snapshots[key] = snapshot

    def check_complete(self, about_to_replace: set[SnapshotKey]) -> None:
        """Refuse seeds that an interrupted replacement left half-way."""
        path = self.folder / SNAPSHOTS_FILE
        for key in sorted({*self.records, *self.snapshots} - about_to_replace):
            n_rows = len(self.records.get(key, []))
            n_said = self.snapshots.get(key, {}).get("n_records", "no such snapshot")
            if str(n_rows) != n_said:
                seed = TABLES[key.table_name].seed_file
                what = (
                    f"an earlier ingest stopped half-way: {seed} holds {n_rows} records "
                    f"of {key}, this file says {n_said}"
                )
                raise IngestError(path, what, "ingest that snapshot again with --replace")

    def write(self) -> list[Path]:
        """Replace the files that changed, each whole, the snapshots file last."""
        texts = {table.seed_file: self._render_records(table) for table in TABLES.values()}
        texts[SNAPSHOTS_FILE] = render_csv([SNAPSHOT_COLUMNS, *self._snapshot_rows()])
        changed = {
            self.folder / name: text
            for name, text in texts.items()
            if text and text != self._on_disk.get(name)
        }
        _replace_files(changed)
        return list(changed)

    def _read(self, name: str) -> tuple[list[str], list[list[str]]]:
        path = self.folder / name
        if not path.exists():
            return [], []
        file = read_csv(path)
        text = render_csv([file.header, *file.records])
        if text.encode() != file.content:
            what = "the seed is not as this command writes it; it was edited by hand"
            raise IngestError(path, what, _RESTORE)
        self._on_disk[name] = text
        return file.header, file.records

    def _read_snapshots(self) -> None:
        header, rows = self._read(SNAPSHOTS_FILE)
        if header and header != list(SNAPSHOT_COLUMNS):
            path = self.folder / SNAPSHOTS_FILE
            raise IngestError(path, "other columns than this version's", _RESTORE, line=1)
        for row in rows:
            snapshot = dict(zip(SNAPSHOT_COLUMNS, row, strict=True))
            key = SnapshotKey(row[0], row[1], row[2])
            self.snapshots[key] = snapshot

    def _read_records(self, table: Table) -> None:
        header, rows = self._read(table.seed_file)
        if not header:
            return
        wanted = [*table.key_columns, *self.columns[table.name]]
        gone = [column for column in header if column not in wanted]
        if gone:
            what = "this column is no longer in the alias file"
            remedy = "give it back its row there, or remove the folder and ingest all again"
            raise IngestError(self.folder / table.seed_file, what, remedy, column=gone[0])
        new = [column for column in wanted if column not in header]
        if new:
            self.notes.append(
                f"new in {table.seed_file}: {', '.join(new)}; empty in older snapshots "
                "until they are ingested again with --replace"
            )
        places = [header.index(column) if column in header else None for column in wanted]
        scope_at = wanted.index("scope") if table.has_scope else None
        for row in rows:
            record = ["" if at is None else row[at] for at in places]
            scope = "" if scope_at is None else record[scope_at]
            key = SnapshotKey(table.name, record[0], scope)
            self.records.setdefault(key, []).append(record)

    def _snapshot_rows(self) -> list[list[str]]:
        names = list(TABLES)
        keys = sorted(self.snapshots, key=lambda key: (names.index(key.table_name), key))
        return [[self.snapshots[key][column] for column in SNAPSHOT_COLUMNS] for key in keys]

    def _render_records(self, table: Table) -> str:
        keys = sorted(key for key in self.records if key.table_name == table.name)
        if not keys:
            return ""
        header = [*table.key_columns, *self.columns[table.name]]
        return render_csv([header, *(row for key in keys for row in self.records[key])])


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a second ingest out of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        what, remedy = "another ingest is writing here", "wait until it has ended"
        raise IngestError(folder, what, remedy) from None
    finally:
        os.close(handle)


def _replace_files(texts: dict[Path, str]) -> None:
    parts = {path: path.with_name(f".{path.name}.part") for path in texts}
    try:
        for path, text in texts.items():
            with parts[path].open("w", encoding="utf-8", newline="") as handle:
                handle.write(text)
                handle.flush()
                os.fsync(handle.fileno())
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        for part in parts.values():
            part.unlink(missing_ok=True)
        what = f"can't write ({error.strerror})"
        raise IngestError(next(iter(texts)), what, "free the disk or fix its rights") from None
    for folder in {path.parent for path in texts}:
        directory = os.open(folder, os.O_RDONLY)
        os.fsync(directory)
        os.close(directory)
