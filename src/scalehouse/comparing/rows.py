"""Compares two builds of one table: rows, keys exactly and numbers to a tolerance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

# Gives SQL for how far two numbers of a column may be apart, `{a}` and `{b}` being them.
Tolerance = Callable[[str], str]
NUMBERS = {
    *("double", "float", "decimal"),
    *(f"{sign}{size}int" for sign in ("", "u") for size in ("tiny", "small", "big", "huge")),
    *("integer", "uinteger"),
}


@dataclass(frozen=True)
class Comparison:
    """What differs between two builds of one table; rows are counted.

    Attributes:
        table: Name of the table, on the right side as well if it differs there.
        n_rows: Rows on the left.
        n_rows_right: Rows on the right.
        only_left: Rows without a partner on the right.
        only_right: Rows without a partner on the left.
        different: How many pairs of rows differ, by column.
        removed: Columns on the left only.
        added: Columns on the right only.
        retyped: Columns of both sides with another type on the right.
    """

    table: str
    n_rows: int
    n_rows_right: int
    only_left: int
    only_right: int
    different: dict[str, int]
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    retyped: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns on one side only."""
        return tuple(sorted((*self.removed, *self.added)))

    @property
    def has_equal_rows(self) -> bool:
        """Whether the rows agree in the columns of both sides."""
        return not (self.only_left or self.only_right or self.different)

    @property
    def agrees(self) -> bool:
        """Whether rows and names of columns agree; engines may differ in types."""
        return self.has_equal_rows and not self.columns

    @property
    def is_kept(self) -> bool:
        """Whether all of the left side is on the right, which may have more columns."""
        return self.has_equal_rows and not (self.removed or self.retyped)

    def __str__(self) -> str:
        """Say in one line what differs."""
        if self.agrees:
            return f"{self.table}: {self.n_rows} rows agree"
        parts = [f"columns on one side only: {', '.join(self.columns)}"] if self.columns else []
        if self.only_left or self.only_right:
            parts.append(f"{self.only_left} keys only left, {self.only_right} only right")
        parts += [f"{column} differs in {n} rows" for column, n in self.different.items()]
        return f"{self.table}: {'; '.join(parts)}; of {self.n_rows} rows"

    def differences(self) -> str:
        """Say what of the old build (left) is not in the new one (right); empty if nothing."""
        parts = [f"columns removed: {', '.join(self.removed)}"] if self.removed else []
        parts += [f"columns retyped: {', '.join(self.retyped)}"] if self.retyped else []
        if self.only_left or self.only_right:
            parts.append(f"{self.only_left} rows only in old, {self.only_right} only in new")
        parts += [f"{column} differs in {n} rows" for column, n in self.different.items()]
        return "; ".join(parts)


def relative(rtol: float) -> Tolerance:
    """Allow numbers to be apart by a part of the greater of them."""
    return lambda _: f"{rtol!r} * greatest(abs({{a}}), abs({{b}}))"


def compare_relations(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    sides: tuple[str, str],
    key: Sequence[str],
    tolerance: Tolerance,
) -> Comparison:
    """Compare two relations row by row; without a key that names a row, as multisets."""
    left, right = (types_of(connection, side) for side in sides)
    shared = {column: (left[column], right[column]) for column in left if column in right}
    if key:
        n_rows, n_right, only_left, only_right, different = _compare_by_key(
            connection, sides, key, _checks(shared, tolerance)
        )
    else:
        n_rows, n_right = (count_rows(connection, side) for side in sides)
        n_pairs = _count_pairs(connection, sides, shared, tolerance)
        only_left, only_right, different = n_rows - n_pairs, n_right - n_pairs, {}
    return Comparison(
        table=table,
        n_rows=n_rows,
        n_rows_right=n_right,
        only_left=only_left,
        only_right=only_right,
        different=different,
        removed=tuple(column for column in left if column not in right),
        added=tuple(column for column in right if column not in left),
        retyped=tuple(
            f"{column} ({kinds[0]} to {kinds[1]})"
            for column, kinds in shared.items()
            if kinds[0] != kinds[1]
        ),
    )


def _compare_by_key(
    connection: duckdb.DuckDBPyConnection,
    sides: tuple[str, str],
    key: Sequence[str],
    checks: Mapping[str, str],
) -> tuple[int, int, int, int, dict[str, int]]:
    left, right = sides
    keys = ", ".join(f"{part} as key_{number}" for number, part in enumerate(key))
    same = " and ".join(f"l.key_{n} is not distinct from r.key_{n}" for n in range(len(key)))
    counts = "".join(
        f", count(*) filter (where l.is_there and r.is_there and {check})"
        for check in checks.values()
    )
    row = connection.execute(
        f"""
        select
            count(*) filter (where l.is_there),
            count(*) filter (where r.is_there),
            count(*) filter (where r.is_there is null),
            count(*) filter (where l.is_there is null)
            {counts}
        from (select {keys}, true as is_there, * from {left}) as l
        full join (select {keys}, true as is_there, * from {right}) as r on {same}
        """  # noqa: S608 - names are those of the project
    ).fetchone()
    assert row is not None  # noqa: S101 - an aggregate has one row
    n_left, n_right, only_left, only_right, *n_different = row
    different = {name: n for name, n in zip(checks, n_different, strict=True) if n}
    return n_left, n_right, only_left, only_right, different


