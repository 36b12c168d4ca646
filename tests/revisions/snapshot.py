"""A snapshot that nobody published: the newest one, with changes that are known."""

import csv
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from scalehouse.ingest.column_aliases import read_every_alias
from scalehouse.ingest.seeds import Seeds

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
    organizations: dict[str, str] = field(default_factory=dict)
    access_tiers: dict[str, str] = field(default_factory=dict)
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


def _keep_one_view(root):
    """Leave the notable view of the newest snapshot alone on its day, and return the day."""
    newest = max(record["snapshot_date"] for record in read(root / RECORDS)[0])
    for path in (root / RECORDS, root / SNAPSHOTS):
        rows, columns = read(path)
        path.unlink()
        kept = [
            row
            for row in rows
            if row["snapshot_date"] != newest or row["scope"] in {"notable", ""}
        ]
        header = dict(zip(columns, columns, strict=True))
        append(path, [header, *kept], columns)
    return newest


def _revise(draw, changes):
    """Change values, dates and labels of records."""
    for factor in FACTORS:
        record, key = draw()
        record["training_compute_flop"] = repr(float(record["training_compute_flop"]) * factor)
        changes.factors[key] = factor
    for _ in range(2):
        record, key = draw()
        record["training_compute_flop"] = ""
        changes.withdrawn.add(key)
    for days in (-40, 3, 90):
        record, key = draw()
        date = dt.date.fromisoformat(record["publication_date"])
        record["publication_date"] = (date + dt.timedelta(days)).isoformat()
        changes.moved_days[key] = days
    for k in range(2):
        record, key = draw()
        record["organizations"] = changes.organizations[key] = f"Institute {k}"
        record, key = draw()
        record["model_access"], changes.access_tiers[key] = "Hosted access (no API)", "hosted"
        record, key = draw()
        changes.domains[key] = (record["domains"], "Robotics")
        record["domains"] = "Robotics"


def _rename(draw, changes):
    """Rename records, two as rules find them and two by the aliases that are returned."""
    aliases = []
    for k in range(2):
        record, key = draw()
        record["model_name"] = changes.new_names[key] = f" {record['model_name']}-!"
        record, key = draw()
        name = f"Renamed model {k}"
        aliases.append(
            {
                "alias": name,
                "canonical_name": record["model_name"],
                "kind": "rename",
                "evidence": "renamed by the test",
            }
        )
        record["model_name"] = changes.new_names[key] = name
    return aliases


def _add_and_remove(draw, changes, copies):
    for _ in range(4):
        record, key = draw()
        changes.removed.add(key)
        copies.remove(record)
    for k in range(5):
        copies.append(
            draw()[0]
            | {
                "model_name": f"Added model {k}",
                "link": f"https://example.org/{k}",
                "publication_date": f"2016-0{k + 1}-15",
            }
        )
        changes.added.add(f"addedmodel{k}")


def add_snapshot(root: Path, ids: dict[int, str], seed: int) -> tuple[Changes, str, str]:
    """Append a changed copy of the newest notable view to the seeds of a project.

    Args:
        root: Copy of the project.
        ids: `ai_model_id` of records of the newest snapshot that may be changed, by number.
        seed: Decides which records are changed.

    Returns:
        The changes, and the dates of the newest snapshot and of the one that was added.
    """
    newest = _keep_one_view(root)
    records, columns = read(root / RECORDS)
    later = (dt.date.fromisoformat(newest) + LATER_BY).isoformat()
    copies = [dict(record) for record in records if record["snapshot_date"] == newest]
    by_number = {int(record["record_number"]): record for record in copies}
    drawn = np.random.default_rng(seed).permutation(sorted(ids)).tolist()
    changes = Changes()

    def draw():
        number = drawn.pop()
        return by_number[number], ids[number]

    _revise(draw, changes)
    aliases = _rename(draw, changes)
    _add_and_remove(draw, changes, copies)
    for number, record in enumerate(copies, 1):
        record["record_number"] = str(number)
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
    seeds = Seeds(root / "seeds", read_every_alias(root / "seeds"))
    seeds.restart_chains()
    seeds.write()
    return changes, newest, later
