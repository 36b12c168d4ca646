"""What the pages read: one published build a run, answers cached by its id.

A build's file never changes and every build has a path of its own, so an open
file cannot block a build, and a new build is a new path. The connection can
reach nothing but the file: no other file, no network, no setting.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from scalehouse import warehouse

SEALS = (
    "set enable_external_access = false",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set lock_configuration = true",
)


@dataclass(frozen=True)
class Build:
    """A published build, open and read-only."""

    build_id: str
    connection: duckdb.DuckDBPyConnection


@contextmanager
def use_newest() -> Iterator[None]:
    """Let this run of the script read the build that is published now.

    Every run starts here, so a new build shows on the next click or reload,
    and all the charts of one run come from one build, by one cursor.
    """
    try:
        path = warehouse.published_path()
        build = _open(str(path))
    except warehouse.NotPublishedError as missing:
        st.error(f"**Nothing to show yet.** {missing}")
        st.stop()
    except duckdb.IOException:
        if path.exists():
            raise
        st.rerun()  # newer builds pruned this one after we found it
    with build.connection.cursor() as cursor:
        st.session_state["build"] = Build(build.build_id, cursor)
        st.session_state["stated"] = []
        yield


def build_id() -> str:
    """Return the id of the build that this run reads."""
    return _build().build_id


def cursor() -> duckdb.DuckDBPyConnection:
    """Return this run's cursor, for what `query` cannot do."""
    return _build().connection


def query(sql: str, **parameters: Any) -> pd.DataFrame:
    """Answer a query, with `$name` for each parameter."""
    try:
        # Shares the data of the kept answer; pandas copies what a page would change.
        return _query(build_id(), sql, parameters, cursor()).copy(deep=False)
    except duckdb.CatalogException as missing:
        reason = str(missing).partition("\n")[0].removeprefix("Catalog Error: ")
        st.error(f"**This build is older than the page.** {reason} Run `make build`.")
        st.stop()


def estimated(sql: str, **parameters: Any) -> pd.DataFrame:
    """Answer a query on a mart of fits with the rows that could be estimated."""
    rows = query(sql, **parameters)
    return rows[rows["status"] == "estimated"]


def _build() -> Build:
    build: Build = st.session_state["build"]
    return build


# Two: while a new build is opened, others still read the old one.
@st.cache_resource(
    max_entries=2, show_spinner=False, on_release=lambda build: build.connection.close()
)
def _open(path: str) -> Build:
    connection = duckdb.connect(path, read_only=True)
    ((build_id,),) = connection.execute("select build_id from build_manifest").fetchall()
    # Questions are small: more threads cost more than they save, and readers share them.
    connection.execute("set threads = 1")
    for seal in SEALS:
        connection.execute(seal)
    return Build(str(build_id), connection)


# As a resource: st.cache_data would unpickle the answer for each question.
@st.cache_resource(max_entries=256, show_spinner=False)
def _query(
    build: str,
    sql: str,
    parameters: dict[str, Any],
    _cursor: duckdb.DuckDBPyConnection,
) -> pd.DataFrame:
    del build  # part of the key
    return _cursor.execute(sql, parameters).df()
