"""Validates a snapshot by its suites, and compares it with its predecessor."""

from scalehouse.quality import engine
from scalehouse.quality.profile import Pair, compare_columns, compare_snapshots, typed
from scalehouse.quality.records import Outcome
from scalehouse.quality.suites import Door


def check(door: Door, pair: Pair, snapshot_date: str) -> list[Outcome]:
    """Run every suite that applies; without a last snapshot nothing is compared.

    Snapshots of different scopes list different records, so only what both list is compared.
    """
    outcomes = engine.run(door.records, typed(pair.now, door.kinds, snapshot_date))
    if not pair.last:
        return outcomes
    columns = compare_columns(pair, door.kinds, door.min_compared)
    outcomes += engine.run(door.columns, columns)
    if pair.is_same_scope:
        outcomes += engine.run(door.counts, compare_snapshots(pair))
    return outcomes
