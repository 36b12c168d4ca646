"""What `scalehouse spark` does."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from scalehouse import refresh, warehouse
from scalehouse.engines.errors import EngineError
from scalehouse.engines.parity import Comparison, compare
from scalehouse.engines.project import Node, Project
from scalehouse.one_writer import claim, refuse_half_replaced


class ParityError(EngineError):
    """Two engines built different tables."""


@dataclass(frozen=True)
class Layer:
    """What of the project Spark builds, and the folder it builds into."""

    nodes: list[Node]
    output: Path

    @classmethod
    def read(cls, manifest: Path, output: Path, names: Sequence[str] = ()) -> "Layer":
        """Take the heavy layer, or the named models and all they come from."""
        project = Project.read(manifest)
        return cls(project.named(names) if names else project.heavy_layer(), output)

    def relation(self, node: Node) -> str:
        """Return what DuckDB selects a table from that Spark wrote."""
        folder = self.output / node.name
        if not folder.is_dir():
            message = f"Spark wrote no {folder}: run `scalehouse spark build` first."
            raise EngineError(message)
        return f"read_parquet('{folder}/*.parquet')"


def build(layer: Layer, master: str, partitions: int) -> str:
    """Build the layer on Spark, from the SQL that dbt compiled."""
    refuse_half_replaced(Path("seeds"))
    # starting Java takes seconds, and not every command needs it
    from scalehouse.engines import spark  # noqa: PLC0415

    session = spark.open_session(master, partitions)
    try:
        spark.build(session, layer.nodes, Path.cwd(), layer.output)
    finally:
        session.stop()
    n_seeds = sum(node.is_seed for node in layer.nodes)
    return f"{len(layer.nodes) - n_seeds} models and {n_seeds} seeds are in {layer.output}"


def parity(layer: Layer, database: Path | None = None) -> str:
    """Compare what Spark wrote with a file, else the published one, table by table."""
    file = duckdb.connect(database, read_only=True) if database else warehouse.connect()
    with file:
        compared = [
            compare(
                file,
                node.name,
                (f"{node.schema}.{node.name}", layer.relation(node)),
                node.key,
            )
            for node in layer.nodes
        ]
    return verdict(compared)


def verdict(compared: Sequence[Comparison]) -> str:
    """Say how many tables and rows agree; raise what differs."""
    if failed := [str(comparison) for comparison in compared if not comparison.agrees]:
        raise ParityError("\n".join(failed))
    n_rows = sum(comparison.n_rows for comparison in compared)
    return f"{len(compared)} tables agree, {n_rows:,} rows"


def load(layer: Layer, home: Path) -> str:
    """Put what Spark wrote into the file that dbt builds, and replace what it contains."""
    refuse_half_replaced(Path("seeds"))
    # before anything is written: one that is missing ends it here
    tables = {f"{node.schema}.{node.name}": layer.relation(node) for node in layer.nodes}
    folder = refresh.state_folder(home)
    lock = claim(folder)
    try:
        refresh.forget_state(home)
        with duckdb.connect(folder / warehouse.DATABASE) as connection:
            for schema in sorted({node.schema for node in layer.nodes}):
                connection.execute(f"create schema if not exists {schema}")
            for name, rows in tables.items():
                connection.execute(f"create or replace table {name} as from {rows}")
    finally:
        os.close(lock)
    return f"{len(layer.nodes)} tables of Spark's are in {folder}"


def fit(layer: Layer, home: Path, selected: Sequence[str] = (), variables: str = "") -> str:
    """Load what Spark wrote, then build the rest by dbt: fits, and what comes of them.

    Args:
        layer: What Spark wrote.
        home: The warehouse's folder.
        selected: What of the rest to build, in dbt's words; all, if none.
        variables: dbt's `--vars`, the same as for `dbt compile`.
    """
    command = [
        *(str(Path(sys.executable).with_name("dbt")), "build", *rest(layer, selected)),
        *(["--vars", variables] if variables else []),
    ]
    loaded = load(layer, home)
    root = warehouse.project_root()
    if code := subprocess.run(command, cwd=root, check=False).returncode:  # noqa: S603
        message = f"dbt ended with code {code}, and has said why."
        raise EngineError(message)
    return f"{loaded}, and what dbt made of them; they are not published"


def rest(layer: Layer, selected: Sequence[str] = ()) -> list[str]:
    """Return dbt's words for all but the layer, with the tests of everything."""
    return [
        *("--select", *(selected or [refresh.EVERYTHING])),
        # a test is left out with what it tests otherwise
        *("--indirect-selection", "empty"),
        *("--exclude", refresh.UNIT_TESTS, *(f"path:{node.path}" for node in layer.nodes)),
    ]
