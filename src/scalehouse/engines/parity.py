"""Whether two engines built the same tables: keys exactly, numbers to a tolerance."""

from collections.abc import Sequence

import duckdb

from scalehouse.comparing.rows import Comparison, compare_relations, relative

# Engines add numbers up in different orders.
RTOL = 1e-9
# Differences of nearly equal numbers, by the word that names them: the logarithm of a ratio
# near one, and a distance from the mean in standard deviations, whose mean is of values
# twenty times as large. Neither has nine digits left near zero.
ATOL = {"oom": 1e-15, "z": 1e-13}

__all__ = ["Comparison", "compare"]


def compare(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    sides: tuple[str, str],
    key: Sequence[str],
) -> Comparison:
    """Compare two relations row by row; `key` says which columns name a row."""
    return compare_relations(connection, table, sides, key, _tolerance)


def _tolerance(column: str) -> str:
    """Return SQL for how far two numbers may be apart, `{a}` and `{b}` standing for them."""
    absolute = [ATOL[word] for word in column.split("_") if word in ATOL]
    return " + ".join([relative(RTOL)(column), *map(str, absolute)])
