"""The doctor finds what is wrong with an installation, says what to do, and changes nothing."""

import datetime as dt
import shutil
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from scalehouse import age, doctor, publish
from scalehouse.ingest.dialect import read_csv
from scalehouse.ingest.sources import SnapshotKey
from scalehouse.ingest.tables import TABLES
from scalehouse.locks import locked

ROOT = Path(__file__).parents[2]
BUILD = "20260101T000000Z-00000001"
RECORD_SEEDS = {Path(table.seed_file).stem for table in TABLES.values()}
SEEDS = ("rules/core", "published/epoch_ai", "published/hugging_face", "quality")


@pytest.fixture
def project(tmp_path):
    """A checkout as far as the doctor looks at it, with the packages that are installed."""
    root = tmp_path / "project"
    for name in SEEDS:
        shutil.copytree(ROOT / "seeds" / name, root / "seeds" / name)
    (root / "requirements.lock").write_text(f"duckdb=={duckdb.__version__} \\\n    --hash\n")
    return root


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "warehouse"
    (home / "next").mkdir(parents=True)
    with duckdb.connect(home / "next" / "scalehouse.duckdb") as database:
        database.execute(
            "create table build_manifest as select ? as build_id, version() as duckdb_version,"
            " 0 as n_warnings",
            [BUILD],
        )
    publish.publish(home, BUILD, n_tables=1, n_kept=5)
    return home


def wrong(project, home):
    return {
        finding.subject: f"{finding.found}; {finding.remedy}"
        for finding in doctor.examine(project, home)
        if finding.remedy
    }


def test_a_sound_installation_is_found_sound(project, home):
    report = doctor.report(project, home)
    assert "WRONG" not in report
    records = [path for path in project.glob("seeds/**/*.csv") if path.stem in RECORD_SEEDS]
    n_records = sum(len(read_csv(path).records) for path in records)
    listed = project.glob("seeds/**/*__snapshots.csv")
    n_snapshots = sum(len(read_csv(path).records) for path in listed)
    assert f"{n_snapshots} snapshots, {n_records:,} records, all as ingested" in report
    assert BUILD in report


def test_the_age_of_each_table_is_a_hint_and_nothing_wrong(project, home, monkeypatch):
    monkeypatch.setattr(age, "today", lambda: dt.date(2026, 8, 1))
    lines = doctor.report(project, home).splitlines()
    ages = [line for line in lines if line.startswith("ok     newest ")]
    assert "ok     newest ml_hardware: 2026-07-19, 13 days old" in ages
    assert (
        "ok     newest hardware_prices: 2025-06-20, 407 days old: newer data may have been "
        "published: scalehouse ingest hardware-prices --from-url"
    ) in ages
    assert {line.split()[2].strip(":") for line in ages} == TABLES.keys()


def test_a_view_newer_than_the_whole_database_has_its_own_age(monkeypatch):
    monkeypatch.setattr(age, "today", lambda: dt.date(2026, 7, 29))
    dates = {"2026-03-30": ["all", "frontier"], "2026-01-01": ["notable"], "2026-07-28": []}
    keys = [SnapshotKey("ai_models", date, scope) for date in dates for scope in dates[date]]
    assert [str(line) for line in doctor.ages(keys)] == [
        (
            "ok     newest ai_models all: 2026-03-30, 121 days old: newer data may have been "
            "published: scalehouse ingest ai-models --from-url --scope all"
        )
    ]
    newer = SnapshotKey("ai_models", "2026-07-28", "notable")
    scores = SnapshotKey("mmlu_scores", "2025-01-01", "")
    assert [str(line) for line in doctor.ages([*keys, newer, scores])][1:] == [
        "ok     newest ai_models notable: 2026-07-28, 1 day old",
        (
            "ok     newest mmlu_scores: 2025-01-01, 574 days old: newer data may have been "
            "published: scalehouse ingest mmlu-scores FILE --snapshot-date DATE"
        ),
    ]


def test_packages_beside_the_lock_are_named(project, home):
    (project / "requirements.lock").write_text("duckdb==0.1\nno-such-package==2\n")
    found = wrong(project, home)["packages"]
    assert f"duckdb {duckdb.__version__} instead of 0.1" in found
    assert "no-such-package none instead of 2; run `make build`" in found


def test_what_the_lock_asks_of_another_python_is_not_missed(project, home):
    lock = project / "requirements.lock"
    lock.write_text(f"{lock.read_text()}duckdb==0.1 ; python_full_version < '3.11' \\\n")
    assert wrong(project, home) == {}
    shutil.copy(ROOT / "requirements.lock", lock)
    assert wrong(project, home) == {}


def test_a_seed_changed_by_hand_is_named(project, home):
    seed = project / "seeds" / "published" / "epoch_ai" / "epoch_ai__ml_hardware.csv"
    seed.write_text(seed.read_text().replace("700.0", "701.0"))
    assert "ml_hardware 2025-12-14, record" in wrong(project, home)["seeds"]
    assert (
        "not as ingested; restore the seed from version control"
        in wrong(project, home)["seeds"]
    )


def test_a_stopped_ingest_is_named_and_left_alone(project, home):
    (project / "seeds" / ".ingest").mkdir()
    assert wrong(project, home) == {"seeds": "an ingest was stopped; run `scalehouse recover`"}
    assert (project / "seeds" / ".ingest").exists()


def test_a_link_that_leads_nowhere_is_named_with_the_builds_there_are(project, home):
    (home / "builds" / BUILD).rename(home / "builds" / "20260101T000000Z-00000002")
    found = wrong(project, home)["published build"]
    assert "kept builds: 20260101T000000Z-00000002; run `scalehouse rollback" in found


def test_a_damaged_build_is_named(project, home):
    path = home / "builds" / BUILD / "scalehouse.duckdb"
    path.write_bytes(b"no database at all")
    assert (
        "run `scalehouse rollback`, then build again" in wrong(project, home)["published build"]
    )


def test_a_folder_without_a_build_or_a_checkout_is_told_what_to_run(tmp_path):
    found = wrong(tmp_path / "nothing", tmp_path / "warehouse")
    assert "run `make build`" in found["published build"]
    assert "run this from a checkout" in found["packages"]
    assert "run this from a checkout" in found["seeds"]
    with pytest.raises(doctor.UnwellError, match="checks found something wrong"):
        doctor.report(tmp_path / "nothing", tmp_path / "warehouse")


def test_a_build_of_another_duckdb_is_named(project, home):
    with duckdb.connect(home / "builds" / BUILD / "scalehouse.duckdb") as build:
        build.execute("update build_manifest set duckdb_version = 'v0.1.0'")
    assert wrong(project, home) == {
        "storage version": f"the build is by v0.1.0, v{duckdb.__version__} is installed; "
        "build again with the installed version"
    }


def test_a_build_in_the_folder_of_another_is_named(project, home):
    other = "20260101T000000Z-00000002"
    (home / "builds" / BUILD).rename(home / "builds" / other)
    publish.roll_back(other, home)
    found = wrong(project, home)["published build"]
    assert f"{BUILD}, by DuckDB" in found
    assert f"it stands in the folder of {other}: build again" in found


def test_too_little_space_for_a_build_is_named(project, home, monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    assert "0 MB free; free some: a build needs" in wrong(project, home)["disk"]


def test_a_running_build_and_leftovers_are_told_and_not_wrong(project, home):
    (home / "builds" / f".{BUILD}.partial").mkdir()
    with locked(home / "next"):
        report = doctor.report(project, home)
    assert "build lock: a dbt run is using the warehouse" in report
    assert f"leftovers: .{BUILD}.partial of a stopped publish" in report
