"""The numbers that pages state: rows of `fct_estimates`, and exact answers on demand.

What a run of a page states is noted, so that a test can hold its text against the rows.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib import warehouse

ROWS = """
select *
from fct_estimates
where
    source_mart = $mart
    and list_contains($specifications, specification)
    and list_contains($groups, group_name)
    and list_contains($snapshots, cast(snapshot_date as varchar))
"""

# Specification, group and snapshot of a mart's row, as `fct_estimates` names them.
Key = tuple[str, str, str]
# The row's numbers by their names: quantities, their bounds, n and the level.
Numbers = dict[str, Any]


def stated(
    rows: pd.DataFrame,
    mart: str,
    specification: pd.Series | str = "specification",
    group: pd.Series | str = "group_name",
) -> pd.DataFrame:
    """Give rows of a mart the numbers that `fct_estimates` has of them, and note these.

    Args:
        rows: With `snapshot_date`, and numbers in columns that are called as their quantity.
        mart: That they are from, as `source_mart` names it.
        specification: What `fct_estimates` calls it: a column, its values, or one for all.
        group: The same of its group.
    """
    keys = list(
        zip(
            _values(rows, specification),
            _values(rows, group),
            rows["snapshot_date"].astype(str).str[:10],
            strict=True,
        )
    )
    numbers = _find(mart, keys)
    # what `fct_estimates` lacks stays as the mart has it, and is not noted
    overlaid = [
        row
        | {name: _like(row.get(name), value) for name, value in numbers.get(key, {}).items()}
        for key, row in zip(keys, rows.to_dict("records"), strict=True)
    ]
    return pd.DataFrame(overlaid, index=rows.index) if overlaid else rows


def one(mart: str, specification: str, snapshot: str, group: str = "all") -> Numbers | None:
    """Return the numbers of a row of a mart, and note them; none where it has none."""
    key = specification, group, snapshot
    return _find(mart, [key]).get(key)


def exact(statement: str, **asked: Any) -> pd.DataFrame:
    """Answer what only this reader asks: counts of a choice, arithmetic on given numbers.

    No row can stand ready for it: the statement is noted instead.
    """
    _note("answer", (statement, asked))
    return warehouse.query(statement, **asked)


def _find(mart: str, keys: Iterable[Key]) -> dict[Key, Numbers]:
    """Find rows of `fct_estimates`, and note those that there are."""
    keys = set(keys)
    asked = (sorted({key[part] for key in keys}) for part in range(3))
    names = ("specifications", "groups", "snapshots")
    found = warehouse.query(ROWS, mart=mart, **dict(zip(names, asked, strict=True)))
    numbers: dict[Key, Numbers] = {}
    for row in found.to_dict("records"):
        key = row["specification"], row["group_name"], str(row["snapshot_date"])[:10]
        if key in keys:
            numbers.setdefault(key, {}).update(_numbers(row))
    for key in numbers:
        _note("row", (mart, *key))
    return numbers


def _numbers(row: Mapping[str, Any]) -> Numbers:
    quantity = row["quantity"]
    numbers = {quantity: row["estimate"]}
    if not row["is_exact"]:
        numbers |= {f"{quantity}_{end}": row[end] for end in ("ci_low", "ci_high")}
    if pd.notna(row["n_obs"]):
        numbers["n_obs"] = int(row["n_obs"])
    if pd.notna(row["ci_level"]):
        numbers["ci_level"] = row["ci_level"]
    return numbers


def _note(kind: str, note: tuple[Any, ...]) -> None:
    st.session_state["stated"].append((kind, note))


def _values(rows: pd.DataFrame, column: pd.Series | str) -> list[str]:
    if isinstance(column, str) and column not in rows:
        return [column] * len(rows)
    return list((rows[column] if isinstance(column, str) else column).astype(str))


def _like(own: Any, value: Any) -> Any:
    """Write a count as the mart does: as a whole number."""
    return int(value) if isinstance(own, int) and pd.notna(value) else value
