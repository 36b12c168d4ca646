"""The campaigns, small: the whole ones are `make campaign-faults` (docs/operations.md)."""

import random
import subprocess
import sys
from pathlib import Path

import fuzz
import kills
import pytest
import reader

HERE = Path(__file__).parent


def run(script, *arguments):
    """Run a campaign in a process of its own: it forks, and leaves nothing open here."""
    done = subprocess.run(
        [sys.executable, HERE / script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    return done.returncode, done.stdout + done.stderr


def test_killed_ingests_builds_and_publishes_break_nothing():
    others = ("--gated-ingests", 0, "--refreshes", 0, "--whole-builds", 0)
    few = ("--ingests", 2, "--publishes", 4, "--builds", 1, "--readers", 2)
    code, report = run("kills.py", *few, *others)
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


@pytest.mark.parametrize("fault", ["none", "mixed", "stale", "error"])
def test_a_reader_notices_what_it_should_not_see(tmp_path, monkeypatch, fault):
    home, build_id = tmp_path / "warehouse", "20260101T000000Z-00000001"
    kills.write_next(home, build_id)
    path = kills.publish.publish(home, build_id, n_tables=3, n_kept=3)
    if fault == "mixed":
        with kills.duckdb.connect(path) as build:
            build.execute("update left_half set invocation = 'other'")
    if fault == "stale":
        newer = "20260102T000000Z-00000002"
        monkeypatch.setattr(reader.publish, "published_build", lambda _: newer)
    if fault == "error":
        path.unlink()
    stop = tmp_path / "stop"
    stop.touch()
    report = reader.read_until(home, stop)
    found = {"mixed": report.n_mixed, "stale": report.n_stale, "error": len(report.errors)}
    assert found == {name: int(name == fault) for name in found}


@pytest.fixture
def seed_part(tmp_path):
    """A campaign on a folder of one seed, to be killed twice."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.csv").write_text("old")
    return kills.Part(tmp_path, n_kills=2, n_readers=0, chance=random.Random(1))


def kill_an_ingest(part, ingest):
    """Kill an ingest of the one seed again and again; what was found."""
    kills.kill_again_and_again(part, part.folder / "seeds", lambda: ingest(part.folder))
    return part.tally


def write_seed(folder, text):
    return (folder / "seeds" / "one.csv").write_text(text) > 0


def test_a_half_changed_seed_would_be_noticed(seed_part, monkeypatch):
    def kill(*_):
        write_seed(seed_part.folder, "half")
        return kills.killing.Run(was_killed=True, was_good=False, seconds=1, n_steps=1)

    monkeypatch.setattr(kills.Part, "kill", kill)
    tally = kill_an_ingest(seed_part, lambda folder: write_seed(folder, "new"))
    assert tally.n_changed_seeds == tally.n_faults == 2


def test_work_that_fails_by_itself_would_be_noticed(seed_part, monkeypatch):
    late = kills.killing.Moment(seconds=0, step=10**9)
    monkeypatch.setattr(kills.killing, "choose", lambda *_: late)

    def fail_the_second_time(folder):
        if (folder / "seeds" / "was_here").exists():
            raise OSError
        (folder / "seeds" / "was_here").touch()
        return write_seed(folder, "new")

    tally = kill_an_ingest(seed_part, fail_the_second_time)
    assert (tally.n_failed_runs, tally.n_too_late, tally.n_kills) == (2, 2, 0)


@pytest.mark.parametrize("with_children", [False, True])
def test_work_is_killed_at_the_step_it_was_told(tmp_path, with_children):
    def work():
        for number in range(5):
            (tmp_path / f"{number}").touch()
            (tmp_path / f"{number}").rename(tmp_path / f"{number}.done")
        return True

    whole = kills.killing.run(work, tmp_path)
    assert (whole.was_killed, whole.was_good) == (False, True)
    assert len(list(tmp_path.glob("*.done"))) == 5
    for path in tmp_path.iterdir():
        path.unlink()
    moment = kills.killing.Moment(0, step=whole.n_steps - 1, with_children=with_children)
    assert kills.killing.run(work, tmp_path, moment).was_killed
    # all was done but for the last of its steps, a rename
    assert len(list(tmp_path.glob("*.done"))) == 4
    assert (tmp_path / "4").exists()
