import sys
from pathlib import Path

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


@pytest.fixture(scope="session")
def open_app(warehouse_home):
    """Open a page of the app on a warehouse, at a URL with these query parameters."""
    with pytest.MonkeyPatch.context() as patch:

        def open_at(home=warehouse_home, page="overview", **parameters):
            patch.setenv("SCALEHOUSE_WAREHOUSE", str(home))
            app = AppTest.from_file(APP / "streamlit_app.py", default_timeout=60)
            app.query_params.update(parameters)
            return app.switch_page(f"app_pages/{page}.py").run()

        yield open_at


@pytest.fixture
def publish_changed(publish_copy, tmp_path):
    """Publish a copy of the warehouse with changes, again and again into one home."""
    # Other tests use the same build ids for other changes.
    st.cache_data.clear()
    st.cache_resource.clear()

    def publish(build_id, *statements):
        publish_copy(tmp_path, build_id, *statements)
        return tmp_path

    return publish


@pytest.fixture
def marts(warehouse_home):
    """The published warehouse, asked without the app."""
    with warehouse.connect(warehouse_home) as connection:
        yield connection
