"""The chain of records: what was ingested stays as it was, link by link.

A link says which records a snapshot has, in the columns where it has values. Each link is
sealed by a checksum over its own cells, among them the checksum of the link before, so links
are only ever added at the end. `macros/check_record_chains.sql` computes the same in every
build. All checksums are SHA-256 of UTF-8 text, in hex digits:

- of a row: its record number and the covered cells, joined by U+001F; an empty cell is empty
- `row_checksums`: the first 8 digits of each row's, in order, as one text
- `rows_sha256`: of all digits of all rows, in order, as one text
- `sha256`, the link's own: of all its other cells, in the order of `COLUMNS`, joined by U+001F
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.sources import SnapshotKey

COLUMNS = (
    "link_number",
    "table_name",
    "snapshot_date",
    "scope",
    "correction_reason",
    "covered_columns",
    "n_records",
    "row_checksums",
    "rows_sha256",
    "previous_sha256",
    "sha256",
)
RESTORE = "restore the seed from version control, or ingest the file again with --replace"
RESTORE_CHAIN = "restore the seed from version control"

_BETWEEN_CELLS = "\x1f"
_BETWEEN_COLUMNS = "|"
_N_DIGITS = 8
_SHOWN = 5

Link = dict[str, str]


class Cells(NamedTuple):
    """The records of one snapshot, with the names of their columns, `record_number` too."""

    header: Sequence[str]
    records: Sequence[Sequence[str]]

    def filled(self, keys: Iterable[str]) -> list[str]:
        """Name the columns that have a value somewhere, beside those that are keys."""
        known = set(keys)
        return [
            column
            for at, column in enumerate(self.header)
            if column not in known and any(record[at] for record in self.records)
        ]

    def row_hashes(self, columns: Sequence[str]) -> list[str]:
        """Return the checksum of each row, over some columns."""
        at = [self.header.index(column) for column in ("record_number", *columns)]
        return [_sha256(_BETWEEN_CELLS.join(record[k] for k in at)) for record in self.records]


class RecordChain:
    """The links of one collection, in the order in which snapshots were ingested."""

    def __init__(self, place: Path, links: Iterable[Link] = ()) -> None:
        """Take the links that there are, and where they are kept."""
        self.place = place
        self.links = list(links)

    @property
    def head(self) -> str:
        """Checksum of the last link, which stands for the whole chain."""
        return self.links[-1]["sha256"] if self.links else ""

    def append(
        self, key: SnapshotKey, columns: Sequence[str], cells: Cells, reason: str = ""
    ) -> Link:
        """Add a link over some columns; with a reason, it replaces those of its snapshot."""
        self._refuse_separators(key, cells)
        hashes = cells.row_hashes(columns)
        link = {
            "link_number": str(len(self.links) + 1),
            "table_name": key.table_name,
            "snapshot_date": key.snapshot_date,
            "scope": key.scope,
            "correction_reason": reason,
            "covered_columns": _BETWEEN_COLUMNS.join(columns),
            "n_records": str(len(hashes)),
            "row_checksums": "".join(row[:_N_DIGITS] for row in hashes),
            "rows_sha256": _sha256("".join(hashes)),
            "previous_sha256": self.head,
        }
        link["sha256"] = _seal(link)
        self.links.append(link)
        return link

    def snapshots(self) -> list[SnapshotKey]:
        """Return every snapshot that has a link."""
        return list(dict.fromkeys(map(_key, self.links)))

    def in_force(self, key: SnapshotKey) -> list[Link]:
        """Return the links that a snapshot's records must agree with."""
        of_key = [link for link in self.links if _key(link) == key]
        corrected = [at for at, link in enumerate(of_key) if link["correction_reason"]]
        return of_key[corrected[-1] :] if corrected else of_key

    def covered(self, key: SnapshotKey) -> list[str]:
        """Return the columns of a snapshot that a link covers."""
        return [column for link in self.in_force(key) for column in _columns(link)]

    def check_links(self) -> None:
        """Refuse a chain whose links were edited, removed or put into another order."""
        before: Link = dict.fromkeys(COLUMNS, "")
        for number, link in enumerate(self.links, 1):
            if (
                link["link_number"] != str(number)
                or link["previous_sha256"] != before["sha256"]
            ):
                after = f"link {before['link_number']} ({_key(before)})" if number > 1 else ""
                what = (
                    f"link {link['link_number']} ({_key(link)}) does not follow on "
                    f"{after or 'the start of the chain'}: a link was removed, moved or edited"
                )
                raise IngestError(self.place, what, RESTORE_CHAIN, row=number)
            if link["sha256"] != _seal(link):
                what = f"link {number} ({_key(link)}) was edited"
                raise IngestError(self.place, what, RESTORE_CHAIN, row=number)
            before = link

    def difference(self, key: SnapshotKey, cells: Cells) -> str:
        """Say how a snapshot's records differ from what its links say; empty if they don't."""
        for link in self.in_force(key):
            columns = _columns(link)
            gone = [column for column in columns if column not in cells.header]
            if gone:
                return f"column {gone[0]!r} of link {link['link_number']} is not there"
            hashes = cells.row_hashes(columns)
            if _sha256("".join(hashes)) != link["rows_sha256"]:
                return _describe(link, cells, hashes)
        return ""

    def _refuse_separators(self, key: SnapshotKey, cells: Cells) -> None:
        """Refuse a cell that looks like two, so that no other cells have its checksum."""
        for record in cells.records:
            for column, cell in zip(cells.header, record, strict=True):
                if _BETWEEN_CELLS in cell:
                    number = int(record[cells.header.index("record_number")])
                    what = f"{key} has a control character, U+001F, that separates cells"
                    remedy = "take it out of the published file, and keep both files"
                    raise IngestError(self.place, what, remedy, row=number, column=column)


def _describe(link: Link, cells: Cells, hashes: Sequence[str]) -> str:
    """Name the records that differ from a link."""
    checksums = link["row_checksums"]
    said = {
        str(number): checksums[at : at + _N_DIGITS]
        for number, at in enumerate(range(0, len(checksums), _N_DIGITS), 1)
    }
    numbers = [record[cells.header.index("record_number")] for record in cells.records]
    found = {number: row[:_N_DIGITS] for number, row in zip(numbers, hashes, strict=True)}
    kinds = {
        "not as ingested": [n for n in found if n in said and found[n] != said[n]],
        "missing": [n for n in said if n not in found],
        "not of the file": [n for n in found if n not in said],
    }
    if not any(kinds.values()):
        moved = [n for at, n in enumerate(numbers, 1) if n != str(at)]
        kinds["out of order"] = sorted(moved or numbers, key=lambda n: (len(n), n))
    return "; ".join(f"{_listed(rows)}: {kind}" for kind, rows in kinds.items() if rows)


def _listed(numbers: Sequence[str]) -> str:
    more = f" and {len(numbers) - _SHOWN:,} more" if len(numbers) > _SHOWN else ""
    word = "record" if len(numbers) == 1 else "records"
    return f"{word} {', '.join(numbers[:_SHOWN])}{more}"


def _key(link: Link) -> SnapshotKey:
    return SnapshotKey(link["table_name"], link["snapshot_date"], link["scope"])


def _columns(link: Link) -> list[str]:
    return [column for column in link["covered_columns"].split(_BETWEEN_COLUMNS) if column]


def _seal(link: Link) -> str:
    return _sha256(_BETWEEN_CELLS.join(link[column] for column in COLUMNS[:-1]))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
