"""What the Python models share: groups, draws of their own, a reason for too few."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows of one group: each column an array, in the order in which rows came."""

    columns: Mapping[str, NDArray[Any]]

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return the values of a column."""
        return self.columns[name]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(next(iter(self.columns.values())))

    @property
    def first(self) -> dict[str, Any]:
        """The first row, for what is the same in all rows of a group."""
        return {name: column[0] for name, column in self.columns.items()}


# So many rows are in memory at a time, or as many as share a value of a key's first column.
LOT_ROWS = 2_000_000


def groups(
    samples: duckdb.DuckDBPyRelation, key: Sequence[str]
) -> Iterator[tuple[dict[str, Any], Sample]]:
    """Hand the samples over once, in lots that fit into memory, group by group.

    Args:
        samples: Rows in the order in which they are to be resampled.
        key: Columns that identify a group.
    """
    for lot in _lots(samples, key[0]):
        yield from _groups_of(lot, key)


def _groups_of(
    lot: duckdb.DuckDBPyRelation, key: Sequence[str]
) -> Iterator[tuple[dict[str, Any], Sample]]:
    table = lot.to_arrow_table().combine_chunks()
    columns = {name: table[name].to_numpy() for name in table.column_names}
    for rows in _rows_of_groups([table[name] for name in key]):
        first = table.select(key).slice(int(rows[0]), 1).to_pylist()[0]
        # Rows that follow each other are a view of the column, others a copy.
        chosen = slice(rows[0], rows[-1] + 1) if rows[-1] - rows[0] < rows.size else rows
        yield (
            {name: midnight(value) for name, value in first.items()},
            Sample({name: column[chosen] for name, column in columns.items()}),
        )


def _lots(samples: duckdb.DuckDBPyRelation, column: str) -> Iterator[duckdb.DuckDBPyRelation]:
    """Split samples by the values of a column, unless they are few."""
    sizes = samples.aggregate(f'"{column}", count(*) as n').order(f'"{column}"').fetchall()
    if sum(size for _, size in sizes) <= LOT_ROWS:
        yield samples
        return
    lot: list[Any] = []
    n_rows = 0
    for value, size in sizes:
        if lot and n_rows + size > LOT_ROWS:
            yield _where(samples, column, lot)
            lot, n_rows = [], 0
        lot.append(value)
        n_rows += size
    yield _where(samples, column, lot)


def _where(
    samples: duckdb.DuckDBPyRelation, column: str, values: Sequence[Any]
) -> duckdb.DuckDBPyRelation:
    chosen = [duckdb.ConstantExpression(value) for value in values]
    return samples.filter(duckdb.ColumnExpression(column).isin(*chosen))


def _rows_of_groups(keys: Sequence[Any]) -> list[NDArray[np.intp]]:
    """Return the row numbers of each group of Arrow columns, in the order of their firsts."""
    code = np.zeros(len(keys[0]), dtype=np.intp)
    for column in keys:
        words = column.combine_chunks().dictionary_encode()
        code = code * len(words.dictionary) + words.indices.to_numpy()
    _, first, group = np.unique(code, return_index=True, return_inverse=True)
    order = np.argsort(first[group], kind="stable")
    ends = np.flatnonzero(np.diff(group[order])) + 1
    return np.split(order, ends) if order.size else []


def midnight(value: object) -> object:
    """Return a date as its first moment, which its draws have been named after."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


def seed_of(random_seed: int, group: Mapping[str, object]) -> list[int]:
    """Return the seed of one group: it keeps its draws whichever others run beside it."""
    return [random_seed, zlib.crc32("/".join(map(str, group.values())).encode())]


def rule_values(rules: duckdb.DuckDBPyRelation) -> dict[str, float]:
    """Return the numbers of a table of rules by their names."""
    return dict(rules.project("rule_name, rule_value").fetchall())


def why_too_few(n_obs: int, min_obs: int, things: str = "models") -> str | None:
    """Say that a sample has less than its specification requires, or nothing."""
    if n_obs >= min_obs:
        return None
    return f"{n_obs} {things}, the specification asks for {min_obs}"
