"""Files such as the publishers', made from the seeds, for those who have no file of theirs.

What the seeds keep stands under the publishers' headers, in both spellings where there are two;
what they leave out is there as made-up sentences.
"""

import csv
import fnmatch
import hashlib
import io
import json

from scalehouse.ingest.tables import TABLES
from scalehouse.quality.results import OVERRIDES_FILE

PROSE = "A made-up note beside record {number} that says at length what {column} would say."
# What ingests read of a manifest.
COLUMNS = ("file", "title", "snapshot_date", "scope", "found_in", "bytes", "sha256")


def read(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def republish(seeds, aliases, folder):
    """Write a file of every snapshot in the seeds, with their manifest; return its path.

    Args:
        seeds: Folder of the seeds.
        aliases: The alias file, which knows the publishers' headers.
        folder: Where the files go.
    """
    names = read(aliases)
    listed = []
    snapshots = [
        row for path in seeds.glob("published/*/*__snapshots.csv") for row in read(path)
    ]
    for turn, snapshot in enumerate(snapshots):
        table = TABLES[snapshot["table_name"]]
        headers = _headers([row for row in names if row["table_name"] == table.name], turn)
        records = [
            row
            for row in read(seeds / table.seed_file)
            if row["snapshot_date"] == snapshot["snapshot_date"]
            and row.get("scope", "") == snapshot["scope"]
        ]
        render = _render_json if table.file_format == "json" else _render_csv
        content = render(records, headers).encode()
        stem = "_".join(filter(None, (snapshot["snapshot_date"], snapshot["scope"])))
        path = folder / table.manifest_pattern.replace("*", stem)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        listed.append(
            {column: snapshot.get(column, "") for column in COLUMNS}
            | {
                "file": str(path.relative_to(folder)),
                "bytes": str(len(content)),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        )
    write(folder / "MANIFEST.csv", listed)
    return folder / "MANIFEST.csv"


def accept_as(seeds, manifest, into):
    """Write what was accepted of the publishers' files as accepted of those in a manifest."""
    checksums = {
        (table.name, row["snapshot_date"], row["scope"]): row["sha256"]
        for row in read(manifest)
        for table in TABLES.values()
        if any(fnmatch.fnmatchcase(row["file"], name) for name in table.manifest_patterns)
    }
    rows = [
        row | {"sha256": checksums[row["table_name"], row["snapshot_date"], row["scope"]]}
        for row in read(seeds / OVERRIDES_FILE)
    ]
    (into / OVERRIDES_FILE).parent.mkdir()
    write(into / OVERRIDES_FILE, rows)


def _headers(names, turn):
    """Give published headers with the column of ours, if any; spellings take turns."""
    spellings = {}
    for row in names:
        if row["column_name"]:
            spellings.setdefault(row["column_name"], []).append(row["published_column"])
    kept = {found[turn % len(found)]: column for column, found in spellings.items()}
    left_out = {row["published_column"]: "" for row in names if not row["column_name"]}
    return kept | left_out


def _cells(record, headers):
    number = record["record_number"]
    return {
        header: record[column] if column else PROSE.format(number=number, column=header)
        for header, column in headers.items()
    }


def _render_csv(records, headers):
    text = io.StringIO()
    writer = csv.DictWriter(text, headers, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_cells(record, headers) for record in records)
    return text.getvalue()


def _render_json(records, headers):
    models = [_cells(record, headers) for record in records]
    for model in models:
        for header, column in headers.items():
            cell = model[header]
            if not cell:
                model[header] = None
            elif cell in {"true", "false"} or (cell.isdigit() and column != "model_name"):
                model[header] = json.loads(cell)
    return json.dumps(models)
