"""A tiny dbt project that publishes with the repository's macro and plugin."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from scalehouse import publish

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
DBT = Path(sys.executable).with_name("dbt")


@dataclass
class Project:
    root: Path

    @property
    def home(self):
        return self.root / "warehouse"

    @property
    def link(self):
        return self.home / "scalehouse.duckdb"

    def run(self, *command):
        # the developer's own warehouse is not for these builds
        env = {name: v for name, v in os.environ.items() if name != "SCALEHOUSE_WAREHOUSE"}
        return subprocess.run(
            command, cwd=self.root, env=env, capture_output=True, text=True, check=False
        )

    def dbt(self, *arguments):
        return self.run(DBT, *arguments)

    def build(self, *arguments):
        done = self.dbt("build", *arguments)
        assert done.returncode == 0, done.stdout
        return done.stdout


@pytest.fixture(scope="session")
def first_build(tmp_path_factory):
    """A project with one published build: copy it before you change it."""
    project = Project(tmp_path_factory.mktemp("halves") / "project")
    shutil.copytree(HERE / "project", project.root)
    shutil.copy(REPOSITORY / "profiles.yml", project.root)
    (project.root / "macros").mkdir()
    shutil.copy(REPOSITORY / "macros" / "publish.sql", project.root / "macros")
    output = project.build()
    return project, output


@pytest.fixture
def project(first_build, tmp_path):
    """Your own copy of the project with one published build."""
    root = tmp_path / "project"
    shutil.copytree(first_build[0].root, root, symlinks=True)
    return Project(root)


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
