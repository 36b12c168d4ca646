"""Vintages of our own: few enough to work out by hand when each value held."""

import csv
from pathlib import Path

from scalehouse.ingest.column_aliases import read_every_alias
from scalehouse.ingest.seeds import Seeds

PUBLISHED = Path("seeds/published/epoch_ai")
ALIASES = Path("seeds/rules/core/ai_model_aliases.csv")
FIRST, SECOND, THIRD, PARTIAL = "2021-01-01", "2021-06-01", "2022-01-01", "2022-06-01"
NOTABLE = {"notability_criteria": "SOTA improvement"}


def model(day, scope, model_name, **values):
    """One record of an AI model; what is not given is empty."""
    return {"snapshot_date": day, "scope": scope, "model_name": model_name} | values


RECORDS = [
    model(FIRST, "all", "Alpha", training_compute_flop="1e21", base_model="Base", **NOTABLE),
    model(FIRST, "all", "Beta", training_compute_flop="2e21", parameters="1e9"),
    model(FIRST, "all", "Gone", training_compute_flop="3e21"),
    model(FIRST, "all", "Plain", training_compute_flop="4e21", parameters="2e9"),
    # no record of this day has a base model, so that of Alpha is not denied
    model(SECOND, "all", "Alpha", training_compute_flop="2e21", **NOTABLE),
    model(SECOND, "all", "Beta", training_compute_flop="2e21", parameters="1e9"),
    model(SECOND, "all", "Plain", training_compute_flop="4e21"),
    model(THIRD, "all", "Alpha", training_compute_flop="2e21", **NOTABLE),
    model(THIRD, "all", "Beta Two", training_compute_flop="2e21", parameters="1e9"),
    model(THIRD, "all", "Gone", training_compute_flop="3e21", base_model="Other"),
    model(THIRD, "all", "Plain", training_compute_flop="4e21"),
    model(THIRD, "all", "Delta", training_compute_flop="5e21", **NOTABLE),
    model(THIRD, "notable", "Delta", training_compute_flop="5e21", **NOTABLE),
    # two views of one day: neither has listed Plain, the first has listed Delta
    model(PARTIAL, "notable", "Alpha", training_compute_flop="4e21", **NOTABLE),
    model(PARTIAL, "notable", "New", training_compute_flop="6e21", **NOTABLE),
    model(PARTIAL, "large_scale", "Alpha", training_compute_flop="9e21", parameters="7e9"),
    model(PARTIAL, "large_scale", "Beta Two", training_compute_flop="2e21"),
]
CHIPS = [
    {
        "snapshot_date": day,
        "hardware_name": name,
        "manufacturer": "Us",
        "release_price_usd": usd,
    }
    for day, name, usd in [
        (FIRST, "Own chip", "100"),
        (FIRST, "Dropped chip", "50"),
        (SECOND, "Own chip", "100"),
        (THIRD, "Own chip", "120"),
    ]
]
SCORES = [
    {"snapshot_date": day, "model_version": "own_v1", "model_name": "Own", **score}
    for day, score in [
        (FIRST, {"capabilities_index": "90"}),
        (SECOND, {"capabilities_index": "91.5"}),
    ]
] + [{"snapshot_date": SECOND, "model_version": "own_v2", "capabilities_index": "99"}]


def write(root):
    """Put these rows into the seeds of a copy of the project."""
    tables = {"ai_models": RECORDS, "ml_hardware": CHIPS, "capabilities_index": SCORES}
    for rows in tables.values():
        for number, row in enumerate(rows, 1):
            row["record_number"] = number
    _replace(root / PUBLISHED / "epoch_ai__ai_model_records.csv", RECORDS)
    _replace(root / PUBLISHED / "epoch_ai__ml_hardware.csv", CHIPS)
    _replace(root / PUBLISHED / "epoch_ai__capabilities_index.csv", SCORES)
    snapshots = root / PUBLISHED / "epoch_ai__snapshots.csv"
    others = [row for row in _read(snapshots) if row["table_name"] not in tables]
    ours = [
        {"table_name": table, "snapshot_date": day, "scope": scope, "n_records": len(rows)}
        for table, rows in tables.items()
        for day, scope in sorted({(r["snapshot_date"], r.get("scope", "")) for r in rows})
    ]
    _replace(snapshots, others + ours)
    alias = {"alias": "Beta Two", "canonical_name": "Beta"}
    _replace(root / ALIASES, [*_read(root / ALIASES), alias])
    seeds = Seeds(root / "seeds", read_every_alias(root / "seeds"))
    seeds.restart_chains()
    seeds.write()


def _read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _replace(path, rows):
    with path.open(newline="", encoding="utf-8") as file:
        columns = csv.DictReader(file).fieldnames
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
