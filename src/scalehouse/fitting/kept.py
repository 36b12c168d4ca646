"""Results of Python models, kept from build to build.

A fit draws from a fixed seed, so the same rows, parameters and code give the same result to
the last digit. What a model returned is kept under a checksum of all three, and a build that
would compute it again reads it instead.
"""

import ast
import functools
import hashlib
import os
import platform
import re
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from pyarrow import feather

from scalehouse import warehouse
from scalehouse.disk import sync

PACKAGE = Path(__file__).resolve().parents[1]
# What computes beside the package itself.
LIBRARIES = ("duckdb", "great_expectations", "numpy", "pandas", "pyarrow", "scipy")
# Results kept of each model: those of the last few branches or snapshots.
N_KEPT = 5
# A draft that nobody has written to for so long is of a build that was killed.
DRAFT_SECONDS = 3600
# Types of DuckDB that hold other values.
NESTED = {"array", "list", "map", "struct", "union"}
# The table of contents that dbt writes into a compiled Python model.
_REFS = re.compile(r"^    refs = (\{.*\})$", re.MULTILINE)

Model = Callable[[Any, duckdb.DuckDBPyConnection], pa.Table]


def kept(model: Model) -> Model:
    """Let a dbt Python model read its result where it is kept already.

    Args:
        model: The model as dbt compiled it: with the names of all that it reads and its
            parameters written into its file.

    Returns:
        The same model, returning the same table.
    """

    @functools.wraps(model)
    def recalled(dbt: Any, session: duckdb.DuckDBPyConnection) -> pa.Table:
        code = Path(model.__code__.co_filename).read_text(encoding="utf-8")
        read = ast.literal_eval(_REFS.findall(code)[0])
        contents = [fingerprint(dbt.ref(*name.split("."))) for name in sorted(read)]
        key = _checksum(code, _code_of_package(), *contents)
        folder = warehouse.default_home() / "fits" / dbt.this.identifier
        path = folder / f"{key}.arrow"
        with suppress(FileNotFoundError):
            os.utime(path)
            return feather.read_table(path)
        result = model(dbt, session)
        _keep(result, path)
        return result

    return recalled


def fingerprint(relation: duckdb.DuckDBPyRelation) -> str:
    """Return what tells a relation from any other: columns, types and rows, in any order."""
    row = ", ".join(
        # hashed as they are, no list and an empty one would be the same
        f'"{name}"::varchar' if kind.id in NESTED else f'"{name}"'
        for name, kind in zip(relation.columns, relation.types, strict=True)
    )
    rows = relation.aggregate(f"count(*), sum(hash({row}))").fetchone()
    return repr((relation.columns, list(map(str, relation.types)), rows))


@functools.cache
def _code_of_package() -> str:
    files = sorted(path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".yml"})
    versions = [f"{name} {version(name)}" for name in LIBRARIES]
    # processors round differently
    machine = [platform.python_version(), platform.machine()]
    return _checksum(
        *versions,
        *machine,
        *(f"{path.relative_to(PACKAGE)}\n{path.read_text('utf-8')}" for path in files),
    )


def _checksum(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _keep(result: pa.Table, path: Path) -> None:
    """Write the result as a whole or not at all, and let the oldest ones go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.partial")
    try:
        feather.write_feather(result, draft)
        sync(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    others = sorted(path.parent.glob("*.arrow"), key=_touched_at)
    drafts = path.parent.glob("*.partial")
    dead = [draft for draft in drafts if time.time() - _touched_at(draft) > DRAFT_SECONDS]
    for old in others[:-N_KEPT] + dead:
        old.unlink(missing_ok=True)


def _touched_at(file: Path) -> float:
    return file.stat().st_mtime
