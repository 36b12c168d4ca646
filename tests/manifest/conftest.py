"""Parse the project once for all conventions."""

import pytest
from project import read_project


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    return read_project(tmp_path_factory.mktemp("parsed"))
