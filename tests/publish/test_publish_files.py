"""Publishing as files: copies, links, leftovers, roll-back."""

import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from scalehouse import dbt_plugin, publish, refresh, warehouse
from scalehouse.cli import main

FIRST = "20260101T000000Z-00000000"
SECOND = "20260102T000000Z-00000000"
KILLED = """
import os, pathlib, signal, sys
from scalehouse import publish
setattr(publish, sys.argv[3], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
publish.publish(pathlib.Path(sys.argv[1]), sys.argv[2], 1, 5)
"""


def builds(home):
    return sorted(path.name for path in (home / "builds").iterdir())


@pytest.fixture
def publish_days(home, write_next):
    def publish_each(days, n_kept=5):
        for day in days:
            build_id = f"202601{day:02}T000000Z-00000000"
            write_next(home, build_id)
            publish.publish(home, build_id, n_tables=1, n_kept=n_kept)

    return publish_each


@pytest.mark.parametrize(
    ("killed_in", "left", "seen"),
    [
        ("_check", [f".{SECOND}.partial", FIRST], FIRST),
        ("_point", [FIRST, SECOND], FIRST),
        ("_prune", [FIRST, SECOND], SECOND),
    ],
)
def test_a_killed_publish_leaves_a_whole_build(
    home, killed_in, left, seen, publish_days, write_next
):
    write_next(home, SECOND)
    done = subprocess.run([sys.executable, "-c", KILLED, home, SECOND, killed_in], check=False)
    assert done.returncode == -signal.SIGKILL
    assert builds(home) == left
    assert warehouse.build_id(home) == seen
    publish_days([3])
    assert not list(home.rglob(".*"))
    assert warehouse.build_id(home).startswith("20260103")


def test_old_builds_are_pruned(home, publish_days):
    publish_days(range(2, 7), n_kept=3)
    assert [name[:8] for name in builds(home)] == ["20260104", "20260105", "20260106"]


def test_the_build_that_readers_see_is_never_pruned(home, publish_days):
    publish_days([2, 3])
    publish.roll_back(FIRST, home)
    publish._prune(home, n_kept=1)  # noqa: SLF001 - publishing would move the link
    assert [name[:8] for name in builds(home)] == ["20260101", "20260103"]


def test_only_builds_are_pruned(home, publish_days):
    (home / "builds" / "notes").mkdir()
    publish_days([2, 3], n_kept=1)
    assert builds(home) == ["20260103T000000Z-00000000", "notes"]


def test_a_moved_warehouse_stays_readable(home, tmp_path):
    moved = home.rename(tmp_path / "elsewhere")
    assert warehouse.build_id(moved) == FIRST
    assert warehouse.published_path(moved).is_relative_to(moved)


def test_roll_back_shows_an_older_build(home, publish_days):
    publish_days([2])
    publish.roll_back(FIRST, home)
    assert warehouse.build_id(home) == publish.published_build(home) == FIRST


def test_roll_back_goes_one_build_back_unless_told(home, publish_days, monkeypatch, capsys):
    publish_days([2, 3])
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(home))
    assert main(["rollback"]) == 0
    assert capsys.readouterr().out == f"readers see build {SECOND} now\n"
    assert main(["rollback", FIRST]) == 0
    assert warehouse.build_id(home) == FIRST
    capsys.readouterr()
    assert main(["rollback"]) == 2
    assert f"No build older than {FIRST}" in capsys.readouterr().err


def test_roll_back_to_a_pruned_build_names_those_kept(home):
    with pytest.raises(publish.PublishError, match=f"kept there: {FIRST}"):
        publish.roll_back(SECOND, home)


@pytest.mark.parametrize(("build_id", "n_tables"), [(FIRST, 1), (SECOND, 2)])
def test_a_copy_that_is_not_the_build_is_not_published(home, build_id, n_tables, write_next):
    write_next(home, build_id)
    with pytest.raises(publish.PublishError, match="build again"):
        publish.publish(home, SECOND, n_tables=n_tables, n_kept=5)
    assert builds(home) == [FIRST]
    assert warehouse.build_id(home) == FIRST


