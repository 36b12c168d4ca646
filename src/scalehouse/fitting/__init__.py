"""What the Python models share: groups, draws of their own, a reason for too few."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd


def groups(
    samples: duckdb.DuckDBPyRelation, key: Sequence[str]
) -> Iterator[tuple[dict[str, Any], pd.DataFrame]]:
    """Hand the samples over once, and give each group's key with its rows.

    Args:
        samples: Rows in the order in which they are to be resampled.
        key: Columns that tell the groups apart.
    """
    for values, rows in samples.df().groupby(list(key), sort=False):
        yield dict(zip(key, values, strict=True)), rows


def seed_of(random_seed: int, group: Mapping[str, object]) -> list[int]:
    """Return the seed of one group: it keeps its draws whichever others run beside it."""
    return [random_seed, zlib.crc32("/".join(map(str, group.values())).encode())]


def why_too_few(n_obs: int, min_obs: int, things: str = "models") -> str | None:
    """Say that a sample has less than its specification asks for, or nothing."""
    if n_obs >= min_obs:
        return None
    return f"{n_obs} {things}, the specification asks for {min_obs}"
