"""How do time and memory of a build grow with the number of records?

For each size makes that many records and builds what is as large as they are: staging,
bridges, training runs and the marts of scaling; with `--fits` the growth fits too. Each build
is a fresh process with a warehouse of its own and a limit on DuckDB's memory, beyond which it
spills to disk. The exponent is that of a power law between one size and the next: 1 is
linear. Nodes that grow faster are named with theirs.

Usage: python benchmarks/scale.py [--records 100000 1000000] [--memory 4GB] [--fits]
"""

import argparse
import json
import os
import tempfile
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

from build import DBT, measured
from generate_records import generate

NODES = ["+bridge_ai_models__*", "+fct_training_runs", "+fct_scaling_by_year"]
FITS = ["+fct_growth_trends", "+fct_growth_curves"]
SLOW_SECONDS, STEEP = 1.0, 1.2


def main() -> None:
    """Build every size, smallest first, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--memory", default="4GB", help="DuckDB's limit, such as 4GB")
    parser.add_argument("--fits", action="store_true", help="fit the growth trends as well")
    options = parser.parse_args()
    nodes = NODES + (FITS if options.fits else [])
    print("| records | wall (s) | CPU (s) | nodes (s) | peak (MB) | database (MB) | exponent |")
    print("|---|---|---|---|---|---|---|")
    runs = []
    for n_records in sorted(options.records):
        runs.append(one_size(n_records, nodes, options.memory))
        exponent = f"{steepness(runs[-2], runs[-1]):.2f}" if len(runs) > 1 else ""
        run = runs[-1]
        cells = [
            run["records"],
            *(round(run[name]) for name in ("seconds", "cpu_seconds")),
            round(node_seconds(run)),
            *(round(run[name]) for name in ("peak_mb", "database_mb")),
            exponent,
        ]
        print(f"| {' | '.join(map(str, cells))} |", flush=True)
    for smaller, larger in pairwise(runs):
        print(f"\nSteeper than {STEEP} from {smaller['records']} to {larger['records']}:")
        for name, seconds in larger["nodes"].items():
            before = smaller["nodes"][name]
            steep = log(seconds / before) / log(larger["records"] / smaller["records"])
            if seconds > SLOW_SECONDS and steep > STEEP:
                print(f"- {name}: {before:.1f} s to {seconds:.1f} s, exponent {steep:.2f}")


def one_size(n_records: int, nodes: list[str], memory: str) -> dict[str, Any]:
    """Make the records, build from them, and return what it took."""
    with tempfile.TemporaryDirectory() as scratch:
        home, target = Path(scratch, "warehouse"), Path(scratch, "target")
        bulk, n_made = generate(n_records, Path(scratch, "records"))
        took = measured(
            [
                *(DBT, "build", "--select", *nodes),
                *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
                *("--vars", json.dumps(bulk), "--target-path", target),
            ],
            os.environ | {"SCALEHOUSE_WAREHOUSE": str(home), "SCALEHOUSE_MEMORY_LIMIT": memory},
        )
        results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))
        database = home / "next" / "scalehouse.duckdb"
        return took | {
            "records": n_made,
            "database_mb": database.stat().st_size / 1e6,
            "nodes": {
                result["unique_id"].split(".")[2]: result["execution_time"]
                for result in results["results"]
            },
        }


def steepness(smaller: dict[str, Any], larger: dict[str, Any]) -> float:
    """Return the exponent of what the nodes took, without starting and parsing."""
    return log(node_seconds(larger) / node_seconds(smaller)) / log(
        larger["records"] / smaller["records"]
    )


def node_seconds(run: dict[str, Any]) -> float:
    """Return the time of all nodes together."""
    return float(sum(run["nodes"].values()))


if __name__ == "__main__":
    main()
