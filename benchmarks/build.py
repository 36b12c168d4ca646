"""What does a build cost, and what share of it is dbt's own?

Each round builds the warehouse from the embedded records twice, each time in a fresh child
process: once by `dbt build`, once by running the same compiled statements, tests and fits in
one DuckDB session. Shares and ratios are taken within a round, so a slow machine cancels.

With `--against CHECKOUT` it compares this checkout with another one, each with its own
environment, in turns: a build with nothing kept, and one more in the same home (warm). Ratios
of CPU and wall time are this checkout's over the other's, within a round.

Usage: python benchmarks/build.py [--rounds 3] [--against ../old-checkout]
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
    parser.add_argument("--against", type=Path, help="compare builds with another checkout")
    options = parser.parse_args()
    if options.against:
        print_comparison(options.against.resolve(), options.rounds)
        return
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


def print_comparison(other: Path, rounds: int) -> None:
    """Build here and in another checkout in turns, and print times and their ratios."""
    print(
        "| round | build | here, CPU s (wall) | there, CPU s (wall) | CPU ratio | wall ratio |"
    )
    print("|---|---|---|---|---|---|")
    ratios: dict[str, list[float]] = {"nothing kept": [], "warm": []}
    for number in range(1, rounds + 1):
        here, there = builds(ROOT), builds(other)
        for kind, mine, theirs in zip(ratios, here, there, strict=True):
            ratios[kind].append(mine["cpu_seconds"] / theirs["cpu_seconds"])
            print(
                f"| {number} | {kind} | {mine['cpu_seconds']:.1f} ({mine['seconds']:.1f}) "
                f"| {theirs['cpu_seconds']:.1f} ({theirs['seconds']:.1f}) "
                f"| {ratios[kind][-1]:.2f} | {mine['seconds'] / theirs['seconds']:.2f} |"
            )
    medians = {kind: statistics.median(found) for kind, found in ratios.items()}
    print("\nmedian CPU ratio: " + ", ".join(f"{k} {v:.2f}" for k, v in medians.items()))


def builds(checkout: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Build a checkout into a new home with nothing kept, and again with all fits kept."""
    with tempfile.TemporaryDirectory() as scratch:
        home, target = Path(scratch, "warehouse"), Path(scratch, "target")
        (home / "next").mkdir(parents=True)
        environment = os.environ | {"SCALEHOUSE_WAREHOUSE": str(home)}
        dbt = checkout / ".venv" / "bin" / "dbt"
        command: list[str | Path] = [dbt, "build", "--target-path", target]
        return measured(command, environment, checkout), measured(
            command, environment, checkout
        )


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
