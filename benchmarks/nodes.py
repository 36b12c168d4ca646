"""Where does the time of a build go?

Reads what a finished `dbt build` left in its target folder, and prints its nodes by kind:
how many, seconds in all, the median of one, and the slowest.

Usage: python benchmarks/nodes.py [TARGET] [--slowest 10]
"""

import argparse
import json
import statistics
from collections import defaultdict
from pathlib import Path
from typing import Any


def main() -> None:
    """Print the two tables of one build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", type=Path, default=Path("target"))
    parser.add_argument("--slowest", type=int, default=10)
    options = parser.parse_args()
    nodes = json.loads((options.target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    run = json.loads((options.target / "run_results.json").read_text(encoding="utf-8"))
    timed = sorted(
        ((result["execution_time"], result["unique_id"]) for result in run["results"]),
        reverse=True,
    )
    by_kind = defaultdict(list)
    for seconds, name in timed:
        by_kind[kind(name, nodes)].append(seconds)
    print("| kind | nodes | seconds | share | median (ms) |\n|---|---|---|---|---|")
    total = sum(seconds for seconds, _ in timed)
    for name, seconds in sorted(by_kind.items(), key=lambda item: -sum(item[1])):
        print(
            f"| {name} | {len(seconds)} | {sum(seconds):.1f} | {sum(seconds) / total:.0%} "
            f"| {1000 * statistics.median(seconds):.0f} |"
        )
    print(f"| all | {len(timed)} | {total:.1f} | | |")
    print(f"\ndbt ran for {run['elapsed_time']:.1f} s after parsing.\n")
    print("| slowest | kind | seconds |\n|---|---|---|")
    for seconds, name in timed[: options.slowest]:
        print(f"| {name.split('.')[2]} | {kind(name, nodes)} | {seconds:.1f} |")


def kind(name: str, nodes: dict[str, dict[str, Any]]) -> str:
    """Return what a node is: seed, SQL model, fit, data test, unit test or hook."""
    resource_type = name.split(".", maxsplit=1)[0]
    if resource_type == "model":
        return "fit" if nodes[name]["language"] == "python" else "SQL model"
    names = {"test": "data test", "unit_test": "unit test", "operation": "hook"}
    return names.get(resource_type, resource_type)


if __name__ == "__main__":
    main()
