"""What the gate calls unread is what the warehouse leaves unread, in every record we keep."""

import csv
from collections import Counter

from scalehouse import warehouse
from scalehouse.quality.reading import read_values
from scalehouse.quality.suites import read_expectations

REASONS = (
    "unreadable",
    "not_positive",
    "impossible_size",
    "beyond_estimate",
    "far_ahead",
    "zero",
)


def test_both_leave_the_same_values_unread(published, project_root):  # noqa: ARG001 - connects to it
    seed = project_root / "seeds/published/epoch_ai/epoch_ai__ai_model_records.csv"
    with seed.open(encoding="utf-8", newline="") as handle:
        records = list(csv.DictReader(handle))
    kinds = read_expectations("ai_models").kinds
    here = Counter()
    for date, scope in sorted({(row["snapshot_date"], row["scope"]) for row in records}):
        rows = [row for row in records if (row["snapshot_date"], row["scope"]) == (date, scope)]
        for column, reasons in read_values(rows, kinds, date).reasons.items():
            here.update((date, column, reason) for reason in reasons if reason)
    with warehouse.connect() as built:
        counts = ", ".join(f"n_{reason}" for reason in REASONS)
        query = f"select snapshot_date::varchar, column_name, {counts} from fct_cast_failures"  # noqa: S608
        found = built.sql(query).fetchall()
    flags = set(kinds.flags)
    in_warehouse = {
        (date, column, reason): n
        for date, column, *counted in found
        for reason, n in zip(REASONS, counted, strict=True)
        if n and column not in flags
    }
    assert sum(here.values()) > 100
    assert dict(here) == in_warehouse
