"""Results of Python models, kept from build to build.

A fit draws from a fixed seed, so the same rows, parameters and code give the same result to
the last digit. What a model returned is kept under a checksum of all three, and a build that
would compute it again reads it instead. Where some rows differ, the groups that are the same
(`scalehouse.fitting.runs`) are read from the results that are kept, and the others computed.
"""

import ast
import functools
import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from pyarrow import compute, feather

from scalehouse import warehouse
from scalehouse.code_of_fits import IMPORTED, Package, checksum, read
from scalehouse.disk import sync

# Results kept of each model: those of the last few branches or snapshots.
N_KEPT = 5
# A draft that nobody has written to for so long is of a build that was killed.
DRAFT_SECONDS = 3600
# The column of a kept result that identifies the group of a row, by the group's checksum.
GROUP = "_group"
# Types of DuckDB that contain other values.
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
        code = read(Path(model.__code__.co_filename))
        names = sorted(ast.literal_eval(_REFS.findall(code)[0]))
        contents = [fingerprint(dbt.ref(*name.split("."))) for name in names]
        # as it was imported: whoever edits a file while dbt runs changes nothing in memory
        computing = IMPORTED.checksum_of_code(code)
        key = checksum(computing, *contents)
        folder = warehouse.default_home() / "fits" / dbt.this.identifier
        result = _read(folder, key)
        if result is None:
            with _running(Run(folder, computing, len(names))):
                result = model(dbt, session)
            if Package().checksum_of_code(code) == computing:
                _keep(result, folder, key)
        return result.drop_columns([GROUP]) if GROUP in result.column_names else result

    return recalled


@dataclass(frozen=True)
class Run:
    """A model that is being computed: where its results are kept, and what computes it."""

    folder: Path
    computing: str
    n_tables: int

    def rows_of(self, groups: pa.Array, schema: pa.Schema) -> pa.Table:
        """Return the kept rows of these groups, each group as a whole, by their checksums."""
        found = [schema.empty_table()]
        for path in _newest_first(self.folder):
            if not len(groups):
                break
            rows = _read_file(path)
            if rows is None or rows.schema != schema:
                continue
            rows = rows.filter(compute.is_in(rows[GROUP], value_set=groups))
            found.append(rows)
            groups = groups.filter(compute.invert(compute.is_in(groups, rows[GROUP])))
        return pa.concat_tables(found)


_RUN: ContextVar[Run | None] = ContextVar("run", default=None)


def current_run() -> Run | None:
    """Return the model that is being computed in this thread; None outside of `kept`."""
    return _RUN.get()


@contextmanager
def _running(run: Run) -> Iterator[None]:
    before = _RUN.set(run)
    try:
        yield
    finally:
        _RUN.reset(before)


def fingerprint(relation: duckdb.DuckDBPyRelation) -> str:
    """Return what identifies a relation: columns, types and rows, in any order."""
    (whole,) = fingerprints(relation, []).values()
    return whole


def fingerprints(
    relation: duckdb.DuckDBPyRelation, key: list[tuple[str, Any]]
) -> dict[tuple[Any, ...], str]:
    """Return what identifies the rows of each group, by the group's values.

    Args:
        relation: Rows; their order does not count.
        key: Columns that tell groups apart, each with the type for its values. None makes
            all rows one group, even where there are none.
    """
    row = ", ".join(
        # hashed as they are, no list and an empty one would be the same
        f'"{name}"::varchar' if kind.id in NESTED else f'"{name}"'
        for name, kind in zip(relation.columns, relation.types, strict=True)
    )
    by = ", ".join(f'"{name}"::{kind}' for name, kind in key)
    sums = f"count(*), sum(hash({row}))"
    rows = relation.aggregate(f"{by}, {sums}" if by else sums, by).fetchall()
    shape = (relation.columns, list(map(str, relation.types)))
    return {values[: len(key)]: repr((*shape, values[len(key) :])) for values in rows}


def _read(folder: Path, key: str) -> pa.Table | None:
    """Return the result that is kept under a key, which stays as one used last."""
    for path in folder.glob(f"{key}-*.arrow"):
        if (result := _read_file(path)) is not None:
            os.utime(path)
            return result
    return None


def _read_file(path: Path) -> pa.Table | None:
    """Return a kept result; None where another build pruned it, or the disk damaged it."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    if path.stem.rpartition("-")[2] != _digest(content):
        return None
    return feather.read_table(pa.BufferReader(content))


def _keep(result: pa.Table, folder: Path, key: str) -> None:
    """Write the result as a whole or not at all, and let the oldest ones go."""
    folder.mkdir(parents=True, exist_ok=True)
    sink = pa.BufferOutputStream()
    feather.write_feather(result, sink)
    content = sink.getvalue().to_pybytes()
    path = folder / f"{key}-{_digest(content)}.arrow"
    draft = path.with_suffix(f".{os.getpid()}.partial")
    try:
        draft.write_bytes(content)
        sync(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    drafts = folder.glob("*.partial")
    dead = [draft for draft in drafts if time.time() - _touched_at(draft) > DRAFT_SECONDS]
    for old in _newest_first(folder)[N_KEPT:] + dead:
        old.unlink(missing_ok=True)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _newest_first(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.arrow"), key=_touched_at, reverse=True)


def _touched_at(file: Path) -> float:
    return file.stat().st_mtime
