"""Rows of fits as a table, whose columns and types do not depend on the rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import duckdb
import pyarrow as pa

PLAIN = {bool: pa.bool_(), float: pa.float64(), int: pa.int64(), str: pa.string()}


def as_table(
    rows: Sequence[Mapping[str, object]],
    samples: duckdb.DuckDBPyRelation | pa.Table,
    key: Sequence[str],
    *results: type,
    **more: object,
) -> pa.Table:
    """Return the rows of a fit as a table: the key, what is said beside it, the results.

    Records of others may lack what a fit works on. Then there are no rows to tell columns
    from, and a column may be null in all of them.

    Args:
        rows: Each with its key; a value that a row lacks is null.
        samples: What was fitted: a relation that `groups` went through, which hands dates
            over as their first moments, or an Arrow table whose rows have the key as it is.
        key: Columns that identify a sample.
        results: Classes whose fields the rows contain.
        more: Types of further columns, which stand between.

    Raises:
        ValueError: A row holds what none of these names.
    """
    schema = pa.schema(
        [*_key(samples, key), *_columns(more)]
        + [column for result in results for column in _columns(get_type_hints(result))]
    )
    if unknown := {name for row in rows for name in row}.difference(schema.names):
        message = f"{sorted(unknown)}: name the types of what rows hold beside their results"
        raise ValueError(message)
    return pa.Table.from_pylist(rows, schema=schema)


def _key(samples: duckdb.DuckDBPyRelation | pa.Table, key: Sequence[str]) -> list[pa.Field]:
    if isinstance(samples, pa.Table):
        return [samples.field(name) for name in key]
    fields = samples.limit(0).to_arrow_table()
    return [
        pa.field(name, pa.timestamp("us") if pa.types.is_date(kind) else kind)
        for name, kind in ((name, fields.field(name).type) for name in key)
    ]


def _columns(hints: Mapping[str, Any]) -> Iterator[pa.Field]:
    for name, hint in hints.items():
        (part, *_) = get_args(hint) or (hint,)
        if is_dataclass(part):
            # each part has a row of its own, as `as_rows` returns them
            yield from _columns(get_type_hints(part))
        else:
            yield pa.field(name, arrow_type(hint))


def arrow_type(hint: Any) -> pa.DataType:
    """Return the Arrow type of values of an annotation, missing ones or not."""
    if hint in PLAIN:
        return PLAIN[hint]
    origin, (first, *others) = get_origin(hint), get_args(hint) or (None,)
    if origin in {list, tuple}:
        return pa.list_(arrow_type(first))
    if origin is Literal:
        return arrow_type(type(first))
    if others == [NoneType]:
        return arrow_type(first)
    message = f"{hint} has no Arrow type here"
    raise TypeError(message)
