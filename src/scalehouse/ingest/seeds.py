"""The seed files: read whole, changed in memory, replaced whole, snapshots last."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scalehouse.ingest.dialect import read_csv, render_csv
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.sources import SnapshotKey
from scalehouse.ingest.tables import SNAPSHOT_COLUMNS, SNAPSHOTS_FILE, TABLES, Table

_FILES = (*(table.seed_file for table in TABLES.values()), SNAPSHOTS_FILE)
_MARKER = ".complete"  # there while complete new files wait to be put in place
_RESTORE = "restore the seed from version control, or remove the seed files and ingest all"


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
        if (folder / _MARKER).exists():
            _put_in_place(folder)
            self.notes.append("finished an earlier ingest that was stopped while writing")
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
            n_said = self.snapshots.get(key, {}).get("n_records", "no")
            if str(n_rows) != n_said:
                what = (
                    f"an earlier ingest stopped half-way: {TABLES[key.table_name].seed_file} "
                    f"holds {n_rows} records of {key}, this file says {n_said}"
                )
                raise IngestError(path, what, f"ingest {key} again with --replace")

    def write(self) -> list[Path]:
        """Replace the files that changed, each whole, the snapshots file last."""
        texts = {table.seed_file: self._render_records(table) for table in TABLES.values()}
        texts[SNAPSHOTS_FILE] = render_csv([SNAPSHOT_COLUMNS, *self._snapshot_rows()])
        changed = {
            name: text for name, text in texts.items() if text != self._on_disk.get(name, "")
        }
        if changed:
            _write_parts(self.folder, changed)
            _put_in_place(self.folder)
        return [self.folder / name for name in changed]

    def _read(self, name: str) -> tuple[list[str], list[list[str]]]:
        path = self.folder / name
        if not path.exists():
            return [], []
        file = read_csv(path)
        text = render_csv([file.header, *file.records])
        if text.encode() != file.content:
            pairs = zip(text.encode().split(b"\n"), file.content.split(b"\n"), strict=False)
            line = next((n for n, (ours, theirs) in enumerate(pairs, 1) if ours != theirs), 1)
            what = "not as this command writes it: another program saved the seed"
            raise IngestError(path, what, _RESTORE, line=line)
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
            if key.table_name not in TABLES:
                path, what = self.folder / SNAPSHOTS_FILE, f"no table {key.table_name!r}"
                raise IngestError(path, what, _RESTORE, column="table_name")
            self.snapshots[key] = snapshot

    def _read_records(self, table: Table) -> None:
        header, rows = self._read(table.seed_file)
        if not header:
            return
        wanted = [*table.key_columns, *self.columns[table.name]]
        gone = [column for column in header if column not in wanted]
        if gone:
            what = "this column is no longer in the alias file"
            remedy = "give it back its row there, or remove the seed files and ingest all"
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
    """Keep a second ingest out of the folder; the lock ends with the process."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        what = f"can't be used as the seeds folder ({error.strerror})"
        raise IngestError(folder, what, "name another with --seeds-dir") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            what = "another ingest is writing here"
            raise IngestError(folder, what, "wait until it has ended") from None
        yield
    finally:
        os.close(handle)


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _write_parts(folder: Path, texts: dict[str, str]) -> None:
    """Write the new files beside the old ones, and mark them complete."""
    try:
        for name in _FILES:
            _part(folder / name).unlink(missing_ok=True)
        for name, text in texts.items():
            _write_synced(_part(folder / name), text)
        _write_synced(folder / _MARKER, "")
        _sync_folder(folder)
    except OSError as error:
        (folder / _MARKER).unlink(missing_ok=True)
        for name in texts:
            _part(folder / name).unlink(missing_ok=True)
        what = f"can't be written ({error.strerror}); the seeds are unchanged"
        raise IngestError(folder, what, "free the disk or correct the rights") from None


def _put_in_place(folder: Path) -> None:
    """Replace old files by complete new ones; a stop in between is finished next time."""
    try:
        for name in _FILES:
            if _part(folder / name).exists():
                _part(folder / name).replace(folder / name)
        (folder / _MARKER).unlink()
        _sync_folder(folder)
    except OSError as error:
        what = f"can't be replaced ({error.strerror}); some seeds are new, some old"
        remedy = "correct the rights and run the command again, which finishes this first"
        raise IngestError(folder, what, remedy) from None


def _write_synced(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
