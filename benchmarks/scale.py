"""How do time and memory of a build grow with the number of records?

For each size makes that many records and builds what is as large as they are: staging,
bridges, training runs and the marts of growth; with `--fits` the growth fits too. Each build
is a fresh process with a warehouse of its own and a limit on DuckDB's memory, beyond which it
spills to disk. Without `--dbt-only` the same compiled statements then run once more in one
DuckDB session under the same limit; the ratios are dbt's times to that session's. Exponents
are those of a power law between one size and the next, 1 being linear: of the session's CPU
seconds, which other work on the machine hardly changes. Nodes that grow faster are named with
theirs.

Usage: python benchmarks/scale.py [--records 100000 1000000] [--memory 4GB] [--fits]
           [--select +fct_training_runs …] [--dbt-only]
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from math import log
from pathlib import Path
from threading import Event, Thread
from typing import Any

from build import DBT, PLAIN, for_many_records, measured
from generate_records import generate

NODES = ["+bridge_ai_models__*", "+fct_training_runs", "+fct_metrics_by_year"]
FITS = ["+fct_growth_trends", "+fct_growth_curves"]
SLOW_SECONDS, STEEP = 1.0, 1.2
COLUMNS = (
    *("records", "wall (s)", "CPU (s)", "peak (MB)", "spilt (MB)", "database (MB)"),
    *("session's CPU (s)", "exponent", "ratio of wall", "ratio of CPU"),
)


def main() -> None:
    """Build every size, smallest first, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--memory", default="4GB", help="DuckDB's limit, such as 4GB")
    parser.add_argument("--select", nargs="+", default=NODES, help="build these instead")
    parser.add_argument("--fits", action="store_true", help="fit the growth trends as well")
    parser.add_argument("--dbt-only", action="store_true", help="without the session")
    options = parser.parse_args()
    nodes = options.select + (FITS if options.fits else [])
    columns = COLUMNS[:6] if options.dbt_only else COLUMNS
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)
    runs: list[dict[str, Any]] = []
    for n_records in sorted(options.records):
        run = one_size(n_records, nodes, options.memory, with_session=not options.dbt_only)
        smaller = runs[-1] if runs else None
        runs.append(run)
        cells = [
            run["records"],
            *(round(run[name]) for name in ("seconds", "cpu_seconds")),
            *(round(run[name]) for name in ("peak_mb", "spilt_mb", "database_mb")),
        ]
        if not options.dbt_only:
            cells += [
                round(run["session_cpu_seconds"]),
                f"{steepness(smaller, run):.2f}" if smaller else "",
                *(f"{run[name]:.2f}" for name in ("ratio", "cpu_ratio")),
            ]
        print(f"| {' | '.join(map(str, cells))} |", flush=True)
    for smaller, larger in [] if options.dbt_only else pairwise(runs):
        print(f"\nSteeper than {STEEP} from {smaller['records']} to {larger['records']}:")
        for name, seconds in larger["nodes"].items():
            before = smaller["nodes"][name]
            steep = log(seconds / before) / log(larger["records"] / smaller["records"])
            if seconds > SLOW_SECONDS and steep > STEEP:
                print(f"- {name}: {before:.1f} s to {seconds:.1f} s, exponent {steep:.2f}")


def one_size(
    n_records: int, nodes: list[str], memory: str, *, with_session: bool
) -> dict[str, Any]:
    """Make the records, build from them once or twice, and return what it took."""
    with tempfile.TemporaryDirectory() as scratch:
        home, target = Path(scratch, "warehouse"), Path(scratch, "target")
        database = home / "next" / "scalehouse.duckdb"
        bulk, n_made = generate(n_records, Path(scratch, "records"))
        environment = for_many_records(home, memory)
        with sizes(database.with_name(f"{database.name}.tmp")) as spilt:
            run = measured(
                [
                    *(DBT, "build", "--threads", "1", "--select", *nodes),
                    *("--exclude-resource-type", "test", "unit_test"),
                    *("--vars", json.dumps(bulk), "--target-path", target),
                ],
                environment,
            )
        run |= {
            "records": n_made,
            "spilt_mb": max(spilt) / 1e6,
            "database_mb": database.stat().st_size / 1e6,
        }
        if not with_session:
            return run
        database.unlink()
        times = Path(scratch, "nodes.json")
        session = measured([sys.executable, PLAIN, target, times], environment)
        return run | {
            "nodes": json.loads(times.read_text(encoding="utf-8")),
            "session_cpu_seconds": session["cpu_seconds"],
            "ratio": run["seconds"] / session["seconds"],
            "cpu_ratio": run["cpu_seconds"] / session["cpu_seconds"],
        }


@contextmanager
def sizes(folder: Path) -> Iterator[list[int]]:
    """Look twice a second how large a folder is that comes and goes."""
    seen, is_over = [0], Event()

    def look() -> None:
        while not is_over.wait(0.5):
            seen.append(n_bytes(folder))

    thread = Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        is_over.set()
        thread.join()


def n_bytes(folder: Path) -> int:
    """Return how much disk the files of a folder take, none when it is not there."""
    try:
        return sum(file.stat().st_blocks * 512 for file in folder.iterdir())
    except FileNotFoundError:
        # the folder, or a file since it was listed
        return 0


def steepness(smaller: dict[str, Any], larger: dict[str, Any]) -> float:
    """Return the exponent of what the session took."""
    return log(larger["session_cpu_seconds"] / smaller["session_cpu_seconds"]) / log(
        larger["records"] / smaller["records"]
    )


if __name__ == "__main__":
    main()
