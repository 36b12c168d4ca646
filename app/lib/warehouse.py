"""What the pages read: queries on the published warehouse, cached by build."""

from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from scalehouse import warehouse


def use_newest() -> None:
    """Let this run of the script read the build that is published now.

    Every run starts here, so a new build shows on the next click or reload,
    and all the charts of one run come from one build.
    """
    try:
        st.session_state["build_id"] = _build_id(str(warehouse.published_path()))
    except warehouse.NotPublishedError as missing:
        st.error(f"**Nothing to show yet.** {missing}")
        st.stop()


def build_id() -> str:
    """Return the id of the build that this run reads."""
    return str(st.session_state["build_id"])


def query(sql: str, **parameters: Any) -> pd.DataFrame:
    """Answer a query, with `$name` for each parameter."""
    try:
        return _query(build_id(), sql, parameters)
    except duckdb.CatalogException as missing:
        reason = str(missing).partition("\n")[0].removeprefix("Catalog Error: ")
        st.error(f"**This build is older than the page.** {reason} Run `make build`.")
        st.stop()


@st.cache_data(max_entries=32, show_spinner=False)
def _build_id(path: str) -> str:
    # A build's file never changes: its path may stand for what it holds.
    del path
    return warehouse.build_id()


@st.cache_data(max_entries=256, show_spinner=False)
def _query(build: str, sql: str, parameters: dict[str, Any]) -> pd.DataFrame:
    with warehouse.connect() as connection:
        (found,) = connection.execute("select build_id from build_manifest").fetchall()
        if found != (build,):  # published since this run began: begin again
            _build_id.clear()
            st.rerun()
        return connection.execute(sql, parameters).df()