def test_copying_leaves_the_lock_on_what_dbt_builds(home, tmp_path):
    path = home / "next" / "scalehouse.duckdb"
    intrude = [sys.executable, "-c", f"import duckdb; duckdb.connect({str(path)!r})"]
    with duckdb.connect(path):
        publish._copy(path, tmp_path / "copy")  # noqa: SLF001 - the step that opens it
        done = subprocess.run(intrude, capture_output=True, text=True, check=False)
    assert "Could not set lock" in done.stderr


def test_changes_outside_the_database_file_stop_publishing(home):
    wal = home / "next" / "scalehouse.duckdb.wal"
    wal.write_bytes(b"change")
    with pytest.raises(publish.PublishError, match="checkpoint"):
        publish.publish(home, SECOND, n_tables=1, n_kept=5)


def test_a_copy_that_fails_says_why_and_leaves_nothing(home):
    (home / "next" / "scalehouse.duckdb").unlink()
    with pytest.raises(publish.PublishError, match="No such file"):
        publish.publish(home, SECOND, n_tables=1, n_kept=5)
    assert builds(home) == [FIRST]


def test_a_database_in_the_links_place_is_not_overwritten(home, publish_days):
    link = home / "scalehouse.duckdb"
    link.unlink()
    link.write_bytes(b"precious")
    with pytest.raises(publish.PublishError, match="move it away"):
        publish_days([2])
    assert link.read_bytes() == b"precious"


@pytest.mark.parametrize(("build_id", "n_kept"), [(SECOND, 0), ("../escape", 5)])
def test_a_request_that_makes_no_sense_is_refused(home, build_id, n_kept):
    with pytest.raises(publish.PublishError, match="keep_builds"):
        publish.publish(home, build_id, n_tables=1, n_kept=n_kept)


def test_the_code_version_has_no_commit_outside_git(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert dbt_plugin.code_version()["git_commit"] is None
    assert dbt_plugin.code_version()["is_modified"] is None


def test_the_code_version_marks_uncommitted_changes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", "init", "--quiet"], check=True)
    command = ["git", *identity, "commit", "--quiet", "--allow-empty", "--message", "Start"]
    subprocess.run(command, check=True)
    clean = dbt_plugin.code_version()
    (tmp_path / "model.sql").touch()
    assert len(clean["git_commit"]) == 40
    assert not clean["is_modified"]
    assert dbt_plugin.code_version() == clean | {"is_modified": True}


def test_a_state_that_cannot_be_kept_costs_a_full_build_and_not_this_one(home, write_next):
    write_next(home, SECOND)
    plugin = dbt_plugin.Plugin("scalehouse.dbt_plugin", {})
    plugin.home, plugin.inputs = home, refresh.inputs(Path.cwd())
    plugin.publish_and_log(SECOND, 1, 5, "no/such/manifest.json")
    assert warehouse.build_id(home) == SECOND
    assert refresh.changed_files(home, home) is None


def test_a_project_edited_during_a_build_costs_a_full_build_next(home, write_next, tmp_path):
    write_next(home, SECOND)
    manifest = tmp_path / "manifest.json"
    manifest.write_text("{}")
    plugin = dbt_plugin.Plugin("scalehouse.dbt_plugin", {})
    plugin.home, plugin.inputs = home, refresh.inputs(Path.cwd())
    plugin.publish_and_log(SECOND, 1, 5, str(manifest))
    assert refresh.changed_files(home, Path.cwd()) == set()
    refresh.forget_state(home)
    plugin.inputs = plugin.inputs | {"models/as_it_was.sql": "another checksum"}
    write_next(home, "20260103T000000Z-00000000")
    plugin.publish_and_log("20260103T000000Z-00000000", 1, 5, str(manifest))
    assert refresh.changed_files(home, Path.cwd()) is None


def test_memory_is_limited_where_the_environment_says_so(tmp_path, monkeypatch):
    plugin = dbt_plugin.Plugin("scalehouse.dbt_plugin", {})
    credentials = SimpleNamespace(path=str(tmp_path / "warehouse" / "next" / "a.duckdb"))
    free, limited = {}, {}
    plugin.update_connection_config(credentials, free)
    monkeypatch.setenv("SCALEHOUSE_MEMORY_LIMIT", "1GB")
    plugin.update_connection_config(credentials, limited)
    assert (free, limited) == ({}, {"memory_limit": "1GB"})
