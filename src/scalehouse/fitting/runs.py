"""The loop of the Python models: every group fitted, or read where its fit is kept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from pyarrow import compute

from scalehouse.code_of_fits import checksum
from scalehouse.fitting import Sample, groups, midnight
from scalehouse.fitting.kept import GROUP, Run, current_run, fingerprints
from scalehouse.fitting.tables import as_table

Group = dict[str, Any]
Row = dict[str, Any]
Rows = Row | Sequence[Row]


def fit_groups(
    samples: duckdb.DuckDBPyRelation,
    key: Sequence[str],
    fit: Callable[[Group, Sample], Rows],
    *results: type,
    beside: Sequence[duckdb.DuckDBPyRelation] = (),
    **more: object,
) -> pa.Table:
    """Fit the rows of every group.

    Args:
        samples: Rows in the order in which they are to be resampled.
        key: Columns that identify a group.
        fit: Returns the row or the rows of a group, given its key and its rows.
        results: Classes whose fields these rows contain.
        beside: What else the fit reads. Of a relation that has columns of the key, the fit
            of a group may use those rows alone that have the group's values there.
        more: Types of further columns.

    Returns:
        The key, then the columns of `more` and the fields of the results.
    """

    def table_of(rows: Sequence[Row]) -> pa.Table:
        return as_table(rows, samples, key, *results, **more)

    return _fitted(groups(samples, key), fit, table_of, _Contents(samples, key, beside))


def fit_rows(
    samples: duckdb.DuckDBPyRelation,
    key: Sequence[str],
    fit: Callable[[Group, dict[str, Any]], Rows],
    *results: type,
    beside: Sequence[duckdb.DuckDBPyRelation] = (),
    **more: object,
) -> pa.Table:
    """Fit samples that are one row each, with lists of values; else as `fit_groups`."""
    table = samples.to_arrow_table()
    each = (({name: row[name] for name in key}, row) for row in table.to_pylist())

    def table_of(rows: Sequence[Row]) -> pa.Table:
        return as_table(rows, table, key, *results, **more)

    return _fitted(each, fit, table_of, _Contents(samples, key, beside))


@dataclass(frozen=True)
class _Contents:
    """What the fits of groups come of."""

    samples: duckdb.DuckDBPyRelation
    key: Sequence[str]
    beside: Sequence[duckdb.DuckDBPyRelation]

    def checksums(self, run: Run) -> dict[str, str]:
        """Return the checksum of all that the fit of a group comes of, by the group's name."""
        n_named = 1 + len(self.beside)
        if run.n_tables != n_named:
            message = (
                f"The model reads {run.n_tables} tables and names {n_named} to the loop over "
                "its groups: fits would be kept when the others change."
            )
            raise ValueError(message)
        types = dict(zip(self.samples.columns, self.samples.types, strict=True))
        key = [(name, types[name]) for name in self.key]
        others = []
        for relation in self.beside:
            shared = [place for place, (name, _) in enumerate(key) if name in relation.columns]
            others.append((shared, fingerprints(relation, [key[place] for place in shared])))
        return {
            _name(group): checksum(
                run.computing,
                repr(group),
                content,
                *(repr(of.get(tuple(group[place] for place in on))) for on, of in others),
            )
            for group, content in fingerprints(self.samples, key).items()
        }


def _fitted(
    each: Iterable[tuple[Group, Any]],
    fit: Callable[[Group, Any], Rows],
    table_of: Callable[[Sequence[Row]], pa.Table],
    contents: _Contents,
) -> pa.Table:
    """Return the rows of each group in the groups' order; those to keep name their group."""
    run = current_run()
    if run is None:
        return table_of([row for group, sample in each for row in _rows(group, sample, fit)])
    names = contents.checksums(run)
    schema = table_of([]).schema.append(pa.field(GROUP, pa.string()))
    known = run.rows_of(pa.array(list(names.values()), pa.string()), schema)
    is_known = set(known[GROUP].unique().to_pylist())
    order, rows, marks = [], [], []
    for group, sample in each:
        order.append(name := names[_name(group.values())])
        if name not in is_known:
            new = _rows(group, sample, fit)
            rows += new
            marks += [name] * len(new)
    new_table = table_of(rows).append_column(
        schema.field(GROUP), [pa.array(marks, pa.string())]
    )
    table = pa.concat_tables([known, new_table])
    places = compute.index_in(table[GROUP], pa.array(order, pa.string()))
    return table.take(np.argsort(places.to_numpy(), kind="stable"))


def _rows(group: Group, sample: Any, fit: Callable[[Group, Any], Rows]) -> list[Row]:
    fitted = fit(group, sample)
    return [group | row for row in ([fitted] if isinstance(fitted, dict) else fitted)]


def _name(values: Iterable[Any]) -> str:
    """Name a group, whether its dates come as dates or as their first moments."""
    return repr([midnight(value) for value in values])
