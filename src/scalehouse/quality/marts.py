"""Hold marts against their suites: while they are built, and again when they are published."""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields

import duckdb
import pandas as pd

from scalehouse import warehouse
from scalehouse.errors import ScalehouseError
from scalehouse.quality.records import Outcome
from scalehouse.quality.suites import read_mart_suites


class QualityError(ScalehouseError):
    """A published mart fails its suite."""


def audit(marts: Mapping[str, duckdb.DuckDBPyRelation]) -> pd.DataFrame:
    """Check each mart, for a table of the warehouse.

    Args:
        marts: Every mart that has a suite, by name.

    Returns:
        One row per mart, expectation and column, as `Outcome` has it, with `table_name`.

    Raises:
        ValueError: A suite has no mart, or a mart no suite.
    """
    return pd.DataFrame(
        [{"table_name": name} | asdict(outcome) for name, outcome in _outcomes(marts)],
        columns=["table_name", *(field.name for field in fields(Outcome))],
    )


def check_published() -> str:
    """Check the published marts once more, in a process of their own, and report.

    Raises:
        QualityError: A mart fails; the message lists what it fails.
    """
    with warehouse.connect() as published:
        marts = {name: published.table(name) for name in read_mart_suites()}
        outcomes = [outcome for _, outcome in _outcomes(marts)]
        door = published.sql(
            "select outcome, count(*) from fct_quality_results where gate = 'door' group by 1"
        ).fetchall()
    failed = [outcome for outcome in outcomes if not outcome.is_passed]
    if failed:
        found = "".join(f"\n  {outcome}" for outcome in failed)
        message = f"{len(failed)} of {len(outcomes)} expectations of marts fail:{found}"
        raise QualityError(message)
    at_the_door = ", ".join(f"{n_outcomes} {outcome}" for outcome, n_outcomes in sorted(door))
    return (
        f"marts: all {len(outcomes)} expectations hold\n"
        f"snapshots, as recorded at the door: {at_the_door} (fct_quality_results)"
    )


def _outcomes(
    marts: Mapping[str, duckdb.DuckDBPyRelation],
) -> Iterator[tuple[str, Outcome]]:
    suites = read_mart_suites()
    if suites.keys() != marts.keys():
        unmatched = sorted(suites.keys() ^ marts.keys())
        message = f"{unmatched}: give the mart a suite in marts.yml and pass it on"
        raise ValueError(message)
    # only here: great_expectations takes seconds to import
    engine = importlib.import_module("scalehouse.quality.engine")
    for name, mart in marts.items():
        rows = _newest(mart) if suites[name].is_newest_only else mart
        for outcome in engine.run(suites[name].suite, rows.df()):
            yield name, outcome


def _newest(mart: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    found = mart.max("snapshot_date").fetchall()
    return mart.filter(f"snapshot_date = date '{found[0][0]}'")
