"""A warehouse on DuckLake: one machine writes it, many read it.

dbt's target `ducklake` uses the plugin below; readers use `connect`. Both find the
lake by SCALEHOUSE_LAKE_CATALOG, how to reach the PostgreSQL database that holds its
catalog (`host=… dbname=…`), and SCALEHOUSE_LAKE_DATA, the folder or bucket that
holds its tables.

Every commit to the lake is a version of it. A passing build ends with a commit
that says so, and readers read the lake as of the newest such commit: none sees a
build half done.
"""

import os
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import duckdb
import psycopg2
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin

from scalehouse.dbt_plugin import before_writing, plainly, register_code_version
from scalehouse.engines.errors import EngineError
from scalehouse.engines.extensions import load_extension

CATALOG, DATA = "SCALEHOUSE_LAKE_CATALOG", "SCALEHOUSE_LAKE_DATA"
LAKE = "lake"
EXTENSIONS = ("httpfs", "ducklake", "postgres_scanner")
AUTHOR = "scalehouse"
# Our own number among the advisory locks of a PostgreSQL database.
WRITER_LOCK = 20220211


class LakeError(EngineError):
    """The lake cannot be read or written; the message says why."""


@dataclass(frozen=True)
class Lake:
    """Where a lake is: its catalog's connection string, and its data."""

    catalog: str
    data: str

    @classmethod
    def from_environment(cls) -> Self:
        """Take both from the environment, as dbt's profile does."""
        missing = [name for name in (CATALOG, DATA) if not os.environ.get(name)]
        if missing:
            message = f"Set {' and '.join(missing)}: where the lake is (docs/engines.md)."
            raise LakeError(message)
        return cls(os.environ[CATALOG], os.environ[DATA])


@dataclass(frozen=True)
class Build:
    """A build that passed, and the version of the lake that holds it."""

    build_id: str
    version: int
    published_at: datetime


def connect(build_id: str | None = None, lake: Lake | None = None) -> duckdb.DuckDBPyConnection:
    """Open the newest passing build read-only, or an older one by its id."""
    lake = lake or Lake.from_environment()
    connection = _attached(lake)
    builds = {build.build_id: build for build in _published(connection)}
    chosen = builds.get(build_id) if build_id else next(reversed(builds.values()), None)
    if chosen is None:
        kept = ", ".join(builds) or "none"
        message = f"No build {build_id or ''} in the lake; it holds {kept}."
        raise LakeError(message)
    connection.execute(f"use memory; detach {LAKE}")
    _attach(connection, lake, f"read_only, snapshot_version {chosen.version}")
    return connection


def published_builds(lake: Lake | None = None) -> list[Build]:
    """Return the passing builds that the lake still holds, oldest first."""
    with _attached(lake or Lake.from_environment()) as connection:
        return _published(connection)


def prune(n_kept: int = 5, lake: Lake | None = None) -> list[Build]:
    """Drop what only versions before the newest `n_kept` published builds hold.

    For a time when no reader has an older one open. Returns the builds that are kept.
    """
    if n_kept < 1:
        message = f"Keep one build or more, not {n_kept}: readers open the newest."
        raise LakeError(message)
    lake = lake or Lake.from_environment()
    with closing(claim_writing(lake.catalog)), duckdb.connect() as connection:
        load_extensions(connection)
        _attach(connection, lake, "read_only false")
        kept = _published(connection)[-n_kept:]
        versions = connection.execute(
            "select snapshot_id from ducklake_snapshots(?) where snapshot_id < ?",
            [LAKE, kept[0].version if kept else 0],
        ).fetchall()
        if versions:
            connection.execute(
                "call ducklake_expire_snapshots(?, versions => ?)",
                [LAKE, [version for (version,) in versions]],
            )
            connection.execute(
                f"call ducklake_cleanup_old_files('{LAKE}', cleanup_all => true)"
            )
    return kept


class Plugin(BasePlugin):
    """Prepares dbt's connection: extensions, the one writer, what code builds."""

    def update_connection_config(
        self, creds: DuckDBCredentials, config: dict[str, Any]
    ) -> None:
        """Keep to what a build of the file keeps to."""
        del creds
        before_writing(config)

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Load what the lake needs and refuse to be a second writer."""
        load_extensions(conn)
        with plainly():
            self.writer = claim_writing(Lake.from_environment().catalog)
        register_code_version(conn)

    def configure_cursor(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Let names without a database mean the lake, as they mean the file elsewhere."""
        cursor.execute(f"use {LAKE}")


def claim_writing(catalog: str) -> Any:
    """Become the only writer for as long as the returned connection is open.

    DuckLake would let two builds mix their tables. PostgreSQL gives the lock back
    when the connection ends, however the process does.
    """
    connection = psycopg2.connect(catalog, application_name="scalehouse build")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [WRITER_LOCK])
        if cursor.fetchone() == (True,):
            return connection
        cursor.execute(
            "select coalesce(host(client_addr), 'this machine'), backend_start"
            " from pg_stat_activity inner join pg_locks using (pid)"
            " where locktype = 'advisory' and objid = %s and datname = current_database()",
            [WRITER_LOCK],
        )
        holders = cursor.fetchall()
    connection.close()
    writers = ", ".join(f"{host} since {start:%Y-%m-%d %H:%M:%S}" for host, start in holders)
    message = (
        f"Another build writes this lake ({writers or 'it has just ended'}): one writes at "
        "a time. Build again when it has ended; reading needs no waiting."
    )
    raise LakeError(message)


def load_extensions(connection: duckdb.DuckDBPyConnection) -> None:
    """Load what DuckDB needs to reach a lake."""
    for name in EXTENSIONS:
        load_extension(connection, name)


def _published(connection: duckdb.DuckDBPyConnection) -> list[Build]:
    rows = connection.execute(
        "select commit_extra_info, snapshot_id, snapshot_time"
        " from ducklake_snapshots(?) where author = ? order by snapshot_id",
        [LAKE, AUTHOR],
    )
    return [Build(*row) for row in rows.fetchall()]


def _attached(lake: Lake) -> duckdb.DuckDBPyConnection:
    """Open the lake of now, read-only, with a connection of its own."""
    connection = duckdb.connect()
    load_extensions(connection)
    _attach(connection, lake, "read_only")
    return connection


def _attach(connection: duckdb.DuckDBPyConnection, lake: Lake, options: str) -> None:
    """Make the lake the current database of a connection."""
    path, data = (text.replace("'", "''") for text in (lake.catalog, lake.data))
    connection.execute(
        f"attach 'ducklake:postgres:{path}' as {LAKE} (data_path '{data}', {options})"
    )
    connection.execute(f"use {LAKE}")
