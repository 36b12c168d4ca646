"""Validates a snapshot by its suites, and compares it with its predecessor."""

from scalehouse.quality import engine
from scalehouse.quality.profile import Pair, compare_columns, compare_snapshots, typed
from scalehouse.quality.results import Outcome
from scalehouse.quality.suites import Expectations


def check(expected: Expectations, pair: Pair, snapshot_date: str) -> list[Outcome]:
    """Run every suite that applies; without a last snapshot nothing is compared.

    Snapshots of different scopes list different records, so only what both list is compared.
    """
    outcomes = engine.run(expected.records, typed(pair.now, expected.kinds, snapshot_date))
    if not pair.last:
        return outcomes
    columns = compare_columns(pair, expected.kinds, expected.min_compared)
    outcomes += engine.run(expected.columns, columns)
    if pair.is_same_scope:
        outcomes += engine.run(expected.counts, compare_snapshots(pair))
    return outcomes
