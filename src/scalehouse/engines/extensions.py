"""DuckDB's extensions, from the packages that bring them."""

from importlib.util import find_spec
from pathlib import Path

import duckdb

from scalehouse.engines.errors import EngineError


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
