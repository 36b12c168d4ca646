"""The parsed project, as all conventions see it."""

import pytest
from project import read_project


@pytest.fixture(scope="session")
def project(parsed):
    return read_project(parsed / "target" / "manifest.json")
