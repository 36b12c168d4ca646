"""Folders that may not be written: clear words, no harm, and work goes on when they may."""

import contextlib
import io
import os
import shutil
import tempfile
from pathlib import Path

import gate
import pytest
import vintages
from kills import SEEDS, seeds_of, write_next

from scalehouse import doctor, publish, warehouse
from scalehouse.cli import main as scalehouse

ROOT = Path(__file__).parents[2]
FIRST, SECOND, THIRD = (f"2026010{day}T000000Z-0000000{day}" for day in (1, 2, 3))
NOBODY = 65534


@pytest.fixture
def folder():
    """A folder that every user reaches, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def as_nobody(folder, mode, work):
    """Do work in a fork whose user owns a folder, below which folders have this mode."""
    for path in (folder, *folder.rglob("*")):
        if os.getuid() == 0:  # whom rights don't bind
            os.chown(path, NOBODY, NOBODY)
        if path.is_dir() and not path.is_symlink():
            path.chmod(mode)
    receive, send = os.pipe()
    pid = os.fork()
    if pid == 0:
        said = io.StringIO()
        try:
            if os.getuid() == 0:
                os.setuid(NOBODY)
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                said.write(str(work()))
        except Exception as error:  # noqa: BLE001 - the test looks at what it was
            said.write(f"{type(error).__name__}: {error}")
        with os.fdopen(send, "w") as handle:
            handle.write(said.getvalue())
        os._exit(0)
    os.close(send)
    with os.fdopen(receive) as handle:
        said = handle.read()
    os.waitpid(pid, 0)
    return said


def test_a_warehouse_that_may_not_be_written_stays_as_it_is(folder):
    home = folder / "warehouse"
    for build_id in (FIRST, SECOND):
        write_next(home, build_id)
        publish.publish(home, build_id, n_tables=3, n_kept=5)
    write_next(home, THIRD)
    for work in (
        lambda: publish.publish(home, THIRD, n_tables=3, n_kept=5),
        lambda: publish.roll_back(FIRST, home),
    ):
        said = as_nobody(folder, 0o555, work)
        assert said.startswith(f"PublishError: Could not publish in {home}: ")
        assert "Permission denied" in said
        assert (
            "Readers still see the build before; free disk space or correct the permissions"
            in said
        )
        assert warehouse.build_id(home) == SECOND
    said = as_nobody(folder, 0o555, lambda: "\n".join(map(str, doctor.examine(folder, home))))
    closed = ", ".join(str(path) for path in (home, home / "next", home / "builds"))
    assert (
        f"WRONG  rights: {closed} cannot be written; grant this user write permission" in said
    )
    assert as_nobody(folder, 0o755, lambda: publish.roll_back(FIRST, home)) == FIRST


def test_seeds_that_may_not_be_written_stay_as_they_are(folder):
    root = folder / "seeds"
    for name in SEEDS:
        shutil.copytree(ROOT / "seeds" / name, root / name)
    (folder / "published.csv").write_text(vintages.next_one(), encoding="utf-8")
    command = ["ingest", "ai-models", str(folder / "published.csv"), "--seeds-dir", str(root)]
    command += ["--scope", "all", "--snapshot-date", "2026-10-01"]
    before = seeds_of(root)
    with gate.opened(folder / "suites"):
        said = as_nobody(folder, 0o555, lambda: scalehouse(command))
        assert said.startswith(f"error: {root}: can't be written (Permission denied)")
        assert "the seeds are unchanged; free the disk or correct the rights" in said
        assert seeds_of(root) == before
        assert as_nobody(folder, 0o755, lambda: scalehouse(command)).endswith("0")
    assert seeds_of(root) != before
