"""Hold marts against their suites: while they are built, and again when they are published."""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields

import duckdb
import pandas as pd

from scalehouse import warehouse
from scalehouse.errors import ScalehouseError
from scalehouse.quality.records import Outcome
from scalehouse.quality.suites import MartSuite, read_mart_suites


class QualityError(ScalehouseError):
    """A published mart fails its suite."""


def audit(marts: Mapping[str, duckdb.DuckDBPyRelation], *, is_bulk: bool) -> pd.DataFrame:
    """Check each mart, for a table of the warehouse.

    Args:
        marts: Every mart that has a suite, by name.
        is_bulk: Whether they are of bulk records.

    Returns:
        One row per mart, expectation and column, as `Outcome` has it, with `table_name`.

    Raises:
        ValueError: A suite has no mart, or a mart no suite.
    """
    suites = read_mart_suites(is_bulk=is_bulk)
    return pd.DataFrame(
        [
            {"table_name": name} | asdict(outcome)
            for name, outcome in _outcomes(suites, marts, is_bulk=is_bulk)
        ],
        columns=["table_name", *(field.name for field in fields(Outcome))],
    )


def check_published() -> str:
    """Check the published marts once more, in a process of their own, and report.

    Raises:
        QualityError: A mart fails; the message lists what it fails.
    """
    with warehouse.connect() as published:
        is_bulk = _is_bulk(published)
        suites = read_mart_suites(is_bulk=is_bulk)
        marts = {name: published.table(name) for name in suites}
        outcomes = [outcome for _, outcome in _outcomes(suites, marts, is_bulk=is_bulk)]
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


def _is_bulk(published: duckdb.DuckDBPyConnection) -> bool:
    """Whether a build was given files of records instead of the seeds."""
    found = published.sql("select dbt_args->'$.vars.bulk' from build_manifest").fetchall()
    return found[0][0] not in {None, "{}"}


def _outcomes(
    suites: Mapping[str, MartSuite],
    marts: Mapping[str, duckdb.DuckDBPyRelation],
    *,
    is_bulk: bool,
) -> Iterator[tuple[str, Outcome]]:
    if suites.keys() != marts.keys():
        unmatched = sorted(suites.keys() ^ marts.keys())
        message = f"{unmatched}: give the mart a suite in marts.yml and pass it on"
        raise ValueError(message)
    # only here: great_expectations takes seconds to import
    engine = importlib.import_module("scalehouse.quality.engine")
    for name, mart in marts.items():
        rows = (_newest(mart) if suites[name].is_newest_only else mart).df()
        if rows.empty and not is_bulk:
            message = f"{name} has no rows"
            raise QualityError(message)
        for outcome in engine.run(suites[name].suite, rows):
            # records of others may lack what is judged here: then there is nothing to judge
            if not is_bulk or outcome.observed_value is not None:
                yield name, outcome


def _newest(mart: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    ((newest,),) = mart.max("snapshot_date").fetchall()
    return mart.filter(
        duckdb.ColumnExpression("snapshot_date") == duckdb.ConstantExpression(newest)
    )
