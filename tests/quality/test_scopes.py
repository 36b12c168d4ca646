"""Each view of the database passes under its own scope, and under no other."""

import csv
import functools
from pathlib import Path

import pytest

from scalehouse.ingest.column_aliases import read_aliases, read_header
from scalehouse.ingest.dialect import parse_csv
from scalehouse.ingest.seeds import Seeds
from scalehouse.ingest.sources import SnapshotKey
from scalehouse.ingest.tables import SCOPES, TABLES
from scalehouse.quality import engine, validate_snapshot
from scalehouse.quality.profile import Pair, typed
from scalehouse.quality.suites import read_expectations

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "published" / "epoch_ai" / "epoch_ai__ai_model_records.csv"
ALIASES = ROOT / "seeds" / "rules" / "core" / "column_aliases.csv"
FOLDERS = [ROOT.parent / "shared" / name / "ai_models" for name in ("data", "data_2026_11")]
REAL = sorted(path for folder in FOLDERS for path in folder.glob("20*.csv"))


def as_read(records):
    """Records as the suites look at them."""
    return typed(records, read_expectations("ai_models").kinds, "2026-11-01")


def failures(frame, scope, n_whole=0):
    """Say what a file fails under a scope, when nothing older is there."""
    pair = Pair([], [], "model_name", is_same_scope=False, n_whole=n_whole)
    suite = read_expectations("ai_models", scope).scope
    outcomes = validate_snapshot.check_scope(suite, pair, frame)
    return {outcome.expectation for outcome in outcomes if not outcome.is_passed}


def scopes_of(frame):
    """Give the scopes under which a file passes."""
    return {scope for scope in SCOPES if not failures(frame, scope)}


@functools.cache
def seed_records():
    with SEED.open(encoding="utf-8", newline="") as seed:
        return list(csv.DictReader(seed))


def snapshot(date, scope="all"):
    key = (date, scope)
    return [
        record for record in seed_records() if (record["snapshot_date"], record["scope"]) == key
    ]


def is_large(record):
    flop = record["training_compute_flop"].split(",")[0]
    return (flop and float(flop) >= 1e23) or record["is_possibly_over_1e23_flop"] == "True"


def as_large_scale(records):
    """Records as the large-scale view has them: without the columns that it lacks."""
    lacking = ("notability_criteria", "is_frontier", "is_possibly_over_1e23_flop")
    return [record | dict.fromkeys(lacking, "") for record in records if is_large(record)]


def views():
    """Views of the committed snapshots, made as the publisher makes them."""
    for date in ("2022-05-03", "2023-12-14", "2024-05-26", "2024-10-16", "2025-06-20"):
        yield date, "all", snapshot(date)
        notable = [record for record in snapshot(date) if record["notability_criteria"]]
        yield date, "notable", notable
    march, july = snapshot("2026-03-30"), snapshot("2026-07-19", "notable")
    yield "2026-03-30", "all", march
    yield "2026-07-19", "notable", july
    yield "2026-03-30", "large_scale", as_large_scale(march)
    for date, records in (("2026-03-30", march), ("2024-10-16", snapshot("2024-10-16"))):
        flagged = [record for record in records if record["is_frontier"] not in {"", "False"}]
        yield date, "frontier", flagged


VIEWS = list(views())


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view[0]} {view[1]}")
def test_a_view_of_the_database_passes_under_its_own_scope_alone(view):
    _, own, records = view
    assert scopes_of(as_read(records)) == {own}


def flagged():
    """The frontier models among the notable ones of 2026, which all meet a criterion."""
    july = snapshot("2026-07-19", "notable")
    return [record for record in july if record["is_frontier"] == "True"]


def test_the_frontier_view_is_not_the_notable_one_though_every_record_is_notable():
    frame = as_read(flagged())
    assert failures(frame, "frontier") == set()
    assert failures(frame, "notable") == {"few_notable_models_are_at_the_frontier"}
    # without the flag, the size of the database beside it tells them apart
    bare = as_read([record | {"is_frontier": ""} for record in flagged()])
    assert failures(bare, "frontier", n_whole=3237) == set()
    assert failures(bare, "notable", n_whole=3237) == {"the_view_is_as_large_a_part_as_before"}


def test_a_notable_view_without_flags_is_no_frontier():
    july = snapshot("2026-07-19", "notable")
    bare = as_read([record | {"is_frontier": ""} for record in july])
    assert failures(bare, "notable") == set()
    assert failures(bare, "frontier") == {"the_frontier_is_small"}
    assert failures(bare, "frontier", n_whole=3237) == {
        "the_frontier_is_small",
        "the_view_is_as_large_a_part_as_before",
    }


@pytest.mark.skipif(not REAL, reason="about the publisher's own files, which are not kept here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_published_file_passes_under_its_own_scope_alone(path):
    aliases = read_aliases(ALIASES, "ai_models")
    file = parse_csv(path, path.read_bytes())
    reading = read_header(file, aliases)
    places = [(column, reading.positions.get(column)) for column in aliases.columns]
    records = [
        {column: "" if at is None else record[at] for column, at in places}
        for record in file.records
    ]
    frame = as_read(records)
    assert scopes_of(frame) == {path.stem.partition("_")[2]}
    if not path.stem.startswith("2022"):  # the first file lacks names
        outcomes = engine.run(read_expectations("ai_models").records, frame)
        assert [str(outcome) for outcome in outcomes if not outcome.is_passed] == []


@pytest.fixture
def seeds(tmp_path):
    """Seeds of some keys without any records."""

    def made(*keys):
        found = Seeds(tmp_path, dict.fromkeys(TABLES, read_aliases(ALIASES, "ai_models")))
        for key in keys:
            found.put(SnapshotKey("ai_models", *key), [], {})
        return found

    return made


@pytest.mark.parametrize(
    ("key", "held", "last"),
    [
        # of its own scope, however much newer another one is
        (
            ("2026-05-01", "notable"),
            [("2026-03-01", "notable"), ("2026-04-01", "all"), ("2026-06-01", "notable")],
            ("2026-03-01", "notable"),
        ),
        # of another scope when there is none, of the same day at best
        (("2026-05-01", "frontier"), [("2026-03-01", "all")], ("2026-03-01", "all")),
        (
            ("2026-05-01", "large_scale"),
            [("2026-03-01", "all"), ("2026-05-01", "notable"), ("2026-05-01", "all")],
            ("2026-05-01", "all"),
        ),
        (("2026-05-01", "all"), [("2026-05-01", "all"), ("2026-06-01", "notable")], None),
    ],
)
def test_a_file_is_compared_with_the_newest_older_one_of_its_scope(seeds, key, held, last):
    found = seeds(*held).last_before(SnapshotKey("ai_models", *key))
    assert found == (last and SnapshotKey("ai_models", *last))


def test_a_view_is_measured_by_the_whole_database_that_is_not_younger(seeds):
    held = seeds(("2026-03-01", "all"), ("2026-05-01", "all"), ("2026-06-01", "all"))
    view = SnapshotKey("ai_models", "2026-05-01", "notable")
    assert held.whole_beside(view) == SnapshotKey("ai_models", "2026-05-01", "all")
    assert held.whole_beside(SnapshotKey("ai_models", "2026-05-01", "all")) is None
    assert seeds(("2026-06-01", "all")).whole_beside(view) is None