def _count_pairs(
    connection: duckdb.DuckDBPyConnection,
    sides: tuple[str, str],
    columns: Mapping[str, tuple[Any, Any]],
    tolerance: Tolerance,
) -> int:
    """Count how many rows find a partner, each row at most one.

    Rows that agree in the columns without a tolerance are paired in the order of the others;
    what that leaves over is matched to the greatest number of pairs: two rows whose numbers
    are nearly equal may stand in another order on the other side.
    """
    exact = [name for name, kinds in columns.items() if not any(map(_is_near, kinds))]
    near = [name for name in columns if name not in exact]
    # a map can neither be sorted nor grouped
    groups = ", ".join(["1", *(f'cast("{name}" as varchar)' for name in exact)])
    order = ", ".join(["1", *(f'"{name}"' for name in near)])
    for side, relation in zip(("l", "r"), sides, strict=True):
        connection.execute(
            f"""
            create or replace temp table {side}_rows as
            select *, hash({groups}) as group_hash, row_number() over () as row_id,
                row_number() over (partition by {groups} order by {order}) as place
            from {relation}
            """  # noqa: S608 - names are those of the project
        )
    differ = " or ".join(_checks(columns, tolerance).values()) or "false"
    connection.execute(
        f"""
        create or replace temp table pairs as
        select l.row_id as l_id, r.row_id as r_id
        from l_rows as l
        inner join r_rows as r on l.group_hash = r.group_hash and l.place = r.place
        where not ({differ})
        """  # noqa: S608 - names are those of the project
    )
    candidates = connection.execute(
        f"""
        select l.row_id, r.row_id
        from l_rows as l
        inner join r_rows as r on l.group_hash = r.group_hash
        where
            l.row_id not in (select l_id from pairs)
            and r.row_id not in (select r_id from pairs)
            and not ({differ})
        """  # noqa: S608 - names are those of the project
    ).fetchnumpy()
    return count_rows(connection, "pairs") + _n_matched(*candidates.values())


def _n_matched(left: Any, right: Any) -> int:
    """Return the greatest number of pairs in which no row is twice."""
    if not len(left):
        return 0
    # seconds to import, for what few comparisons need
    from scipy.sparse import coo_array  # noqa: PLC0415
    from scipy.sparse.csgraph import maximum_bipartite_matching  # noqa: PLC0415

    graph = coo_array(([True] * len(left), (left, right))).tocsr()
    return int((maximum_bipartite_matching(graph) >= 0).sum())


def _is_near(kind: Any) -> bool:
    """Whether values of a type are compared with a tolerance."""
    if kind.id in {"double", "float", "decimal"}:
        return True
    return kind.id in {"list", "map"} and any(_is_near(part) for _, part in kind.children)


def types_of(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, Any]:
    """Return the type of each column of a relation."""
    described = connection.sql(f"select * from {relation} limit 0")  # noqa: S608
    return dict(zip(described.columns, described.types, strict=True))


def _checks(columns: Mapping[str, tuple[Any, Any]], tolerance: Tolerance) -> dict[str, str]:
    """Return SQL for each column that is true where the rows `l` and `r` differ in it."""
    return {
        column: _differs(f'l."{column}"', f'r."{column}"', kinds, tolerance(column))
        for column, kinds in columns.items()
    }


def _differs(left: str, right: str, types: tuple[Any, Any], tolerance: str) -> str:
    """Return SQL that is true where two values of a column differ, never null."""
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
    if kinds & {"double", "float", "decimal"} and kinds <= NUMBERS:
        a, b = (f"cast({side} as double)" for side in (left, right))
        # an infinity is near no number, and NaN equals itself
        return (
            f"({a} is distinct from {b} and not coalesce(isfinite({a}) and isfinite({b})"
            f" and abs({a} - {b}) <= {tolerance.format(a=a, b=b)}, false))"
        )
    if len(kinds) > 1 and not kinds <= NUMBERS:
        left, right = (f"cast({side} as varchar)" for side in (left, right))
    return f"({left} is distinct from {right})"


def _parts(types: tuple[Any, Any], name: str) -> tuple[Any, Any]:
    """Return the type of the items of two lists, or a list of a map's keys or values."""
    left, right = (dict(kind.children)[name] for kind in types)
    return (
        (left, right) if name == "child" else (duckdb.list_type(left), duckdb.list_type(right))
    )


def count_rows(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    """Return how many rows a relation has."""
    return number(connection, f"select count(*) from {relation}")  # noqa: S608


def number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """Return the one number that a query selects."""
    ((number,),) = connection.execute(query).fetchall()
    return int(number)
