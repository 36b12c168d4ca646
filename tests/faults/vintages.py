"""Published files, written anew from the seeds under the names that the publisher gave."""

import csv
import io
from pathlib import Path

ROOT = Path(__file__).parents[2]
ALIASES = ROOT / "seeds" / "rules" / "core" / "column_aliases.csv"
RECORDS = ROOT / "seeds" / "published" / "epoch_ai" / "epoch_ai__ai_model_records.csv"

Record = dict[str, str]


def read(path: Path) -> list[Record]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def by_date() -> dict[tuple[str, str], list[Record]]:
    """Give the records of AI models by date and scope, oldest first."""
    found: dict[tuple[str, str], list[Record]] = {}
    for record in read(RECORDS):
        found.setdefault((record["snapshot_date"], record["scope"]), []).append(record)
    return dict(sorted(found.items()))


def as_published(records: list[Record], line_end: str = "\n") -> str:
    """Write records under the publisher's names, without columns that hold nothing."""
    names = {
        row["column_name"]: row["published_column"]
        for row in read(ALIASES)
        if row["table_name"] == "ai_models" and row["column_name"]
    }
    kept = [name for name in names if any(record[name] for record in records)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=line_end)
    writer.writerow([names[name] for name in kept])
    writer.writerows([[record[name] for name in kept] for record in records])
    return text.getvalue()


def next_one() -> str:
    """Write the newest whole snapshot as its publisher would, and some records more."""
    *_, newest = (records for (_, scope), records in by_date().items() if scope == "all")
    added = [row | {"model_name": f"Next {row['model_name']}"} for row in newest[::20]]
    return as_published([*newest, *added])
