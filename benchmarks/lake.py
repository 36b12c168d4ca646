"""How much longer does a build take in a lake than in a file?

Each round builds the whole project from the embedded records, published and all, first into
a file, then into a lake whose catalog is a PostgreSQL server on this machine, each in a fresh
process of dbt with a folder of its own. In the first round nothing is parsed or fitted
before; from the second on, both read what they keep from build to build. Ratios are taken
within a round. CPU seconds are dbt's with DuckDB's; those of PostgreSQL are not counted.

Usage: python benchmarks/lake.py [--rounds 2]
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from build import DBT, ROOT, measured

from scalehouse.engines.lake import CATALOG, DATA

sys.path.append(str(ROOT / "tests" / "engines"))
import postgres_server

UNITS = ("seconds", "cpu_seconds")
COLUMNS = (
    *("round", "file: wall (s)", "CPU (s)", "lake: wall (s)", "CPU (s)"),
    *("ratio of wall", "ratio of CPU"),
)


def main() -> None:
    """Build side by side, and print a row a round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    if not postgres_server.INSTALLED:
        sys.exit(postgres_server.ABSENT)
    with tempfile.TemporaryDirectory() as scratch, postgres_server.server() as port:
        lake = postgres_server.new_lake(port, "benchmark", Path(scratch, "data"))
        place = {CATALOG: lake.catalog, DATA: lake.data}
        print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}", flush=True)
        for number in range(1, options.rounds + 1):
            file, shared = (
                built(target, Path(scratch, target), place) for target in ("file", "ducklake")
            )
            cells = [
                *(f"{run[unit]:.0f}" for run in (file, shared) for unit in UNITS),
                *(f"{shared[unit] / file[unit]:.1f}" for unit in UNITS),
            ]
            print(f"| {number} | {' | '.join(cells)} |", flush=True)


def built(target: str, folder: Path, place: dict[str, str]) -> dict[str, float]:
    """Build by one target, with all that it leaves behind in a folder."""
    (folder / "next").mkdir(parents=True, exist_ok=True)
    return measured(
        [DBT, "build", "--target", target, "--target-path", folder / "target"],
        os.environ | place | {"SCALEHOUSE_WAREHOUSE": str(folder)},
    )


if __name__ == "__main__":
    main()
