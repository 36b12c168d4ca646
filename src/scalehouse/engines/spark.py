"""The heavy layers on Apache Spark, from the SQL that dbt compiled for DuckDB."""

import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql.types import StructType
from sqlglot.errors import SqlglotError

from scalehouse.engines.bulk import register_files
from scalehouse.engines.errors import EngineError
from scalehouse.engines.project import Node
from scalehouse.engines.translate import translate

OPTIMIZER = "org.apache.spark.sql.catalyst.optimizer"


class SparkError(EngineError):
    """A model does not run on Spark; the message names it."""


def open_session(master: str = "local[*]", partitions: int = 8) -> SparkSession:
    """Start Spark, or join the cluster that `master` names."""
    builder: SparkSession.Builder = SparkSession.builder
    session = (
        builder.appName("scalehouse")
        .master(master)
        .config(map=settings(master, partitions))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    session.udf.register("strip_accents", _strip_accents())
    return session


def settings(master: str, partitions: int) -> dict[str, object]:
    """Return the settings of a session that DuckDB's SQL needs, or a machine by itself."""
    chosen: dict[str, object] = {
        "spark.sql.shuffle.partitions": partitions,
        "spark.sql.session.timeZone": "UTC",
        # makes an invalid plan of a union of two uses of one step (Spark 4.3.0)
        "spark.sql.optimizer.excludedRules": f"{OPTIMIZER}.RemoveRedundantAliases",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if master.startswith("local"):
        # nobody else asks; executors of a cluster have to reach the driver by its own name
        chosen |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return chosen


def _strip_accents() -> Callable[[str | None], str | None]:
    """Return DuckDB's function of this name; Spark has none.

    A function inside a function travels whole: workers need not have our package.
    """

    def strip_accents(text: str | None) -> str | None:
        if text is None:
            return None
        parts = unicodedata.normalize("NFD", text)
        kept = "".join(part for part in parts if not unicodedata.category(part).startswith("M"))
        return unicodedata.normalize("NFC", kept)

    return strip_accents


def build(session: SparkSession, nodes: Iterable[Node], root: Path, output: Path) -> None:
    """Build seeds and models, parents first, each as Parquet in a folder of its name.

    `root` is the project's folder, `output` a folder that every executor can reach.
    """
    schema: dict[str, dict[str, str]] = {}
    for node in nodes:
        target, reader = output / node.name, session.read
        if node.is_seed:
            write_seed(node, root, target)
        else:
            # known, so no job has to look for it in the files
            reader = reader.schema(run_model(session, node, schema, target))
        table = reader.parquet(str(target))
        table.createOrReplaceTempView(node.name)
        schema[node.name] = dict(table.dtypes)


def run_model(
    session: SparkSession, node: Node, schema: dict[str, dict[str, str]], target: Path
) -> StructType:
    """Translate and run one model, whose parents are views already; return its columns."""
    try:
        sql = register_files(session, node.name, node.sql, schema)
        rows = session.sql(translate(sql, schema))
        rows.write.mode("overwrite").parquet(str(target))
    except (PySparkException, SqlglotError, NotImplementedError) as error:
        message = f"{node.path} does not run on Spark: {error}"
        raise SparkError(message) from error
    return rows.schema


def write_seed(node: Node, root: Path, target: Path) -> None:
    """Write a seed as Parquet, read as dbt reads it: typed, and empty text as null."""
    target.mkdir(parents=True, exist_ok=True)
    columns = ", ".join(f'"{name}" {kind}' for name, kind in node.column_types.items())
    with duckdb.connect() as connection:
        connection.execute(f"create table seed ({columns})")
        connection.execute(
            "copy seed from $file (format csv, header true)", {"file": str(root / node.path)}
        )
        connection.execute(
            "copy seed to $file (format parquet)", {"file": str(target / "part.parquet")}
        )
