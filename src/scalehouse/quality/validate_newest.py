"""Validate the newest snapshots once more, and report the anchors of the published marts.

The suites of a snapshot run as they did when it was ingested: on its records in the seeds,
beside the snapshot before. Anchors of marts are checked by each build; their results are read.
"""

from collections.abc import Iterator
from pathlib import Path

from scalehouse import warehouse
from scalehouse.errors import ScalehouseError
from scalehouse.ingest import quality_gate
from scalehouse.ingest.column_aliases import read_every_alias
from scalehouse.ingest.seeds import Seeds
from scalehouse.quality.results import Outcome


class QualityError(ScalehouseError):
    """A newest snapshot fails its suites, or a published mart its anchors."""


def validate(seeds_dir: Path) -> list[str]:
    """Return a line for each newest snapshot, and one for the published marts.

    Raises:
        QualityError: Something fails that nobody accepted; the message lists it.
    """
    lines, failures = [], []
    for checked in (newest_snapshots(seeds_dir), [published_marts()]):
        for line, failed in checked:
            lines.append(line)
            failures += failed
    if failures:
        found = "".join(f"\n  {outcome}" for outcome in failures)
        message = f"{len(failures)} expectations fail:{found}\n" + "\n".join(lines)
        raise QualityError(message)
    return lines


def newest_snapshots(seeds_dir: Path) -> Iterator[tuple[str, list[Outcome]]]:
    """Run the suites on each table's newest snapshot; return a line, and what is refused.

    Every scope of the newest day is validated.
    """
    seeds = Seeds(seeds_dir, read_every_alias(seeds_dir))
    seeds.check_complete(set())
    days = {key.table_name: key.snapshot_date for key in sorted(seeds.snapshots)}
    newest = [
        key for key in sorted(seeds.snapshots) if key.snapshot_date == days[key.table_name]
    ]
    for key in newest:
        last = seeds.last_before(key)
        outcomes = quality_gate.inspect(seeds, key, last)
        failed = quality_gate.refused(seeds, key, seeds.snapshots[key]["sha256"], outcomes)
        n_passed = sum(outcome.is_passed for outcome in outcomes)
        n_accepted = len(outcomes) - n_passed - len(failed)
        beside = f" beside {last}" if last else ""
        line = f"{key}{beside}: {n_passed} of {len(outcomes)} expectations pass"
        yield line + (f", {n_accepted} accepted" if n_accepted else ""), failed


def published_marts() -> tuple[str, list[Outcome]]:
    """Read what the published build found of its marts; return a line, and what failed."""
    with warehouse.connect() as published:
        found = published.sql("""
            select
                suite, expectation, column_name, outcome = 'passed', observed_value,
                lower_limit, upper_limit, expectation_reason
            from fct_quality_results
            where gate = 'marts'
            order by all
        """).fetchall()
    outcomes = [Outcome(*row) for row in found]
    if not outcomes:
        message = "the published build checked no anchor of its marts: run make build"
        raise QualityError(message)
    failed = [outcome for outcome in outcomes if not outcome.is_passed]
    n_passed = len(outcomes) - len(failed)
    return f"published marts: {n_passed} of {len(outcomes)} anchors hold", failed
