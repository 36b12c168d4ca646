"""What `scalehouse spark` does."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from scalehouse import warehouse
from scalehouse.engines.errors import EngineError
from scalehouse.engines.parity import Comparison, compare
from scalehouse.engines.project import Node, Project


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
        """Give what DuckDB selects a table from that Spark wrote."""
        folder = self.output / node.name
        if not folder.is_dir():
            message = f"Spark wrote no {folder}: run `scalehouse spark build` first."
            raise EngineError(message)
        return f"read_parquet('{folder}/*.parquet')"


def build(layer: Layer, master: str, partitions: int) -> str:
    """Build the layer on Spark, from the SQL that dbt compiled."""
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


def load(layer: Layer, database: Path) -> str:
    """Put what Spark wrote into the file that dbt builds, for the fits to read."""
    with duckdb.connect(database) as connection:
        for node in layer.nodes:
            connection.execute(f"create schema if not exists {node.schema}")
            connection.execute(
                f"create or replace table {node.schema}.{node.name} as "
                f"from {layer.relation(node)}"
            )
    return (
        f"{len(layer.nodes)} tables are in {database}. Fit what Spark sampled: "
        "dbt build --select path:python_models+"
    )
