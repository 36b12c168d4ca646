"""A full disk, a folder that may not be written, a second build: clear words, and no harm."""

import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import gate
import projects
import pytest
import vintages
from kills import seeds_of, write_next

from scalehouse import publish, warehouse
from scalehouse.cli import main as scalehouse

ROOT = Path(__file__).parents[2]
FIRST, SECOND = "20260101T000000Z-00000001", "20260102T000000Z-00000002"
PUBLISH = """
import pathlib, sys
from scalehouse import publish
try:
    publish.publish(pathlib.Path(sys.argv[1]), sys.argv[2], 3, 5)
except publish.PublishError as error:
    sys.exit(f"refused: {error}")
"""
HOLD = """
import sys, time
from pathlib import Path
from scalehouse.locks import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def home(tmp_path):
    """A warehouse with a published build, and the next one ready."""
    home = tmp_path / "warehouse"
    write_next(home, FIRST)
    publish.publish(home, FIRST, n_tables=3, n_kept=5)
    write_next(home, SECOND)
    return home


def run(home, **options):
    command = [sys.executable, "-c", PUBLISH, home, SECOND]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def small_files():
    """Let this process write 100 kB a file: what a full disk does, without one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def test_a_full_disk_while_publishing_keeps_the_old_build(home):
    done = run(home, preexec_fn=small_files)
    assert done.returncode == 1
    assert "refused: Could not copy" in done.stderr
    assert "Free space, then build again" in done.stderr
    assert warehouse.build_id(home) == FIRST
    assert not list((home / "builds").glob(".*"))
    assert run(home).returncode == 0
    assert warehouse.build_id(home) == SECOND


ONE_MODEL = """\
Model,Publication date,Domain,Organization,Parameters,Training compute (FLOP)
GPT-1,2018-06-01,Language,OpenAI,1.17e8,1.76e19
"""


@pytest.mark.parametrize(
    ("content", "obstacle"),
    [(ONE_MODEL, "can't be written"), (vintages.next_one(), "to be counted")],
    ids=["seeds", "copy"],
)
def test_a_full_disk_while_ingesting_keeps_the_seeds(tmp_path, capsys, content, obstacle):
    root = tmp_path / "seeds"
    for name in ("rules/core", "published/epoch_ai", "published/hugging_face", "quality"):
        shutil.copytree(ROOT / "seeds" / name, root / name)
    published = tmp_path / "models.csv"
    published.write_text(content)
    command = ["ingest", "ai-models", published, "--scope", "all", "--seeds-dir", root]
    before = seeds_of(root)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    with gate.opened(tmp_path / "suites"):
        small_files()
        try:
            code = scalehouse([*map(str, command), "--snapshot-date", "2026-10-01"])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert code == 2
    said = capsys.readouterr().err
    assert f"{obstacle} (File too large); " in said
    assert " disk" in said
    assert seeds_of(root) == before
    assert not (root / ".ingest").exists()


@pytest.fixture
def small_project(tmp_path):
    return projects.copy_small(tmp_path / "project")


@contextmanager
def held(folder):
    """Let another process hold a folder, and kill it in the end."""
    command = [sys.executable, "-c", HOLD, folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            holder.kill()


def test_a_second_build_is_told_to_wait_and_a_dead_one_holds_no_lock(small_project, dbt):
    folder = small_project / "warehouse" / "next"
    folder.mkdir(parents=True)
    with held(folder):
        done = dbt(small_project, "build")
    said = " ".join(done.stdout.split())
    assert done.returncode != 0
    assert f"Another dbt run is using {folder}: wait until it has ended." in said
    (small_project / "seeds" / ".ingest").mkdir()
    (small_project / "seeds" / ".ingest" / "complete").touch()
    done = dbt(small_project, "build")
    assert done.returncode != 0
    assert "run `scalehouse recover`, then build again" in " ".join(done.stdout.split())
    shutil.rmtree(small_project / "seeds" / ".ingest")
    assert dbt(small_project, "build").returncode == 0


def test_two_publishes_at_once_come_one_after_the_other(home):
    with held(home / "builds"):
        waiting = subprocess.Popen([sys.executable, "-c", PUBLISH, home, SECOND])
        time.sleep(1)
        assert waiting.poll() is None
    assert waiting.wait(timeout=120) == 0
    assert warehouse.build_id(home) == SECOND
