"""Whether two engines built the same tables: keys exactly, numbers to a tolerance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

# Engines add numbers up in different orders.
RTOL = 1e-9
# Differences of nearly equal numbers, by the word that names them: the logarithm of a ratio
# near one, and a distance from the mean in standard deviations, whose mean is of values
# twenty times as large. Neither has nine digits left near zero.
ATOL = {"oom": 1e-15, "z": 1e-13}


@dataclass(frozen=True)
class Comparison:
    """What differs between two builds of one table; rows are counted."""

    table: str
    n_rows: int
    only_left: int
    only_right: int
    different: dict[str, int]
    columns: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return not (self.only_left or self.only_right or self.different or self.columns)

    def __str__(self) -> str:
        """Say in one line what differs."""
        if self.agrees:
            return f"{self.table}: {self.n_rows} rows agree"
        parts = [f"columns on one side only: {', '.join(self.columns)}"] if self.columns else []
        if self.only_left or self.only_right:
            parts.append(f"{self.only_left} keys only left, {self.only_right} only right")
        parts += [f"{column} differs in {n} rows" for column, n in self.different.items()]
        return f"{self.table}: {'; '.join(parts)}; of {self.n_rows} rows"


def compare(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    sides: tuple[str, str],
    key: Sequence[str],
) -> Comparison:
    """Compare two relations row by row; `key` says which columns name a row."""
    left, right = sides
    types = [_types(connection, side) for side in sides]
    shared = [column for column in types[0] if column in types[1]]
    checks = [
        _differs(
            f'l."{column}"',
            f'r."{column}"',
            (types[0][column], types[1][column]),
            _tolerance(column),
        )
        for column in shared
    ]
    keys = ", ".join(f"{part} as key_{number}" for number, part in enumerate(key))
    same = " and ".join(f"l.key_{n} is not distinct from r.key_{n}" for n in range(len(key)))
    counts = "".join(
        f", count(*) filter (where l.is_there and r.is_there and {check})" for check in checks
    )
    row = connection.execute(
        f"""
        select
            count(*) filter (where l.is_there),
            count(*) filter (where r.is_there is null),
            count(*) filter (where l.is_there is null)
            {counts}
        from (select {keys}, true as is_there, * from {left}) as l
        full join (select {keys}, true as is_there, * from {right}) as r on {same}
        """  # noqa: S608 - names are those of the project
    ).fetchone()
    assert row is not None  # noqa: S101 - an aggregate has one row
    n_rows, only_left, only_right, *n_different = row
    return Comparison(
        table=table,
        n_rows=n_rows,
        only_left=only_left,
        only_right=only_right,
        different={name: n for name, n in zip(shared, n_different, strict=True) if n},
        columns=tuple(sorted(set(types[0]) ^ set(types[1]))),
    )


def _types(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, Any]:
    described = connection.sql(f"select * from {relation} limit 0")  # noqa: S608
    return dict(zip(described.columns, described.types, strict=True))


def _tolerance(column: str) -> str:
    """Give SQL for how far two numbers may be apart, `{a}` and `{b}` standing for them."""
    relative = f"{RTOL} * greatest(abs({{a}}), abs({{b}}))"
    absolute = [ATOL[word] for word in column.split("_") if word in ATOL]
    return " + ".join([relative, *map(str, absolute)])


def _differs(left: str, right: str, types: tuple[Any, Any], tolerance: str) -> str:
    """Give SQL that is true where two values of a column differ, never null."""
    kinds = {kind.id for kind in types}
    if kinds == {"list"}:
        items = _differs("pair[1]", "pair[2]", _parts(types, "child"), tolerance)
        return (
            f"(len({left}) is distinct from len({right}) or coalesce(list_bool_or("
            f"list_transform(list_zip({left}, {right}), lambda pair: {items})), false))"
        )
    if kinds == {"map"}:
        sides = [
            _differs(
                f"map_{part}s({left})", f"map_{part}s({right})", _parts(types, part), tolerance
            )
            for part in ("key", "value")
        ]
        return f"({' or '.join(sides)})"
    if kinds & {"double", "float", "decimal"}:
        a, b = (f"cast({side} as double)" for side in (left, right))
        # an infinity is near no number, and NaN equals itself
        return (
            f"({a} is distinct from {b} and not coalesce(isfinite({a}) and isfinite({b})"
            f" and abs({a} - {b}) <= {tolerance.format(a=a, b=b)}, false))"
        )
    return f"({left} is distinct from {right})"


def _parts(types: tuple[Any, Any], name: str) -> tuple[Any, Any]:
    """Give the type of the items of two lists, or a list of a map's keys or values."""
    left, right = (dict(kind.children)[name] for kind in types)
    return (
        (left, right) if name == "child" else (duckdb.list_type(left), duckdb.list_type(right))
    )
