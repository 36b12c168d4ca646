"""What dbt's connection gains: publishing as SQL functions, and one build at a time."""

import gc
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt.flags import get_flags
from dbt_common.events.base_types import EventLevel
from dbt_common.events.functions import fire_event
from dbt_common.events.types import Note
from dbt_common.exceptions import DbtRuntimeError

from scalehouse import refresh
from scalehouse.engines.extensions import load_remote_reader
from scalehouse.errors import ScalehouseError
from scalehouse.one_writer import claim, refuse_half_replaced
from scalehouse.publish import publish, published_build

# Held until the process ends, so several runs of dbt in one process share one lock.
_LOCKS: dict[Path, int] = {}


class Plugin(BasePlugin):
    """Prepares dbt's connection, and adds publishing to it as SQL functions."""

    def update_connection_config(
        self, creds: DuckDBCredentials, config: dict[str, Any]
    ) -> None:
        """Hold the folder of the database alone, until this process ends."""
        before_writing(config)
        folder = Path(creds.path).absolute().parent
        if folder not in _LOCKS:
            with plainly():
                _LOCKS[folder] = claim(folder)
        self.home = folder.parent
        self.inputs: dict[str, str] = {}
        self.changed: list[str] | None = None

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Register the functions that macros call, and load what reads remote files."""
        with plainly():
            # the only place where a plugin finds the vars of a run
            load_remote_reader(conn, get_flags().VARS)  # type: ignore[no-untyped-call]
        # Side effects keep DuckDB from calling them while it plans.
        register = partial(conn.create_function, side_effects=True, null_handling="special")
        register(
            "publish_build",
            self.publish_and_log,
            ["varchar", "bigint", "bigint", "varchar"],
            "varchar",
        )
        register("begin_writing", self.begin_writing, ["varchar"], "boolean")
        register("covers_changes", self.covers_changes, ["varchar"], "boolean")
        register("published_build", partial(published_build, self.home), [], "varchar")
        register_code_version(conn)

    def publish_and_log(self, build_id: str, n_tables: int, n_kept: int, manifest: str) -> str:
        """Publish `next`, keep its state, say so and return the build's file."""
        path = publish(self.home, build_id, n_tables, n_kept)
        try:
            # an edit meanwhile may be in some tables and not in others
            if manifest and refresh.inputs(Path.cwd()) == self.inputs:
                refresh.keep_state(self.home, Path(manifest), self.inputs)
        except OSError as error:  # readers have the build: only time is lost
            message = (
                f"Could not keep the state of next ({error}): the next build is a full one"
            )
            fire_event(Note(msg=message), EventLevel.WARN)
        size_mb = path.stat().st_size / 1e6
        message = f"Published build {build_id}: {n_tables} tables, {size_mb:.1f} MB"
        fire_event(Note(msg=message), EventLevel.INFO)
        return str(path)

    def begin_writing(self, manifest: str) -> bool:
        """Note what has changed since `next` was published, then forget that state.

        Args:
            manifest: What dbt parsed, where less than everything is selected.
        """
        # dbt's manifest lives as long as the run: walking it again for garbage took a tenth;
        # what a run leaves beside it is little, so looking more rarely saves time as well
        gc.freeze()
        gc.set_threshold(100_000, 20, 100)
        self.inputs = refresh.inputs(Path.cwd())
        if manifest:
            self.changed = refresh.selection(self.home, Path.cwd(), Path(manifest))
        refresh.forget_state(self.home)
        return self.changed is not None

    def covers_changes(self, selected: str) -> bool:
        """Whether a selection, a JSON list, contains all changes since the last publish."""
        return bool(self.changed) and {*json.loads(selected)}.issuperset(self.changed or ())


def before_writing(config: dict[str, Any]) -> None:
    """Refuse seeds half replaced, and limit DuckDB's memory where one says so."""
    if limit := os.environ.get("SCALEHOUSE_MEMORY_LIMIT"):
        config["memory_limit"] = limit
    with plainly():
        refuse_half_replaced(Path("seeds"))


@contextmanager
def plainly() -> Iterator[None]:
    """Let dbt end with our message, and without a traceback."""
    try:
        yield
    except ScalehouseError as error:
        raise DbtRuntimeError(str(error)) from None


def register_code_version(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the SQL function code_version(), a struct of what code builds."""
    code = duckdb.struct_type(
        {"scalehouse_version": "varchar", "git_commit": "varchar", "is_modified": "boolean"}
    )
    connection.create_function("code_version", code_version, [], code, side_effects=True)


def code_version() -> dict[str, str | bool | None]:
    """Return which code builds: version, git commit, uncommitted changes."""
    commit = _git("rev-parse", "HEAD")
    changes = _git("status", "--porcelain", "--", ".")
    return {
        "scalehouse_version": version("scalehouse"),
        "git_commit": commit,
        "is_modified": None if commit is None or changes is None else changes != "",
    }


def _git(*arguments: str) -> str | None:
    """Query git about the current folder, dbt's project root; None when it can't answer."""
    try:
        command = ["git", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
