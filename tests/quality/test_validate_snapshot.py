"""The gate lets real snapshots in, and refuses what went wrong on the way.

All tests change copies of the committed snapshots of 2025 and 2026.
"""

import csv
from pathlib import Path

import pytest

from scalehouse.quality import validate_snapshot
from scalehouse.quality.profile import Pair
from scalehouse.quality.suites import read_expectations

SEEDS = Path(__file__).parents[2] / "seeds" / "published" / "epoch_ai"
BEFORE, NOW = "2025-06-20", "2026-03-30"
STEP = 3  # a third of the records: enough of each column to be compared


@pytest.fixture(scope="module")
def snapshots():
    with (SEEDS / "epoch_ai__ai_model_records.csv").open(encoding="utf-8", newline="") as seed:
        records = list(csv.DictReader(seed))
    return {
        date: [
            record
            for record in records
            if (record["snapshot_date"], record["scope"]) == (date, "all")
        ]
        for date in (BEFORE, NOW)
    }


@pytest.fixture
def now(snapshots):
    """The newest full snapshot, to be spoilt."""
    return [dict(record) for record in snapshots[NOW][::STEP]]


@pytest.fixture
def failures(snapshots):
    """Hold a snapshot against the untouched one; say what fails, and for which column."""

    def find(records, last=None, *, is_same_scope=True):
        pair = Pair(records, last or snapshots[NOW][::STEP], "model_name", is_same_scope)
        outcomes = validate_snapshot.check(read_expectations("ai_models"), pair, NOW)
        return {
            (outcome.expectation, outcome.column_name)
            for outcome in outcomes
            if not outcome.is_passed
        }

    return find


def test_a_snapshot_beside_itself_passes(now, failures):
    assert failures(now) == set()


def test_a_snapshot_with_nothing_before_it_is_held_to_its_own_ranges(now):
    pair = Pair(now, [], "model_name", is_same_scope=False)
    outcomes = validate_snapshot.check(read_expectations("ai_models"), pair, NOW)
    assert {outcome.suite for outcome in outcomes} == {"ai_models_records", "values_read"}
    assert all(outcome.is_passed for outcome in outcomes)


def test_a_falling_count_is_caught(now, failures):
    found = failures(now[: int(len(now) * 0.97)])
    assert found == {("the_count_neither_falls_nor_jumps", "n_records_ratio")}


def test_a_jumping_count_is_caught(now, failures):
    assert ("the_count_neither_falls_nor_jumps", "n_records_ratio") in failures(now * 3)


# one run of the gate takes a second or two, so one snapshot carries all shifts
SHIFTS = {
    "training_compute_flop": 1e3,
    "training_power_draw_w": 1e-3,
    "training_time_hours": 3600,
    "training_cost_usd_2023": 1e-6,
    "parameters": 1e-9,
    "hardware_quantity": 1 / 8,
}


def test_every_shifted_unit_is_caught(now, failures):
    for record in now:
        for column, factor in SHIFTS.items():
            if record[column]:
                record[column] = repr(float(record[column].split(",")[0]) * factor)
    found = failures(now)
    assert {column for name, column in found if name == "a_quantity_keeps_its_unit"} == set(
        SHIFTS
    )


SWAPS = [
    ("training_compute_flop", "parameters"),
    ("training_power_draw_w", "training_cost_usd_2023"),
    ("organizations", "countries"),
    ("publication_date", "training_hardware"),
    ("domains", "tasks"),
]


def test_all_swapped_columns_are_caught(now, failures):
    for record in now:
        for one, other in SWAPS:
            record[one], record[other] = record[other], record[one]
    found = {column for _, column in failures(now)}
    assert {column for swap in SWAPS for column in swap} <= found


def test_an_emptied_column_is_caught_by_name(now, failures):
    for record in now:
        record["training_hardware"] = ""
    assert failures(now) == {
        ("a_column_stays_filled", "training_hardware"),
        ("what_was_known_stays_known", "training_hardware"),
    }


def test_a_replaced_vocabulary_is_caught(now, failures):
    for record in now:
        record["model_access"] = record["model_access"].replace("Open weights", "Downloadable")
    found = failures(now)
    assert ("a_vocabulary_stays_known", "model_access") in found


def test_lost_models_are_caught_though_the_count_stays(now, failures):
    for number, record in enumerate(now):
        if number % 4 == 0:
            record["model_name"] = f"Other {number}"
    assert ("named_models_stay", "lost_share") in failures(now)


def test_another_scope_is_compared_by_what_both_hold(now, failures):
    notable = [record for record in now if record["notability_criteria"]]
    assert failures(notable, is_same_scope=False) == set()
    for record in notable:
        if record["training_compute_flop"]:
            record["training_compute_flop"] = "1" + record["training_compute_flop"]
    found = failures(notable, is_same_scope=False)
    assert ("a_quantity_keeps_its_unit", "training_compute_flop") in found


def test_a_real_refresh_fails_only_where_the_producer_changed_columns(snapshots, failures):
    found = failures(snapshots[NOW], snapshots[BEFORE])
    assert {column for _, column in found} == {
        "training_dataset",
        "dataset_size",
        "hardware_utilization_mfu",
    }
