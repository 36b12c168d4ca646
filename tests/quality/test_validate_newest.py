"""`scalehouse quality` validates the newest snapshots again, and a build never does."""

import csv
import os
import shutil
import subprocess
import sys

import pytest

from scalehouse import warehouse
from scalehouse.cli import main
from scalehouse.ingest.dialect import render_csv
from scalehouse.ingest.tables import TABLES
from scalehouse.quality import validate_newest
from scalehouse.quality.results import OVERRIDES_FILE, RESULTS_FILE

COLUMNS = ("suite", "expectation", "column_name", "is_passed", "observed_value")


def read(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_the_newest_snapshots_and_the_published_marts_pass(published, project_root, capsys):  # noqa: ARG001 - connects to it
    seeds = project_root / "seeds"
    assert main(["quality", "--seeds-dir", str(seeds)]) == 0
    said = capsys.readouterr().out
    keys = [
        (row["table_name"], row["snapshot_date"], row["scope"])
        for path in seeds.glob("**/*__snapshots.csv")
        for row in read(path)
        if row.get("table_name")
    ]
    days = {table: date for table, date, _ in sorted(keys)}
    newest = sorted(key for key in keys if key[1] == days[key[0]])
    lines = said.splitlines()
    for line, key in zip(lines, newest, strict=False):
        assert line.startswith(" ".join(filter(None, key))), line
    assert len(lines) == len(newest) + 1
    # what was recorded when they came in
    results = read(seeds / RESULTS_FILE)
    for line, key in zip(lines, newest, strict=False):
        recorded = [
            row
            for row in results
            if (row["table_name"], row["snapshot_date"], row["scope"]) == key
        ]
        n_passed = sum(row["is_passed"] == "true" for row in recorded)
        assert f"{n_passed} of {len(recorded)} expectations pass" in line
    assert "published marts: " in lines[-1]


@pytest.fixture
def seeds_of_june(project_root, tmp_path):
    """Seeds whose newest snapshot of AI models came in by acceptance."""
    seeds = shutil.copytree(project_root / "seeds", tmp_path / "seeds")
    table = TABLES["ai_models"]
    for name in (table.seed_file, table.collection.snapshots_file):
        rows = read(seeds / name)
        older = [
            list(row.values())
            for row in rows
            if row.get("table_name", "ai_models") != "ai_models"
            or row["snapshot_date"] <= "2025-06-20"
        ]
        assert len(older) < len(rows)
        (seeds / name).write_bytes(render_csv([list(rows[0]), *older]).encode())
    assert main(["chain", "--restart", "--seeds-dir", str(seeds)]) == 0
    return seeds


def test_a_snapshot_that_nobody_accepted_fails(seeds_of_june):
    line, failed = next(validate_newest.newest_snapshots(seeds_of_june))
    accepted = [
        (row["suite"], row["expectation"], row["column_name"])
        for row in read(seeds_of_june / OVERRIDES_FILE)
        if row["snapshot_date"] == "2025-06-20"
    ]
    assert line.startswith("ai_models 2025-06-20 all beside ai_models 2024-10-16 all: ")
    assert line.endswith(f", {len(accepted)} accepted")
    assert failed == []
    (seeds_of_june / OVERRIDES_FILE).unlink()
    _, failed = next(validate_newest.newest_snapshots(seeds_of_june))
    assert accepted
    assert sorted(outcome.name for outcome in failed) == sorted(accepted)


def test_a_published_mart_that_misses_an_anchor_is_reported(
    publish_copy, tmp_path, monkeypatch
):
    publish_copy(
        tmp_path,
        "20990101T000000Z-00000003",
        """
        update fct_quality_results set outcome = 'failed', observed_value = 7
        where expectation = 'chips_arrive'
        """,
    )
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(tmp_path))
    monkeypatch.setattr(
        validate_newest, "newest_snapshots", lambda _: iter([("a snapshot: fine", [])])
    )
    with pytest.raises(
        validate_newest.QualityError, match=r"chips arrive .*: 7, expected between 150"
    ):
        validate_newest.validate(tmp_path)


def test_a_published_build_without_anchors_is_no_pass(publish_copy, tmp_path, monkeypatch):
    publish_copy(tmp_path, "20990101T000000Z-00000004", "delete from fct_quality_results")
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(tmp_path))
    with pytest.raises(validate_newest.QualityError, match="checked no anchor"):
        validate_newest.published_marts()


def test_a_build_imports_no_great_expectations(warehouse_home, refused_imports):
    """What stands in for it ends whoever imports it: that of the tests was built beside it."""
    assert warehouse.build_id(warehouse_home)
    environment = os.environ | {"PYTHONPATH": str(refused_imports)}
    command = [sys.executable, "-c", "import scalehouse.quality.engine"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "a build imports great_expectations" in done.stderr
