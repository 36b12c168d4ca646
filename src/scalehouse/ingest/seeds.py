"""The seeds that ingests write: read whole, changed in memory, replaced together."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from scalehouse.ingest import journal, record_chain
from scalehouse.ingest.column_aliases import TableAliases
from scalehouse.ingest.dialect import read_csv, render_csv
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.record_chain import Cells, RecordChain
from scalehouse.ingest.sources import SnapshotKey
from scalehouse.ingest.tables import SNAPSHOT_COLUMNS, TABLES, WHOLE, Collection, Table
from scalehouse.quality.results import (
    OVERRIDE_COLUMNS,
    OVERRIDES_FILE,
    RESULT_COLUMNS,
    RESULTS_FILE,
)

_RESTORE = "restore the seed from version control, or remove the seed files and ingest all"


class Seeds:
    """All snapshots of all tables, with what validation found and who accepted it."""

    def __init__(self, root: Path, aliases: dict[str, TableAliases]) -> None:
        """Read the seeds below a folder; a seed that isn't there yet counts as empty."""
        self.root = root
        self.columns = {name: table.columns for name, table in aliases.items()}
        self.records: dict[SnapshotKey, list[list[str]]] = {}
        self.snapshots: dict[SnapshotKey, dict[str, str]] = {}
        self.results: dict[SnapshotKey, list[dict[str, str]]] = {}
        self.overrides: list[dict[str, str]] = []
        self.notes: list[str] = []
        self._on_disk: dict[str, str] = {}
        self._checksums: dict[SnapshotKey, str] = {}
        self._put: list[SnapshotKey] = []
        self.chains: dict[Collection, RecordChain] = {}
        for collection in _collections():
            self._read_snapshots(collection)
            links = self._read_rows(collection.chain_file, record_chain.COLUMNS)
            self.chains[collection] = RecordChain(root / collection.chain_file, links)
        for table in TABLES.values():
            self._read_records(table)
        for row in self._read_rows(RESULTS_FILE, RESULT_COLUMNS):
            self.results.setdefault(_key(row), []).append(row)
        self.overrides = self._read_rows(OVERRIDES_FILE, OVERRIDE_COLUMNS)

    def put(self, key: SnapshotKey, records: list[list[str]], snapshot: dict[str, str]) -> None:
        """Add a snapshot, and replace an older reading of it."""
        self.records[key] = records
        self.snapshots[key] = snapshot
        self._put.append(key)

    def last_before(self, key: SnapshotKey) -> SnapshotKey | None:
        """Return the newest older snapshot of the same scope, or else of another one.

        Another scope may be of the same day, too. The whole database comes before its views:
        it has most records to compare.
        """
        older = [
            other
            for other in self.snapshots
            if other.table_name == key.table_name
            and (
                other.snapshot_date < key.snapshot_date
                or (other.snapshot_date == key.snapshot_date and other.scope != key.scope)
            )
        ]
        same_scope = [other for other in older if other.scope == key.scope]
        return max(
            same_scope or older,
            key=lambda other: (other.snapshot_date, other.scope == WHOLE),
            default=None,
        )

    def whole_beside(self, key: SnapshotKey) -> SnapshotKey | None:
        """Return the newest snapshot of the whole database that a view can be a part of."""
        wholes = [
            other
            for other in self.snapshots
            if (other.table_name, other.scope) == (key.table_name, WHOLE)
            and other.snapshot_date <= key.snapshot_date
            and key.scope != WHOLE
        ]
        return max(wholes, default=None)

    def named(self, key: SnapshotKey) -> list[dict[str, str]]:
        """Return a snapshot's records by the names of our columns."""
        header = [*TABLES[key.table_name].key_columns, *self.columns[key.table_name]]
        return [dict(zip(header, record, strict=True)) for record in self.records[key]]

    def check_complete(self, about_to_replace: set[SnapshotKey]) -> None:
        """Refuse seeds whose records are not those that were ingested."""
        self.check_counts(about_to_replace)
        for chain in self.chains.values():
            chain.check_links()
        chained = {key for chain in self.chains.values() for key in chain.snapshots()}
        for key in sorted({*self.records, *chained} - about_to_replace):
            self._check_links_of(key)
        self.check_sums(about_to_replace)

    def check_counts(self, about_to_replace: set[SnapshotKey]) -> None:
        """Refuse seeds that have other numbers of records than their descriptions say."""
        for key in sorted({*self.records, *self.snapshots} - about_to_replace):
            table = TABLES[key.table_name]
            n_rows = len(self.records.get(key, []))
            n_said = self.snapshots.get(key, {}).get("n_records", "no")
            if str(n_rows) != n_said:
                what = (
                    f"seeds that don't fit together: {table.seed_file} holds {n_rows} records "
                    f"of {key}, this file says {n_said}"
                )
                path = self.root / table.collection.snapshots_file
                raise IngestError(path, what, f"ingest {key} again with --replace")

    def check_sums(self, about_to_replace: set[SnapshotKey]) -> None:
        """Refuse records that are not those of which the checksum was written down."""
        for key in sorted({*self.records} - about_to_replace):
            if self._checksums[key] != self.snapshots[key]["records_sha256"]:
                what = f"the records of {key} are not those that were ingested"
                remedy = f"{_RESTORE}; or ingest {key} again with --replace"
                raise IngestError(self.root / TABLES[key.table_name].seed_file, what, remedy)

    def extend_chains(self, reason: str) -> list[str]:
        """Add links for what was put in, and report what they correct.

        Args:
            reason: Why records differ from what was ingested before; empty if they may not.
        """
        reports = []
        for key in dict.fromkeys(self._put):
            chain, cells = self._chain_of(key), self._cells(key)
            filled = cells.filled(TABLES[key.table_name].key_columns)
            difference = chain.difference(key, cells)
            if not difference:
                new = [column for column in filled if column not in chain.covered(key)]
                if new or not chain.in_force(key):
                    chain.append(key, new, cells)
                continue
            if not reason:
                what = f"{key} would not be what was ingested before: {difference}"
                remedy = (
                    "if that is right, add --correct 'the reason', which the chain of records "
                    "keeps"
                )
                raise IngestError(self.root / TABLES[key.table_name].seed_file, what, remedy)
            link = chain.append(key, filled, cells, reason)
            reports.append(f"{key}: link {link['link_number']} corrects it ({difference})")
        return reports

    def restart_chains(self) -> list[str]:
        """Begin every chain anew, over the records as they are, and report its ends."""
        reports = []
        for collection, old in self.chains.items():
            new = self.chains[collection] = RecordChain(old.place)
            for key in sorted(self.records, key=lambda key: (key.snapshot_date, key)):
                table = TABLES[key.table_name]
                if table.collection == collection:
                    cells = self._cells(key)
                    new.append(key, cells.filled(table.key_columns), cells)
            if new.links:
                before = f", was {old.head[:12]}" if old.links else ""
                reports.append(f"{describe_chain(collection.name, new)}{before}")
        return reports

    def write(self) -> list[Path]:
        """Replace the files that changed, all of them or none."""
        for key, records in self.records.items():
            checksum = _checksum(self._header(TABLES[key.table_name]), records)
            self.snapshots[key]["records_sha256"] = checksum
        texts = {table.seed_file: self._render_records(table) for table in TABLES.values()}
        for collection in _collections():
            described = [
                self.snapshots[key]
                for key in _in_order(self.snapshots)
                if TABLES[key.table_name].collection == collection
            ]
            texts[collection.snapshots_file] = _render(SNAPSHOT_COLUMNS, described)
            links = self.chains[collection].links
            texts[collection.chain_file] = _render(record_chain.COLUMNS, links)
        results = [row for key in _in_order(self.results) for row in self.results[key]]
        texts[RESULTS_FILE] = _render(RESULT_COLUMNS, results)
        texts[OVERRIDES_FILE] = _render(OVERRIDE_COLUMNS, self.overrides)
        changed = {
            name: text
            for name, text in texts.items()
            if text and text != self._on_disk.get(name)
        }
        if changed:
            journal.replace(self.root, changed)
        return [self.root / name for name in changed]

    def _check_links_of(self, key: SnapshotKey) -> None:
        """Refuse a snapshot that isn't what its links say."""
        table, chain = TABLES[key.table_name], self._chain_of(key)
        path = self.root / table.seed_file
        if not chain.in_force(key):
            what = f"{key} has no link"
            remedy = f"{record_chain.RESTORE_CHAIN}, or see `scalehouse chain --restart`"
            raise IngestError(chain.place, what, remedy)
        cells = self._cells(key)
        if difference := chain.difference(key, cells):
            raise IngestError(path, f"{key}, {difference}", record_chain.RESTORE)
        filled = cells.filled(table.key_columns)
        covered = chain.covered(key)
        if new := [column for column in filled if column not in covered]:
            what = f"{key} has values that no link covers"
            raise IngestError(path, what, record_chain.RESTORE, column=new[0])

    def _chain_of(self, key: SnapshotKey) -> RecordChain:
        return self.chains[TABLES[key.table_name].collection]

    def _cells(self, key: SnapshotKey) -> Cells:
        return Cells(self._header(TABLES[key.table_name]), self.records.get(key, []))

    def _read(self, name: str) -> tuple[list[str], list[list[str]]]:
        path = self.root / name
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

    def _read_rows(self, name: str, columns: Sequence[str]) -> list[dict[str, str]]:
        header, rows = self._read(name)
        if header and header != list(columns):
            what = "other columns than this version's"
            raise IngestError(self.root / name, what, _RESTORE, line=1)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def _read_snapshots(self, collection: Collection) -> None:
        for row in self._read_rows(collection.snapshots_file, SNAPSHOT_COLUMNS):
            key = _key(row)
            if key.table_name not in TABLES:
                path = self.root / collection.snapshots_file
                what = f"no table {key.table_name!r}"
                raise IngestError(path, what, _RESTORE, column="table_name")
            self.snapshots[key] = row

    def _read_records(self, table: Table) -> None:
        header, rows = self._read(table.seed_file)
        if not header:
            return
        wanted = self._header(table)
        if header[: len(table.key_columns)] != list(table.key_columns):
            what = "other columns than this version's"
            raise IngestError(self.root / table.seed_file, what, _RESTORE, line=1)
        gone = [column for column in header if column not in wanted]
        if gone:
            what = "this column is no longer in the alias file"
            remedy = "give it back its row there, or remove the seed files and ingest all"
            raise IngestError(self.root / table.seed_file, what, remedy, column=gone[0])
        new = [column for column in wanted if column not in header]
        if new:
            self.notes.append(
                f"new in {table.seed_file}: {', '.join(new)}; empty in older snapshots "
                "until they are ingested again with --replace"
            )
        published: dict[SnapshotKey, list[list[str]]] = {}
        scope_at = header.index("scope") if table.has_scope else None
        for row in rows:
            key = SnapshotKey(table.name, row[0], "" if scope_at is None else row[scope_at])
            published.setdefault(key, []).append(row)
        places = [header.index(column) if column in header else None for column in wanted]
        for key, records in published.items():
            self._checksums[key] = _checksum(header, records)
            self.records[key] = [
                ["" if at is None else record[at] for at in places] for record in records
            ]

    def _header(self, table: Table) -> list[str]:
        return [*table.key_columns, *self.columns[table.name]]

    def _render_records(self, table: Table) -> str:
        keys = sorted(key for key in self.records if key.table_name == table.name)
        if not keys:
            return ""
        rows = [row for key in keys for row in self.records[key]]
        return render_csv([self._header(table), *rows])


def describe_chain(name: str, chain: RecordChain) -> str:
    """Say how long a chain is and where it ends."""
    n_links, n_snapshots = len(chain.links), len(chain.snapshots())
    return f"{name}: snapshots {n_snapshots}, links {n_links}, ends in {chain.head[:12]}"


def _collections() -> list[Collection]:
    return list(dict.fromkeys(table.collection for table in TABLES.values()))


def _key(row: dict[str, str]) -> SnapshotKey:
    return SnapshotKey(row["table_name"], row["snapshot_date"], row["scope"])


def _in_order(keys: Iterable[SnapshotKey]) -> list[SnapshotKey]:
    names = list(TABLES)
    return sorted(keys, key=lambda key: (names.index(key.table_name), key))


def _render(columns: Sequence[str], rows: Sequence[dict[str, str]]) -> str:
    if not rows:
        return ""
    return render_csv([columns, *([row[column] for column in columns] for row in rows)])


def _checksum(header: list[str], records: list[list[str]]) -> str:
    return hashlib.sha256(render_csv([header, *records]).encode()).hexdigest()
