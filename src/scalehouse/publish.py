"""Publish a build that passed: copy it, swap the link, prune old builds.

dbt calls this from the macro `publish`, through the SQL functions that the
plugin below adds to the build's connection (see docs/operations.md).
"""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt_common.events.base_types import EventLevel
from dbt_common.events.functions import fire_event
from dbt_common.events.types import Note

from scalehouse import refresh, warehouse
from scalehouse.warehouse import DATABASE

BUILD_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
_COPY = "import shutil, sys; shutil.copyfile(*sys.argv[1:])"


class PublishError(RuntimeError):
    """A build passed but could not be published; readers keep the old one."""


class Plugin(BasePlugin):
    """Prepares dbt's connection, and adds publishing to it as SQL functions."""

    def update_connection_config(
        self, creds: DuckDBCredentials, config: dict[str, Any]
    ) -> None:
        """Make the folder of the database, and limit DuckDB's memory where one says so."""
        if limit := os.environ.get("SCALEHOUSE_MEMORY_LIMIT"):
            config["memory_limit"] = limit
        folder = Path(creds.path).absolute().parent
        folder.mkdir(parents=True, exist_ok=True)
        self.home = folder.parent
        self.inputs: dict[str, str] = {}
        self.changed: list[str] | None = None

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Register the functions that the macros of publish.sql call."""
        code = duckdb.struct_type(
            {"scalehouse_version": "varchar", "git_commit": "varchar", "is_modified": "boolean"}
        )
        # Side effects keep DuckDB from calling them while it plans.
        register = partial(conn.create_function, side_effects=True, null_handling="special")
        register(
            "publish_build",
            self.publish_and_log,
            ["varchar", "bigint", "bigint", "varchar"],
            "varchar",
        )
        register("begin_writing", self.begin_writing, [], "boolean")
        register("covers_changes", self.covers_changes, ["varchar", "varchar"], "boolean")
        register("published_build", partial(published_build, self.home), [], "varchar")
        register("code_version", code_version, [], code)

    def publish_and_log(self, build_id: str, n_tables: int, n_kept: int, manifest: str) -> str:
        """Publish `next`, keep its state, say so and return the build's file."""
        path = publish(self.home, build_id, n_tables, n_kept)
        refresh.keep_state(self.home, Path(manifest), self.inputs)
        size_mb = path.stat().st_size / 1e6
        message = f"Published build {build_id}: {n_tables} tables, {size_mb:.1f} MB"
        fire_event(Note(msg=message), EventLevel.INFO)
        return str(path)

    def begin_writing(self) -> bool:
        """Note what has changed since `next` was published, then forget that state."""
        self.inputs = refresh.inputs(Path.cwd())
        self.changed = refresh.selection(self.home, Path.cwd())
        refresh.forget_state(self.home)
        return self.changed is not None

    def covers_changes(self, selected: str, state: str) -> bool:
        """Whether a selection, a JSON list, holds all that has changed since that state."""
        compared = Path(state).absolute() == refresh.state_folder(self.home)
        return (
            compared and self.changed is not None and {*self.changed} <= {*json.loads(selected)}
        )


def publish(home: Path, build_id: str, n_tables: int, n_kept: int) -> Path:
    """Publish `home`/next as a new build and return the build's file.

    The caller has checkpointed `next` and lets nobody write to it.
    """
    if not BUILD_ID.fullmatch(build_id) or n_kept < 1:
        message = (
            f"Cannot publish build {build_id!r} and keep {n_kept}: keep_builds is 1 or more."
        )
        raise PublishError(message)
    builds = home / "builds"
    _clean(builds)
    draft = builds / f".{build_id}.partial"
    draft.mkdir(parents=True)
    try:
        _copy(home / "next" / DATABASE, draft / DATABASE)
        _check(draft / DATABASE, build_id, n_tables)
        _fsync(draft / DATABASE)
        _fsync(draft)
        draft.rename(builds / build_id)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _fsync(builds)
    _point(home, build_id)
    _prune(home, n_kept)
    return builds / build_id / DATABASE


def roll_back(build_id: str, home: Path | None = None) -> None:
    """Let readers see an older build that is still kept."""
    home = home or warehouse.default_home()
    if not (home / "builds" / build_id / DATABASE).is_file():
        kept = ", ".join(_build_ids(home / "builds")) or "none"
        message = f"No build {build_id} in {home / 'builds'}; kept there: {kept}."
        raise PublishError(message)
    _point(home, build_id)


def published_build(home: Path) -> str | None:
    """Return the id of the build that readers see, None when there is none."""
    link = home / DATABASE
    return link.readlink().parent.name if link.is_symlink() and link.exists() else None


def code_version() -> dict[str, str | bool | None]:
    """Return which code builds: version, git commit, uncommitted changes."""
    commit = _git("rev-parse", "HEAD")
    changes = _git("status", "--porcelain", "--", ".")
    return {
        "scalehouse_version": version("scalehouse"),
        "git_commit": commit,
        "is_modified": None if commit is None or changes is None else changes != "",
    }


def _copy(source: Path, target: Path) -> None:
    # Byte for byte, so what readers get is what was tested, indexes, comments
    # and macros included. In a child process: POSIX drops every lock that a
    # process has on a file when it closes any descriptor of it, and dbt's
    # DuckDB still holds the lock that keeps others out of `source`.
    wal = source.with_name(f"{DATABASE}.wal")
    if wal.exists() and wal.stat().st_size:
        message = f"{wal} holds changes that are not in {source}: checkpoint before publishing."
        raise PublishError(message)
    command = [sys.executable, "-I", "-S", "-c", _COPY, str(source), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        reason = done.stderr.strip().rpartition("\n")[2] or f"exit code {done.returncode}"
        message = (
            f"Could not copy {source} to {target}: {reason}. Free space, then build again."
        )
        raise PublishError(message)


def _check(path: Path, build_id: str, n_tables: int) -> None:
    """Refuse a copy that does not open or is not the build it should be."""
    with duckdb.connect(path, read_only=True) as copy:
        (found,) = copy.execute(
            "select build_id, (select count(*) from duckdb_tables()) from main.build_manifest"
        ).fetchall()
    if found != (build_id, n_tables):
        message = f"{path} holds {found}, not {(build_id, n_tables)}: build again."
        raise PublishError(message)


def _point(home: Path, build_id: str) -> None:
    """Swap the link atomically; a relative one survives a move of `home`."""
    link = home / DATABASE
    if link.exists() and not link.is_symlink():
        message = f"{link} is a file of its own, not our link to a build: move it away."
        raise PublishError(message)
    draft = home / f".{DATABASE}.link"
    draft.unlink(missing_ok=True)
    draft.symlink_to(Path("builds", build_id, DATABASE))
    draft.replace(link)
    _fsync(home)


def _prune(home: Path, n_kept: int) -> None:
    """Remove all but the newest builds and the one that readers see."""
    builds = home / "builds"
    for old in _build_ids(builds)[:-n_kept]:
        if old != published_build(home):
            (builds / old).rename(builds / f".{old}.partial")
    _clean(builds)


def _clean(builds: Path) -> None:
    """Remove what a killed publish or prune left behind."""
    for leftover in builds.glob(".*.partial"):
        shutil.rmtree(leftover)


def _build_ids(builds: Path) -> list[str]:
    """Return the ids of complete builds, oldest first."""
    return sorted(path.name for path in builds.glob("*") if BUILD_ID.fullmatch(path.name))


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _git(*arguments: str) -> str | None:
    """Ask git about the current folder, dbt's project root; None when it can't say."""
    try:
        command = ["git", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
