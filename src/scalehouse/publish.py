"""Publish a build that passed: copy it, swap the link, prune old builds.

dbt calls this from the macro `publish`, through the SQL functions of
`scalehouse.dbt_plugin` (see docs/operations.md).
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from scalehouse import renamed, warehouse
from scalehouse.disk import sync
from scalehouse.errors import ScalehouseError
from scalehouse.locks import locked
from scalehouse.warehouse import DATABASE

BUILD_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
_COPY = "import shutil, sys; shutil.copyfile(*sys.argv[1:])"


class PublishError(ScalehouseError):
    """A build cannot be published or rolled back to; readers still see the one before."""


def publish(home: Path, build_id: str, n_tables: int, n_kept: int) -> Path:
    """Publish `home`/next as a new build and return the build's file.

    The caller has checkpointed `next` and holds its write lock.
    """
    if not BUILD_ID.fullmatch(build_id) or n_kept < 1:
        message = (
            f"Cannot publish build {build_id!r} and keep {n_kept}: keep_builds is 1 or more."
        )
        raise PublishError(message)
    with _alone(home) as builds:
        _clean(builds)
        draft = builds / f".{build_id}.partial"
        draft.mkdir()
        try:
            _copy(home / "next" / DATABASE, draft / DATABASE)
            _explain_former_names(draft / DATABASE)
            _check(draft / DATABASE, build_id, n_tables)
            sync(draft / DATABASE)
            sync(draft)
            draft.rename(builds / build_id)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        sync(builds)
        _point(home, build_id)
        _prune(home, n_kept)
        return builds / build_id / DATABASE


def roll_back(build_id: str = "", home: Path | None = None) -> str:
    """Publish an older build again, by default the one before the published build.

    Returns:
        The id of the build that readers see now.
    """
    home = home or warehouse.default_home()
    with _alone(home) as builds:
        kept = build_ids(home)
        current = published_build(home)
        if not build_id:
            build_id = max((other for other in kept if current and other < current), default="")
        if build_id not in kept:
            older = f"No build older than {current}" if current else "No published build"
            wanted = f"No build {build_id}" if build_id else older
            message = f"{wanted} in {builds}; kept there: {', '.join(kept) or 'none'}."
            raise PublishError(message)
        _point(home, build_id)
    return build_id


def published_build(home: Path) -> str | None:
    """Return the id of the build that readers see, None when there is none."""
    link = home / DATABASE
    return link.readlink().parent.name if link.is_symlink() and link.exists() else None


def build_ids(home: Path) -> list[str]:
    """Return the ids of complete builds, oldest first."""
    builds = (home / "builds").glob("*")
    return sorted(path.name for path in builds if BUILD_ID.fullmatch(path.name))


@contextmanager
def _alone(home: Path) -> Iterator[Path]:
    """Add or remove builds, one process at a time; report errors of the disk."""
    builds = home / "builds"
    try:
        builds.mkdir(parents=True, exist_ok=True)
        with locked(builds, wait=True):
            yield builds
    except OSError as error:
        message = (
            f"Could not publish in {home}: {error}. Readers still see the build before; "
            "free disk space or correct the permissions, then retry."
        )
        raise PublishError(message) from None


def _copy(source: Path, target: Path) -> None:
    # Byte for byte, so that readers get the tables that were tested, with indexes,
    # comments and macros. In a child process: POSIX drops every lock that a
    # process has on a file when it closes any descriptor of it, and dbt's
    # DuckDB still holds the lock that keeps others out of `source`.
    wal = source.with_name(f"{DATABASE}.wal")
    if wal.exists() and wal.stat().st_size:
        message = (
            f"{wal} contains changes that are not in {source}: checkpoint before publishing."
        )
        raise PublishError(message)
    command = [sys.executable, "-I", "-S", "-c", _COPY, str(source), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        reason = done.stderr.strip().rpartition("\n")[2] or f"exit code {done.returncode}"
        message = (
            f"Could not copy {source} to {target}: {reason}. Free space, then build again."
        )
        raise PublishError(message)


def _explain_former_names(path: Path) -> None:
    """Add views that make queries on former tables fail with the new name."""
    with duckdb.connect(path) as copy:
        renamed.create_views(copy)


def _check(path: Path, build_id: str, n_tables: int) -> None:
    """Validate the copy: it opens, and is the expected build."""
    with duckdb.connect(path, read_only=True) as copy:
        (found,) = copy.execute(
            "select build_id, (select count(*) from duckdb_tables()) from main.build_manifest"
        ).fetchall()
    if found != (build_id, n_tables):
        message = f"{path} contains {found}, not {(build_id, n_tables)}: build again."
        raise PublishError(message)


def _point(home: Path, build_id: str) -> None:
    """Swap the link atomically; a relative one survives a move of `home`."""
    link = home / DATABASE
    if link.exists() and not link.is_symlink():
        message = f"{link} is a file, not a link to a build: move it away."
        raise PublishError(message)
    draft = home / f".{DATABASE}.link"
    draft.unlink(missing_ok=True)
    draft.symlink_to(Path("builds", build_id, DATABASE))
    draft.replace(link)
    sync(home)


def _prune(home: Path, n_kept: int) -> None:
    """Remove all but the newest builds and the one that readers see."""
    builds = home / "builds"
    for old in build_ids(home)[:-n_kept]:
        if old != published_build(home):
            (builds / old).rename(builds / f".{old}.partial")
    _clean(builds)


def _clean(builds: Path) -> None:
    """Remove the partial folders of an interrupted publish or prune."""
    for leftover in builds.glob(".*.partial"):
        shutil.rmtree(leftover)
