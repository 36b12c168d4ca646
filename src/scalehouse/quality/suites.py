"""The suites: YAML files that say what is expected, within which limits, and why."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "suites"


@dataclass(frozen=True)
class Suite:
    """Expectations about one batch, as great_expectations takes them."""

    name: str
    expectations: list[dict[str, Any]]


@dataclass(frozen=True)
class Kinds:
    """How the text of a published table's columns is to be understood."""

    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    flags: tuple[str, ...]
    word_lists: tuple[str, ...]
    not_compared: tuple[str, ...]  # columns that change with every export
    limits: dict[str, dict[str, Any]]  # of a column's values: beyond them, one is unread
    bounds: dict[str, str]  # the columns of an estimate, and of its low and high bound
    vocabulary: dict[str, str]  # the field of `vocabulary_terms` that has a column's words
    build_limits: dict[str, dict[str, float]]  # beyond them, a build stops


@dataclass(frozen=True)
class Expectations:
    """What a snapshot has to pass before it may change the seeds."""

    kinds: Kinds
    records: Suite  # on the snapshot's records
    scope: Suite  # on what they are as a whole: a view of the database has its own marks
    columns: Suite  # on its columns, compared with the last snapshot's
    counts: Suite  # on both snapshots as wholes
    min_compared: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is expected at all."""
        suites = (self.records, self.scope, self.columns, self.counts)
        return not any(suite.expectations for suite in suites)


def read_expectations(table_name: str, scope: str = "") -> Expectations:
    """Read what is expected of a published table's snapshots, of one scope if it has any."""
    table = _read(f"{table_name}.yml")
    shared = _read("comparison.yml")
    kinds = Kinds(
        **{
            name: tuple(table.get(name) or ())
            for name in ("numbers", "dates", "flags", "word_lists", "not_compared")
        },
        limits=_limits(table),
        vocabulary=table.get("vocabulary") or {},
        bounds=table.get("bounds") or {},
        build_limits=table.get("build_limits") or {},
    )
    return Expectations(
        kinds,
        Suite(f"{table_name}_records", table["expectations"] or []),
        Suite(f"{table_name}_scope", (table.get("scopes") or {}).get(scope) or []),
        Suite("columns_compared", shared["columns"] or []),
        Suite("snapshots_compared", shared["counts"] or []),
        shared["min_compared"],
    )


def _limits(table: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Read the limits by column; `amounts` says that every number is an amount."""
    limits = table.get("limits") or {}
    if limits == "amounts":
        return {name: {} for name in table["numbers"]}
    return {name: limit or {} for name, limit in limits.items()}


def _read(name: str) -> dict[str, Any]:
    with (FOLDER / name).open(encoding="utf-8") as handle:
        content = yaml.safe_load(handle)
    if not isinstance(content, dict):
        message = f"{FOLDER / name} holds no suite: restore it from version control"
        raise TypeError(message)
    return content
