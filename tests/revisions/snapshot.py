"""A snapshot that nobody published: the newest one, with changes that are known."""

import csv
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

RECORDS = "seeds/published/epoch_ai/epoch_ai__ai_model_records.csv"
SNAPSHOTS = "seeds/published/epoch_ai/epoch_ai__snapshots.csv"
ALIASES = "seeds/rules/core/ai_model_aliases.csv"
FACTORS = (0.2, 0.4, 1.005, 3.0, 10.0, 40.0)
LATER_BY = dt.timedelta(days=200)


@dataclass
class Changes:
    """What was done, by `ai_model_id`."""

    factors: dict[str, float] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    moved_days: dict[str, int] = field(default_factory=dict)
    domains: dict[str, tuple[str, str]] = field(default_factory=dict)
    new_names: dict[str, str] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        return list(reader), reader.fieldnames


def append(path, rows, columns):
    with path.open("a", newline="", encoding="utf-8") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerows(rows)


def add_snapshot(root: Path, ids: dict[int, str], seed: int) -> tuple[Changes, str, str]:
    """Append a changed copy of the newest snapshot to the seeds of a project.

    Args:
        root: Copy of the project.
        ids: `ai_model_id` of records of the newest snapshot that may be changed, by number.
        seed: Decides which records are changed.

    Returns:
        The changes, and the dates of the newest snapshot and of the one that was added.
    """
    records, columns = read(root / RECORDS)
    newest = max(record["snapshot_date"] for record in records)
    later = (dt.date.fromisoformat(newest) + LATER_BY).isoformat()
    copies = [dict(record) for record in records if record["snapshot_date"] == newest]
    drawn = np.random.default_rng(seed).permutation(sorted(ids)).tolist()
    by_number = {int(record["record_number"]): record for record in copies}
    changes, aliases = Changes(), []
    for factor in FACTORS:
        record, key = by_number[number := drawn.pop()], ids[number]
        record["training_compute_flop"] = repr(float(record["training_compute_flop"]) * factor)
        changes.factors[key] = factor
    for _ in range(2):
        by_number[number := drawn.pop()]["training_compute_flop"] = ""
        changes.withdrawn.add(ids[number])
    for days in (-40, 3, 90):
        record, key = by_number[number := drawn.pop()], ids[number]
        date = dt.date.fromisoformat(record["publication_date"])
        record["publication_date"] = (date + dt.timedelta(days)).isoformat()
        changes.moved_days[key] = days
    for _ in range(2):
        record, key = by_number[number := drawn.pop()], ids[number]
        changes.domains[key] = (record["domains"], "Robotics")
        record["domains"] = "Robotics"
    for _ in range(2):
        record, key = by_number[number := drawn.pop()], ids[number]
        record["model_name"] = changes.new_names[key] = f" {record['model_name']}-!"
    for number in (drawn.pop(), drawn.pop()):
        name = f"Renamed model {number}"
        aliases.append(
            {
                "alias": name,
                "canonical_name": by_number[number]["model_name"],
                "kind": "rename",
                "evidence": "renamed by the test",
            }
        )
        by_number[number]["model_name"] = changes.new_names[ids[number]] = name
    for _ in range(4):
        changes.removed.add(ids[number := drawn.pop()])
        copies.remove(by_number[number])
    for k in range(5):
        copies.append(
            by_number[drawn.pop()]
            | {
                "record_number": str(len(records) + k),
                "model_name": f"Added model {k}",
                "link": f"https://example.org/{k}",
                "publication_date": f"2016-0{k + 1}-15",
            }
        )
        changes.added.add(f"addedmodel{k}")
    append(root / RECORDS, [record | {"snapshot_date": later} for record in copies], columns)
    append(root / ALIASES, aliases, read(root / ALIASES)[1])
    snapshots, columns = read(root / SNAPSHOTS)
    [held] = [
        row
        for row in snapshots
        if (row["table_name"], row["snapshot_date"]) == ("ai_models", newest)
    ]
    added = held | {"snapshot_date": later, "n_records": str(len(copies))}
    append(root / SNAPSHOTS, [added], columns)
    return changes, newest, later
