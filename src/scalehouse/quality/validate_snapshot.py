"""Validates a snapshot by its suites, and compares it with its predecessor."""

import pandas as pd

from scalehouse.quality import engine
from scalehouse.quality.profile import (
    Pair,
    compare_columns,
    compare_snapshots,
    describe_scope,
    typed,
)
from scalehouse.quality.results import Outcome
from scalehouse.quality.suites import Expectations, Suite
from scalehouse.quality.values import check_values, check_words


def check(expected: Expectations, pair: Pair, snapshot_date: str) -> list[Outcome]:
    """Run every suite that applies; without a last snapshot nothing is compared.

    Snapshots of different scopes list different records, so only what both list is compared.
    """
    frame = typed(pair.now, expected.kinds, snapshot_date)
    outcomes = engine.run(expected.records, frame)
    outcomes += check_scope(expected.scope, pair, frame)
    last = pair.last if pair.is_same_scope else []
    outcomes += check_values(expected.kinds, pair.now, last, pair.name_column, snapshot_date)
    if pair.vocabulary:
        outcomes += check_words(expected.kinds, pair.now, pair.vocabulary)
    if not pair.last:
        return outcomes
    columns = compare_columns(pair, expected.kinds, expected.min_compared)
    outcomes += engine.run(expected.columns, columns)
    if pair.is_same_scope:
        outcomes += engine.run(expected.counts, compare_snapshots(pair))
    return outcomes


def check_scope(suite: Suite, pair: Pair, frame: pd.DataFrame) -> list[Outcome]:
    """Look for the marks of a scope, as far as they can be told from this file."""
    if not suite.expectations:
        return []
    marks = describe_scope(pair, frame).dropna(axis="columns")
    told = [
        expectation
        for expectation in suite.expectations
        if expectation["kwargs"]["column"] in marks
    ]
    return engine.run(Suite(suite.name, told), marks)
