"""Where does the warehouse win against a pandas script, and where not?

Takes the parts of `pandas_script` one by one. Each runs three times, in processes of its own:
in pandas; as the compiled statements and fits of the same work in one DuckDB session; and by
dbt. All start from what earlier parts left behind: pandas from Parquet files, the others from
copies of a database that holds all they read. What the script leaves out is taken from the
copies first, so that all do the same work. Imports and connecting are not timed; dbt's start
is, in a column of its own. In the end the numbers of both sides are compared.

Usage: python benchmarks/against_pandas.py [--rounds 3]
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import scipy.special  # noqa: F401 - the fits import it when they need it
from build import DBT, ROOT, measured
from pandas_parts import PARTS, Part, agreement
from plain_build import module, replay

SCRIPT = Path(__file__).with_name("pandas_script")
DATABASE = Path("next", "scalehouse.duckdb")
NO_TESTS = ("--exclude-resource-type", "test", "unit_test")
WAYS = ("pandas", "session", "dbt")


def main() -> None:
    """Run the rounds, print what each part took, then how far the numbers agree."""
    if sys.argv[1:2] == ["session"]:
        replay_part(*map(Path, sys.argv[2:]))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        base = build_base(folder)
        rounds = [one_round(folder, base) for _ in range(options.rounds)]
        print_times(rounds)
        print("\n| part | rows on both sides | on one | values | bounds |")
        print("|---|---|---|---|---|")
        with duckdb.connect(folder / "session" / DATABASE) as database:
            for name, part in PARTS.items():
                n_both, n_alone, values, *bounds = agreement(
                    part, database, folder / f"{name}.parquet"
                )
                apart = "{:.1%}, {:.1%}".format(*bounds) if part.drawn else ""
                print(f"| {name} | {n_both} | {n_alone} | {values:.1e} | {apart} |")


def build_base(folder: Path) -> Path:
    """Build all that the parts read, but no fit, and return the database."""
    base = folder / "base" / DATABASE
    base.parent.mkdir(parents=True)
    nodes = [f"+{node}" for part in PARTS.values() for node in part.nodes]
    unneeded = ["--exclude", "path:python_models+", *NO_TESTS]
    dbt(folder, "base", "--select", *nodes, *unneeded)
    return base


def one_round(folder: Path, base: Path) -> dict[str, dict[str, float]]:
    """Run every part in all three ways, one way after the other."""
    for way in ("dbt", "session"):
        # with nothing kept from the round before
        shutil.rmtree(folder / way, ignore_errors=True)
        copy = folder / way / DATABASE
        copy.parent.mkdir(parents=True)
        shutil.copyfile(base, copy)
    # of another home dbt parses everything again, which is not timed
    dbt(folder, "dbt", "--select", "access_tiers", *NO_TESTS)
    return {name: one_part(folder, name, part) for name, part in PARTS.items()}


def dbt(folder: Path, home: str, *arguments: str) -> dict[str, float]:
    """Run `dbt build` on a database of ours, and return what it took."""
    command = [DBT, "build", "--target-path", folder / "target", *arguments]
    return measured(command, os.environ | {"SCALEHOUSE_WAREHOUSE": str(folder / home)})


def one_part(folder: Path, name: str, part: Part) -> dict[str, float]:
    """Run one part in all three ways, and return seconds and peaks."""
    for way in ("dbt", "session"):
        with duckdb.connect(folder / way / DATABASE) as database:
            database.execute(part.leave_out)
    target = folder / "target"
    by_dbt = dbt(folder, "dbt", "--select", *part.nodes, *NO_TESTS)
    pandas = measured([sys.executable, SCRIPT, folder, name], {**os.environ})
    in_pandas = json.loads((folder / "spent.json").read_text(encoding="utf-8"))
    replayed = [sys.executable, __file__, "session", folder / "session" / DATABASE, target]
    session = measured(replayed, {**os.environ})
    in_session = json.loads((target / "spent.json").read_text(encoding="utf-8"))
    return {
        "pandas": in_pandas["seconds"],
        "pandas_cpu": in_pandas["cpu_seconds"],
        "pandas_mb": pandas["peak_mb"],
        "session": in_session["seconds"],
        "session_cpu": in_session["cpu_seconds"],
        "session_mb": session["peak_mb"],
        "nodes": sum(result["execution_time"] for _, result in ran(target)),
        "dbt": by_dbt["seconds"],
        "dbt_cpu": by_dbt["cpu_seconds"],
        "dbt_mb": by_dbt["peak_mb"],
    }


def ran(target: Path) -> list[tuple[str, dict]]:
    """Return the seeds and models that dbt ran last, in its order, with their results."""
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    return [
        (result["unique_id"], result)
        for result in results
        if result["unique_id"].startswith(("seed.", "model."))
    ]


def replay_part(database: Path, target: Path) -> None:
    """Do in one session what dbt did last, and write the seconds that it took."""
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    order = [nodes[unique_id] for unique_id, _ in ran(target)]
    with duckdb.connect(database) as session:
        for node in order:
            session.execute(f'create schema if not exists "{node["schema"]}"')
            session.execute(f"drop table if exists {node['relation_name']}")
            if node.get("language") == "python":
                module(ROOT / node["original_file_path"])  # its imports are not timed
        started, cpu_started = time.perf_counter(), time.process_time()
        for node in order:
            replay(session, node, nodes, target)
        spent = {
            "seconds": time.perf_counter() - started,
            "cpu_seconds": time.process_time() - cpu_started,
        }
    (target / "spent.json").write_text(json.dumps(spent), encoding="utf-8")


def print_times(rounds: list[dict[str, dict[str, float]]]) -> None:
    """Print medians over the rounds, and ratios of processor time taken within each."""
    print("| part | wall (s) | processor (s) | session to pandas | dbt to pandas | peak (MB) |")
    print("|---|---|---|---|---|---|")
    for name in [*PARTS, "all"]:
        taken = [total(one) if name == "all" else one[name] for one in rounds]
        wall = [statistics.median(one[way] for one in taken) for way in (*WAYS, "nodes")]
        cpu = [statistics.median(one[f"{way}_cpu"] for one in taken) for way in WAYS]
        ratios = [
            statistics.median(one[f"{way}_cpu"] / one["pandas_cpu"] for one in taken)
            for way in ("session", "dbt")
        ]
        peaks = [max(one[f"{way}_mb"] for one in taken) for way in WAYS]
        cells = [
            "{:.1f}, {:.1f}, {:.1f} (nodes {:.1f})".format(*wall),
            "{:.1f}, {:.1f}, {:.1f}".format(*cpu),
            *(f"{ratio:.2f}" for ratio in ratios),
            "{:.0f}, {:.0f}, {:.0f}".format(*peaks),
        ]
        print(f"| {name} | {' | '.join(cells)} |")


def total(parts: dict[str, dict[str, float]]) -> dict[str, float]:
    """Add up seconds over the parts, and take the highest peak."""
    return {
        what: (max if what.endswith("_mb") else sum)(part[what] for part in parts.values())
        for what in parts["records"]
    }


if __name__ == "__main__":
    main()
