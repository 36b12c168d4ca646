import shutil
import sys
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from scalehouse import warehouse

APP = Path(__file__).resolve().parents[2] / "app"
# `streamlit run` puts the app's folder there; pages import `lib` from it.
sys.path.insert(0, str(APP))


@pytest.fixture(scope="module", autouse=True)
def _closed_afterwards():
    """Close the builds that the app opened: they are sealed for the whole process."""
    yield
    st.cache_resource.clear()


@pytest.fixture
def open_app(warehouse_home, monkeypatch):
    """Open a page of the app on a warehouse, at a URL with these query parameters."""

    def open_at(home=warehouse_home, page="overview", **parameters):
        monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(home))
        app = AppTest.from_file(APP / "streamlit_app.py", default_timeout=60)
        app.query_params.update(parameters)
        return app.switch_page(f"app_pages/{page}.py").run()

    return open_at


@pytest.fixture
def publish_changed(warehouse_home, tmp_path):
    """Publish a copy of the warehouse with changes, again and again into one home."""
    # Other tests use the same build ids for other changes.
    st.cache_data.clear()

    def publish(build_id, *statements):
        build = tmp_path / "builds" / build_id / warehouse.DATABASE
        build.parent.mkdir(parents=True)
        shutil.copyfile(warehouse.published_path(warehouse_home), build)
        with duckdb.connect(build) as database:
            database.execute("update build_manifest set build_id = $1", [build_id])
            for statement in statements:
                database.execute(statement)
        draft = tmp_path / "link"
        draft.symlink_to(build)
        draft.replace(tmp_path / warehouse.DATABASE)
        return tmp_path

    return publish


@pytest.fixture
def marts(warehouse_home):
    """The published warehouse, asked without the app."""
    with warehouse.connect(warehouse_home) as connection:
        yield connection
