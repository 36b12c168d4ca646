"""A tiny dbt project that publishes with the repository's macro and plugin."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from scalehouse import publish, refresh

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]


@dataclass
class Project:
    root: Path
    run_dbt: Callable[..., subprocess.CompletedProcess[str]]

    @property
    def home(self):
        return self.root / "warehouse"

    @property
    def link(self):
        return self.home / "scalehouse.duckdb"

    def dbt(self, *arguments):
        return self.run_dbt(self.root, *arguments)

    def selection(self):
        """Say what a refresh would select, as the project is now."""
        assert self.dbt("parse").returncode == 0
        return refresh.selection(self.home, self.root, self.root / "target" / "manifest.json")

    def build(self, *arguments):
        done = self.dbt("build", *arguments)
        assert done.returncode == 0, done.stdout
        return done.stdout


@pytest.fixture(scope="session")
def first_build(tmp_path_factory, dbt):
    """A project with one published build: copy it before you change it."""
    project = Project(tmp_path_factory.mktemp("halves") / "project", dbt)
    shutil.copytree(HERE / "project", project.root)
    shutil.copy(REPOSITORY / "profiles.yml", project.root)
    macros = REPOSITORY / "macros"
    for folder in ("engines", "generic_tests", "materializations"):
        shutil.copytree(macros / folder, project.root / "macros" / folder)
    for file in ("check_rows.sql", "publish_if_build_passed.sql"):
        shutil.copy(macros / file, project.root / "macros")
    output = project.build()
    return project, output


@pytest.fixture
def project(first_build, tmp_path, dbt):
    """Your own copy of the project with one published build."""
    root = tmp_path / "project"
    shutil.copytree(first_build[0].root, root, symlinks=True)
    return Project(root, dbt)


@pytest.fixture
def home(tmp_path, write_next):
    """A warehouse without dbt, with one published build."""
    home = tmp_path / "warehouse"
    write_next(home, "20260101T000000Z-00000000")
    publish.publish(home, "20260101T000000Z-00000000", n_tables=1, n_kept=5)
    return home


@pytest.fixture
def write_next():
    """Write what a build would leave for publishing."""

    def write(home, build_id):
        path = home / "next" / "scalehouse.duckdb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with duckdb.connect(path) as database:
            database.execute(
                "create table build_manifest as select $build_id as build_id",
                {"build_id": build_id},
            )

    return write
