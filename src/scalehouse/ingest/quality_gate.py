"""What the data-quality suites find is recorded in a seed; what fails has to be accepted."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scalehouse.ingest.dialect import read_csv
from scalehouse.ingest.errors import IngestError
from scalehouse.ingest.seeds import Seeds
from scalehouse.ingest.sources import SnapshotKey, Source
from scalehouse.ingest.tables import TABLES
from scalehouse.quality.results import Outcome
from scalehouse.quality.suites import read_expectations

VOCABULARY_FILE = "rules/core/vocabulary_terms.csv"


@dataclass(frozen=True)
class Acceptance:
    """Who accepts a snapshot that the suites refuse, when and why."""

    accepted_by: str
    accepted_date: str
    reason: str


def inspect(seeds: Seeds, key: SnapshotKey, last: SnapshotKey | None) -> list[Outcome]:
    """Validate a snapshot against its suites and the last one, and keep the results."""
    expected = read_expectations(key.table_name, key.scope)
    if expected.is_empty:
        return []
    # only here: pandas and great_expectations take seconds to import
    profile = importlib.import_module("scalehouse.quality.profile")
    check = importlib.import_module("scalehouse.quality.validate_snapshot").check
    whole = seeds.whole_beside(key)
    pair = profile.Pair(
        now=seeds.named(key),
        last=seeds.named(last) if last else [],
        name_column=TABLES[key.table_name].name_column,
        is_same_scope=last is not None and last.scope == key.scope,
        vocabulary=_vocabulary(seeds.root / VOCABULARY_FILE),
        n_whole=len(seeds.records[whole]) if whole else 0,
    )
    outcomes: list[Outcome] = check(expected, pair, key.snapshot_date)
    compared_with = {"compared_with": str(last) if last else ""}
    seeds.results[key] = [
        key._asdict() | compared_with | outcome.as_row() for outcome in outcomes
    ]
    return outcomes


def _vocabulary(path: Path) -> dict[str, set[str]]:
    """Read the words of each field that the warehouse knows, in lower case."""
    words: dict[str, set[str]] = {}
    if path.exists():
        file = read_csv(path)
        field, word = (file.header.index(name) for name in ("field", "published_term"))
        for record in file.records:
            words.setdefault(record[field], set()).add(record[word].lower())
    return words


def refused(
    seeds: Seeds, key: SnapshotKey, sha256: str, outcomes: Sequence[Outcome]
) -> list[Outcome]:
    """List what failed and was not accepted for this very file before."""
    file = key._asdict() | {"sha256": sha256}
    accepted = {
        (row["suite"], row["expectation"], row["column_name"])
        for row in seeds.overrides
        if file.items() <= row.items()
    }
    return [
        outcome
        for outcome in outcomes
        if not outcome.is_passed and outcome.name not in accepted
    ]


def accept(
    seeds: Seeds,
    key: SnapshotKey,
    sha256: str,
    failed: Sequence[Outcome],
    acceptance: Acceptance,
) -> None:
    """Record who accepts this file, for every expectation that it fails."""
    for outcome in failed:
        suite, expectation, column_name = outcome.name
        seeds.overrides.append(
            key._asdict()
            | {
                "sha256": sha256,
                "suite": suite,
                "expectation": expectation,
                "column_name": column_name,
            }
            | vars(acceptance)
        )


def refusal(source: Source, last: SnapshotKey | None, failed: Sequence[Outcome]) -> IngestError:
    """Say what the gate found, one line an expectation, and what to do."""
    beside = f" beside {last}" if last else ""
    found = "".join(f"\n  {outcome}" for outcome in failed)
    what = f"the gate refuses {source.key}{beside}:{found}\n"
    remedy = "look at the file; if it is right, repeat with --accept 'why it is'"
    return IngestError(source.place, what, remedy)


def describe_gate(
    outcomes: Sequence[Outcome], failed: Sequence[Outcome], *, is_accepted: bool
) -> str:
    """Count what passes, and report what was accepted or would be refused."""
    if not outcomes:
        return ""
    n_passed = sum(outcome.is_passed for outcome in outcomes)
    unread = "".join(
        f"\n    {outcome.column_name}: {outcome.examples}"
        for outcome in outcomes
        if outcome.is_passed and outcome.examples
    )
    report = f"\n  noted, and no reason to refuse:{unread}" if unread else ""
    report += f"\n  gate: {n_passed} of {len(outcomes)} expectations hold"
    if failed and not is_accepted:
        found = "".join(f"\n    {outcome}" for outcome in failed)
        return f"{report}; it refuses this file:{found}"
    if n_passed < len(outcomes):
        report += f"; {len(outcomes) - n_passed} accepted all the same"
    return report
