"""The tables of the page on data health: what each asks, and how its columns are headed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from streamlit import column_config as columns

from lib import data_health, export, metrics, page, text, warehouse


@dataclass(frozen=True)
class Table:
    """A table of the page; its rows are in `data_health`."""

    sql: str
    headings: Mapping[str, Any]
    name: str
    title: str
    note: str = ""

    def show(self, source: export.Source, empty: str, **asked: str) -> None:
        """Show the rows that were asked for, or say why there are none."""
        rows = warehouse.query(self.sql, **asked)
        if rows.empty:
            page.nothing(empty)
            return
        named = {
            column: rows[column].str.replace("_", " ")
            for column in ("scenario", "unit", "expectation", "field", "column_name")
            if column in rows
        }
        page.rows(
            rows.assign(**named),
            self.headings,
            name=self.name,
            title=self.title,
            source=source,
            note=self.note,
            data=rows,
        )


COVERAGE = Table(
    data_health.COVERAGE,
    {
        "metric_label": "Metric",
        "coverage_share": columns.ProgressColumn("Share", format="percent"),
        "n_obs": "Known for",
        "n_ai_models": "AI models",
    },
    "coverage",
    "Coverage since 2010, by metric",
)

BOUNDS = Table(
    data_health.BOUNDS,
    {
        "question": columns.TextColumn("Question", width=290),
        "scenario": "If what is missing",
        "coverage_share": columns.NumberColumn("Known", format="percent"),
        "n_obs": "n",
        "estimate": columns.NumberColumn("Estimate", format="%.3g"),
        "estimate_bound_low": columns.NumberColumn("At least", format="%.3g"),
        "estimate_bound_high": columns.NumberColumn("At most", format="%.3g"),
        "unit": "Unit",
        "status_reason": "Why not",
    },
    "bounds",
    "What missing values could change",
    "Bounds hold whatever the missing values are, within what the scenario allows. "
    "OOM: orders of magnitude.",
)

RECORDS = Table(
    data_health.RECORDS,
    {
        "ai_model_id": "AI model",
        "field": "Field",
        "revision": "Revision",
        "old_number": columns.NumberColumn("Was", format="%.3g"),
        "new_number": columns.NumberColumn("Is", format="%.3g"),
        "old_text": "Was, in words",
        "new_text": "Is, in words",
    },
    "record_revisions",
    "Revisions since the snapshot before",
)

CHANGES = Table(
    data_health.CHANGES,
    {
        "new_snapshot_date": columns.DateColumn("Snapshot"),
        "new_scope": "Scope",
        "n_after": "AI models",
        "n_kept": "Kept",
        "n_revised": "Revised",
        "n_added": "Added",
        "n_removed": "Removed",
    },
    "changes",
    "What changed from one snapshot to the next",
    "Against the snapshot before. A file of notable models leaves all others out.",
)

UNREAD = Table(
    data_health.UNREAD,
    {
        "column_name": "Column",
        "n_failed": "Not read",
        "n_published": "Published",
        "example_value": "For example",
        "example_why_unread": "Why",
        "example_record_number": "In record",
    },
    "unread",
    "Published values that could not be read",
)

QUARANTINE = Table(
    data_health.QUARANTINE,
    {
        "snapshot_date": columns.DateColumn("Snapshot"),
        "field": "Field",
        "published_term": "Unknown word",
        "n_records": "Records",
        "example_record_id": "For example",
    },
    "quarantine",
    "Words in quarantine",
    "Words that no vocabulary knows; their records stay, without that word.",
)

QUALITY = Table(
    data_health.QUALITY,
    {
        "outcome": "Outcome",
        "expectation": columns.TextColumn("Expectation", width=290),
        "table_name": "Table",
        "snapshot_date": columns.DateColumn("Snapshot"),
        "gate": "Gate",
        "column_name": "Column",
        "observed_value": "Found",
        "accepted_reason": "Accepted because",
    },
    "quality",
    "Expectations of snapshots and marts",
)


def field_names(fields: pd.Series) -> list[str]:
    """Name the fields of a record as the metrics are called, where they are metrics."""
    labels = metrics.known()["metric_label"]
    return [
        labels.get(field, text.clean(field).replace("_", " ").capitalize()) for field in fields
    ]
