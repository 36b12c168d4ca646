"""Run a finished dbt build's compiled statements once more, in one DuckDB session.

Seeds, models, fits and data tests in dbt's order, into a database in memory's place on disk;
without parsing, logging, unit tests and publishing. Writes the CPU seconds of each node.

Usage: python benchmarks/plain_build.py TARGET [NODES.json]
"""

import importlib.util
import inspect
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Replay the build whose artefacts lie in the target folder."""
    target, *written = map(Path, sys.argv[1:])
    cpu_seconds: dict[str, float] = {}
    nodes = json.loads((target / "manifest.json").read_text())["nodes"]
    order = json.loads((target / "run_results.json").read_text())["results"]
    with tempfile.TemporaryDirectory() as scratch:
        limit = os.environ.get("SCALEHOUSE_MEMORY_LIMIT")
        session = duckdb.connect(
            Path(scratch, "scalehouse.duckdb"), config={"memory_limit": limit} if limit else {}
        )
        for schema in sorted({node["schema"] for node in nodes.values()}):
            session.execute(f'create schema if not exists "{schema}"')
        for result in order:
            node = nodes.get(result["unique_id"])
            if node is not None:
                before = time.process_time()
                replay(session, node, nodes, target)
                cpu_seconds[node["name"]] = time.process_time() - before
    for path in written:
        path.write_text(json.dumps(cpu_seconds), encoding="utf-8")


def replay(
    session: duckdb.DuckDBPyConnection,
    node: dict[str, Any],
    nodes: dict[str, dict[str, Any]],
    target: Path,
) -> None:
    """Do what one node does: load, create, fit or test."""
    if node["resource_type"] == "seed":
        load(session, node)
    elif node["resource_type"] == "test":
        session.execute((target / compiled_path(node)).read_text()).fetchall()
    elif node["language"] == "python":
        fit(session, node, nodes)
    elif node["resource_type"] == "model":
        # the statement with its contract, as dbt ran it
        session.execute((target / "run" / relative_path(node)).read_text())
    # the statement of a model written in SQL ends with the check of its key
    if node["resource_type"] == "seed" or node.get("language") == "python":
        check_key(session, node)


def check_key(session: duckdb.DuckDBPyConnection, node: dict[str, Any]) -> None:
    """Look for a key that occurs twice or holds a null, as each table's own statement does."""
    if key := node["config"]["meta"].get("key"):
        whole = " or ".join(f"{column} is null" for column in key)
        session.execute(
            f"select {', '.join(key)} from {node['relation_name']} group by all "  # noqa: S608
            f"having count(*) > 1 or {whole}"
        ).fetchall()


def load(session: duckdb.DuckDBPyConnection, node: dict[str, Any]) -> None:
    """Load a seed with its column types."""
    types = ", ".join(
        f'"{name}" {kind}' for name, kind in node["config"]["column_types"].items()
    )
    session.execute(f"create table {node['relation_name']} ({types})")
    path = ROOT / node["original_file_path"]
    session.execute(f"copy {node['relation_name']} from '{path}' (format csv, header)")


def fit(
    session: duckdb.DuckDBPyConnection,
    node: dict[str, Any],
    nodes: dict[str, dict[str, Any]],
) -> None:
    """Call a Python model as dbt does, and store what it returns."""
    tables = {other["name"]: other.get("relation_name") for other in nodes.values()}
    config = SimpleNamespace(meta_get=node["config"]["meta"].get)
    dbt = SimpleNamespace(ref=lambda name: session.table(tables[name]), config=config)
    # what dbt keeps from build to build is computed here each time
    fitted = inspect.unwrap(module(ROOT / node["original_file_path"]).model)(dbt, session)
    session.register("fitted", fitted)
    session.execute(f"create table {node['relation_name']} as from fitted")
    session.unregister("fitted")


def module(path: Path) -> ModuleType:
    """Import a Python model from its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def compiled_path(node: dict[str, Any]) -> Path:
    """Return where dbt left the compiled query, below its target folder."""
    return Path("compiled", relative_path(node))


def relative_path(node: dict[str, Any]) -> Path:
    """Return a node's path below compiled/ and run/."""
    parts = Path(node["compiled_path"]).parts
    return Path(*parts[parts.index("compiled") + 1 :])


if __name__ == "__main__":
    main()
