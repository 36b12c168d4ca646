"""Make realistic records of any number, as Parquet that staging reads instead of the seeds.

Whole copies of the published records, all snapshots, each AI model under a name of its own:
what is missing, skewed, multi-valued, misspelt or renamed between snapshots stays as it was
published. From the second copy on, sizes, compute and costs of a model are scaled by one
factor of its own, up to threefold either way, the same in each of its snapshots.

Usage: python benchmarks/generate_records.py 1000000 FOLDER
"""

import argparse
import json
import math
from pathlib import Path

import duckdb

SEEDS = Path(__file__).resolve().parents[1] / "seeds" / "epoch_ai"
RECORDS, SNAPSHOTS = "epoch_ai__ai_model_records", "epoch_ai__snapshots"
# One factor for all keeps the ratios between them as they are published.
SCALED = (
    "parameters",
    "training_compute_flop",
    "training_compute_flop_low",
    "training_compute_flop_high",
    "training_chip_hours",
    "training_cost_usd_2020",
    "training_cost_usd_2023",
)
FACTOR = "10 ** (hash(copy, coalesce(model_name, reference_title)) / 2.0 ** 64 - 0.5)"
SCALE = "coalesce(cast(try_cast({0} as double) * {1} as varchar), {0})"
NAME = "{0} || ' copy ' || copy"


def main() -> None:
    """Write the files and print the var that points dbt at them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n_records", type=int)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    bulk, n_records = generate(options.n_records, options.folder)
    print(f"{n_records} records; build them with\ndbt build --vars '{json.dumps(bulk)}'")


def generate(n_records: int, folder: Path) -> tuple[dict[str, dict[str, str]], int]:
    """Write at least so many records, in whole copies, and return dbt's vars and the number."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: str(folder / f"{name}.parquet") for name in (RECORDS, SNAPSHOTS)}
    connection = duckdb.connect()
    published, snapshots = (
        connection.read_csv(str(SEEDS / f"{name}.csv"), header=True, all_varchar=True)
        for name in paths
    )
    (n_published,) = published.aggregate("count(*)").fetchall()[0]
    n_copies = max(1, math.ceil(n_records / n_published))
    changes = {name: SCALE.format(name, FACTOR) for name in SCALED}
    changes |= {name: NAME.format(name) for name in ("model_name", "reference_title")}
    changed = ", ".join(f"if(copy = 0, {name}, {to}) as {name}" for name, to in changes.items())
    published.query(
        "published",
        f"""
        select * exclude (copy) replace (
            cast(cast(record_number as bigint) + copy * {n_published} as varchar)
                as record_number,
            {changed}
        )
        from published cross join range({n_copies}) as copies(copy)
        """,  # noqa: S608 - names and numbers of this file
    ).write_parquet(paths[RECORDS])
    # the ingest's count goes with the records, so that tests compare what is there
    snapshots.query(
        "snapshots",
        f"""
        select * replace (
            if(
                table_name = 'ai_models',
                cast(cast(n_records as bigint) * {n_copies} as varchar),
                n_records
            ) as n_records
        )
        from snapshots
        """,  # noqa: S608 - a number of this file
    ).write_parquet(paths[SNAPSHOTS])
    return {"bulk": paths}, n_copies * n_published


if __name__ == "__main__":
    main()
