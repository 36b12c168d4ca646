"""DuckDB's extensions, from the packages that bring them."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb

from scalehouse.engines.errors import EngineError


def load_remote_reader(connection: duckdb.DuckDBPyConnection, given: Mapping[str, Any]) -> None:
    """Load what reads from object storage, where bulk records come from there.

    Args:
        connection: dbt's.
        given: Vars of the run; `bulk` names files by the seeds they stand for.
    """
    files = given.get("bulk", {})
    if any("://" in path for path in files.values()):
        load_extension(connection, "httpfs")


def load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension with no download.

    Raises:
        EngineError: Its package is not installed.
    """
    package = find_spec(f"duckdb_extension_{name}")
    if package is None or package.origin is None:
        message = (
            f"The package duckdb-extension-{name.replace('_', '-')} is missing: "
            "install requirements-engines.lock."
        )
        raise EngineError(message)
    folder = Path(package.origin).parent / "extensions" / f"v{duckdb.__version__}"
    connection.load_extension(str(folder / f"{name}.duckdb_extension"))
