"""Make realistic records of any number, as Parquet that staging reads instead of the seeds.

Whole copies of the published records, all snapshots, each AI model under a name of its own:
what is missing, skewed, multi-valued, misspelt or renamed between snapshots stays as it was
published, and renames are known as they are. From the second copy on, sizes, compute and costs
of a model are scaled by one factor of its own, up to threefold either way, the same in each of
its snapshots, whatever its name there.

Usage: python benchmarks/generate_records.py 1000000 FOLDER
"""

import argparse
import json
import math
from collections.abc import Callable
from pathlib import Path

import duckdb
import jinja2

ROOT = Path(__file__).resolve().parents[1]
RECORDS, SNAPSHOTS = "epoch_ai__ai_model_records", "epoch_ai__snapshots"
ALIASES = "ai_model_aliases"
SEEDS = {
    RECORDS: ROOT / "seeds" / "published" / "epoch_ai" / f"{RECORDS}.csv",
    SNAPSHOTS: ROOT / "seeds" / "published" / "epoch_ai" / f"{SNAPSHOTS}.csv",
    ALIASES: ROOT / "seeds" / "rules" / "core" / f"{ALIASES}.csv",
}
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
PUBLISHED_NAME = "coalesce(model_name, reference_title)"
FACTOR = "10 ** (hash(copy, ai_model_key) / 2.0 ** 64 - 0.5)"
SCALE = (
    "if(copy = 0, {0}, coalesce(cast(try_cast({0} as double) * {1} as varchar), {0})) as {0}"
)
NAME = "if(copy = 0, {0}, {0} || ' copy ' || copy) as {0}"


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
    paths = {name: str(folder / f"{name}.parquet") for name in SEEDS}
    with duckdb.connect() as connection:
        for name, file in SEEDS.items():
            connection.read_csv(str(file), header=True, all_varchar=True).to_table(name)
        (n_published,) = connection.table(RECORDS).aggregate("count(*)").fetchall()[0]
        n_copies = max(1, math.ceil(n_records / n_published))
        copies = f"range({n_copies}) as copies(copy)"
        connection.sql(f"""
            select * exclude (copy, ai_model_key) replace (
                cast(cast(record_number as bigint) + copy * {n_published} as varchar)
                    as record_number,
                {", ".join(map(NAME.format, ("model_name", "reference_title")))},
                {", ".join(SCALE.format(name, FACTOR) for name in SCALED)}
            )
            from ({identified()}) cross join {copies}
        """).write_parquet(paths[RECORDS])  # noqa: S608 - names and numbers of this file
        connection.sql(f"""
            select * exclude (copy)
                replace ({", ".join(map(NAME.format, ("alias", "canonical_name")))})
            from {ALIASES} cross join {copies}
        """).write_parquet(paths[ALIASES])  # noqa: S608
        # the ingest's count goes with the records, so that tests compare what is there
        connection.sql(f"""
            select * replace (
                if(
                    table_name = 'ai_models',
                    cast(cast(n_records as bigint) * {n_copies} as varchar),
                    n_records
                ) as n_records
            )
            from {SNAPSHOTS}
        """).write_parquet(paths[SNAPSHOTS])  # noqa: S608
    return {"bulk": paths}, n_copies * n_published


def identified() -> str:
    """Select the records with the published model of each, found as the project finds it."""
    key = name_key()
    return f"""
        select
            {RECORDS}.*,
            coalesce({key("canonical_name")}, {key(PUBLISHED_NAME)}) as ai_model_key
        from {RECORDS}
        left join {ALIASES}
            on
                {key(PUBLISHED_NAME)} = {key("alias")}
                and (
                    publication_year is null
                    or publication_year = regexp_extract(publication_date, '[0-9]{{4}}')
                )
    """  # noqa: S608


def name_key() -> Callable[[str], str]:
    """Return the project's macro that makes names comparable."""
    folder = ROOT / "macros" / "parse"
    macros = (folder / name for name in ("plain_spaces.sql", "name_key.sql"))
    text = "\n".join(macro.read_text(encoding="utf-8") for macro in macros)
    macro: Callable[[str], str] = jinja2.Template(text).module.name_key  # type: ignore[attr-defined]
    return macro


if __name__ == "__main__":
    main()
