"""How long does a build take, and how long does a refresh after a change?

Copies the project and builds it from the embedded records, first with nothing kept from a
build before, then again. Then changes one thing at a time and refreshes: nothing; a mart;
seeds that few, some, many and most steps come from. A seed is changed in how it is written
and not in what it says, so fits behind it find their samples as they were. The last row is of
the same seed with nothing kept, as when every sample has moved.

Ratios are of CPU seconds to the second build's.

Usage: python benchmarks/refresh.py
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from build import DBT, ROOT, measured

SCALEHOUSE = Path(sys.executable).with_name("scalehouse")
MADE = (".*", "warehouse", "target", "logs", "build", "*.egg-info", "__pycache__")
MART = "models/subjects/growth/fct_metrics_by_year.sql"
# Seeds with about so many steps behind them are changed, one after the other.
STEPS = (10, 30, 110, 1000)


def main() -> None:
    """Build twice, refresh after each change, and print what each took."""
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch, "project")
        shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*MADE))
        home = project / "warehouse"
        (home / "next").mkdir(parents=True)
        print("| | steps | wall (s) | CPU (s) | to a build |\n|---|---|---|---|---|")
        build, refresh = [DBT, "build"], [SCALEHOUSE, "refresh"]
        row(project, "build, nothing kept", build)
        whole = row(project, "build", build)
        row(project, "refresh, nothing changed", refresh, whole)
        (project / MART).write_text(f"-- changed\n{(project / MART).read_text()}")
        row(project, f"refresh, `{Path(MART).stem}` changed", refresh, whole)
        for seed in seeds_with(project, STEPS):
            write_otherwise(seed)
            row(project, f"refresh, seed `{seed.stem}` changed", refresh, whole)
        shutil.rmtree(home / "fits")
        write_otherwise(seed)
        row(project, "the same, nothing kept", refresh, whole)


def row(
    project: Path, what: str, command: list[str | Path], whole: float | None = None
) -> float:
    """Run a command in the project, print its row and return its CPU seconds."""
    environment = os.environ | {"SCALEHOUSE_WAREHOUSE": str(project / "warehouse")}
    written = project / "target" / "run_results.json"
    written.unlink(missing_ok=True)
    run = measured(command, environment, project)
    # where nothing changed dbt is not asked
    results = json.loads(written.read_text())["results"] if written.exists() else []
    ratio = f"{run['cpu_seconds'] / whole:.2f}" if whole else ""
    print(
        f"| {what} | {len(results)} | {run['seconds']:.1f} "
        f"| {run['cpu_seconds']:.1f} | {ratio} |",
        flush=True,
    )
    return run["cpu_seconds"]


def seeds_with(project: Path, numbers: tuple[int, ...]) -> list[Path]:
    """Return the file of the seed that has the number nearest to each behind it."""
    manifest = json.loads((project / "target" / "manifest.json").read_text(encoding="utf-8"))
    children = manifest["child_map"]
    n_behind = {
        node["original_file_path"]: len(behind(unique_id, children))
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] == "seed"
    }
    return [
        project / min(n_behind, key=lambda path, number=number: abs(n_behind[path] - number))
        for number in numbers
    ]


def behind(unique_id: str, children: dict[str, list[str]]) -> set[str]:
    """Return the models and data tests that come from a node."""
    found: set[str] = set()
    waiting = [unique_id]
    while waiting:
        new = {
            child
            for child in children.get(waiting.pop(), [])
            if child.startswith(("model.", "test.")) and child not in found
        }
        found |= new
        waiting += new
    return found


def write_otherwise(seed: Path) -> None:
    """Put the last column's name in quotation marks, or take them off."""
    header, rest = seed.read_text(encoding="utf-8").split("\n", 1)
    names, last = header.rsplit(",", 1)
    last = last.strip('"') if last.startswith('"') else f'"{last}"'
    seed.write_text(f"{names},{last}\n{rest}", encoding="utf-8")


if __name__ == "__main__":
    main()
