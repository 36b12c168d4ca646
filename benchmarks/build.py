"""What does a build cost, and what share of it is dbt's own?

Each round builds the warehouse from the embedded records twice, each time in a fresh child
process: once by `dbt build`, once by running the same compiled statements, tests and fits in
one DuckDB session. Shares and ratios are taken within a round, so a slow machine cancels.

Usage: python benchmarks/build.py [--rounds 3]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DBT = Path(sys.executable).with_name("dbt")
PLAIN = Path(__file__).with_name("plain_build.py")


def main() -> None:
    """Run the rounds and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows = [one_round() for _ in range(options.rounds)]
    print("| round | dbt build (s) | peak (MB) | plain session (s) | peak (MB) | ratio |")
    print("|---|---|---|---|---|---|")
    for number, (dbt, plain) in enumerate(rows, start=1):
        print(
            f"| {number} | {dbt['seconds']:.1f} | {dbt['peak_mb']:.0f} "
            f"| {plain['seconds']:.1f} | {plain['peak_mb']:.0f} "
            f"| {dbt['seconds'] / plain['seconds']:.2f} |"
        )
    ratio = statistics.median(dbt["seconds"] / plain["seconds"] for dbt, plain in rows)
    print(f"\ndbt's own share of a build: {1 - 1 / ratio:.0%} (median of {len(rows)} rounds)")


def one_round() -> tuple[dict[str, float], dict[str, float]]:
    """Build once by dbt and once without, and return what each took."""
    with tempfile.TemporaryDirectory() as scratch:
        home, target = Path(scratch, "warehouse"), Path(scratch, "target")
        (home / "next").mkdir(parents=True)
        environment = os.environ | {"SCALEHOUSE_WAREHOUSE": str(home)}
        by_dbt = measured([DBT, "build", "--target-path", target], environment)
        plain = measured([sys.executable, PLAIN, target], environment)
        return by_dbt, plain


def for_many_records(home: Path, memory: str) -> dict[str, str]:
    """Return the environment of builds of large tables: DuckDB on all cores, in bounds.

    Such builds take dbt's `--threads 1`: one table at a time has all memory.
    """
    return os.environ | {
        "SCALEHOUSE_WAREHOUSE": str(home),
        "SCALEHOUSE_MEMORY_LIMIT": memory,
        "SCALEHOUSE_DUCKDB_THREADS": str(os.cpu_count()),
    }


def measured(
    command: list[str | Path], environment: dict[str, str], folder: Path = ROOT
) -> dict[str, float]:
    """Run a command to its end and return its wall time, CPU time and peak memory."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        if status:
            output.seek(0)
            sys.exit(output.read().decode()[-3000:])
    # Linux counts in kilobytes
    return {
        "seconds": seconds,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
    }


if __name__ == "__main__":
    main()
