"""The campaigns, small: the whole ones are `make campaign-faults` (docs/operations.md)."""

import random
import subprocess
import sys
from pathlib import Path

import fuzz
import kills
import pytest

HERE = Path(__file__).parent


def run(script, *arguments):
    """Run a campaign in a process of its own: it forks, and leaves nothing open here."""
    done = subprocess.run(
        [sys.executable, HERE / script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


def test_killed_ingests_builds_and_publishes_break_nothing():
    options = ("--ingests", 3, "--builds", 1, "--publishes", 4, "--readers", 2)
    code, report = run("kills.py", *options)
    assert code == 0, report


def test_readers_see_one_build_at_a_time_and_then_the_newest():
    code, report = run("readers.py", "--readers", 8, "--publishes", 4)
    assert code == 0, report


def test_spoilt_files_come_in_whole_or_not_at_all(tmp_path):
    tally = fuzz.campaign(tmp_path, 2 * len(fuzz.SPOILS), seed=1)
    assert tally.remarks == []
    assert tally.n_faults == 0
    assert tally.n_ingested > 20
    assert tally.n_refused > 20


def test_a_lost_row_would_be_noticed(tmp_path):
    content = b"Model,Publication date\nA,2020\nB,2021\n"
    seed = tmp_path / "seed.csv"
    seed.write_text("model_name,publication_date\nA,2020\n")
    assert fuzz.compare(content, seed) == "1 records came in, pandas finds 2"
    seed.write_text("model_name,publication_date\nA,2020\nB,2022\n")
    assert "publication_date is not as pandas reads" in fuzz.compare(content, seed)


@pytest.mark.parametrize("fault", ["torn", "mixed", "gone"])
def test_a_broken_build_would_be_noticed(tmp_path, fault):
    home, build_id = tmp_path / "warehouse", "20260101T000000Z-00000001"
    kills.write_next(home, build_id)
    kills.publish.publish(home, build_id, n_tables=3, n_kept=3)
    tally = kills.Tally()
    kills.look(home, build_id, tally)
    assert tally.n_faults == 0
    path = home / "builds" / build_id / "scalehouse.duckdb"
    if fault == "torn":
        path.write_bytes(path.read_bytes()[:20_000])
    elif fault == "mixed":
        with kills.duckdb.connect(path) as build:
            build.execute("update left_half set invocation = 'other'")
    else:
        path.parent.rename(tmp_path / "elsewhere")
    kills.look(home, build_id, tally)
    assert tally.n_faults > 0


def test_a_half_changed_seed_would_be_noticed(tmp_path, monkeypatch):
    record = tmp_path / "seeds" / "epoch_ai" / "epoch_ai__ai_model_records.csv"
    monkeypatch.setattr(kills, "kill_in", lambda *_: record.write_text("half a rec") > 0)
    part = kills.Part(tmp_path, n_kills=2, n_readers=0, chance=random.Random(1))
    kills.kill_ingests(part)
    assert part.tally.n_changed_seeds == 2
