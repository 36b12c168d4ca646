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


@dataclass(frozen=True)
class Expectations:
    """What a snapshot has to pass before it may change the seeds."""

    kinds: Kinds
    records: Suite  # on the snapshot's records
    columns: Suite  # on its columns, compared with the last snapshot's
    counts: Suite  # on both snapshots as wholes
    min_compared: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is expected at all."""
        suites = (self.records, self.columns, self.counts)
        return not any(suite.expectations for suite in suites)


def read_expectations(table_name: str) -> Expectations:
    """Read what is expected of a published table's snapshots."""
    table = _read(f"{table_name}.yml")
    shared = _read("comparison.yml")
    kinds = Kinds(
        **{
            name: tuple(table.get(name) or ())
            for name in ("numbers", "dates", "flags", "word_lists", "not_compared")
        }
    )
    return Expectations(
        kinds,
        Suite(f"{table_name}_records", table["expectations"] or []),
        Suite("columns_compared", shared["columns"] or []),
        Suite("snapshots_compared", shared["counts"] or []),
        shared["min_compared"],
    )


def _read(name: str) -> dict[str, Any]:
    with (FOLDER / name).open(encoding="utf-8") as handle:
        content = yaml.safe_load(handle)
    if not isinstance(content, dict):
        message = f"{FOLDER / name} holds no suite: restore it from version control"
        raise TypeError(message)
    return content
