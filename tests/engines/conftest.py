"""A PostgreSQL server of our own, and a small project that builds into a lake."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import postgres_server
import pytest

from scalehouse.engines.lake import CATALOG, DATA, Lake

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DBT = Path(sys.executable).with_name("dbt")
MACROS = (
    "publish_if_build_passed.sql",
    "check_rows.sql",
    "engines",
    "generic_tests",
    "materializations",
)
# Java compiles nothing to the end that runs for seconds, and Spark nothing at all; nor does
# it plan anew what is as small as it looks.
SMALL = (
    "--driver-java-options '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' "
    "--conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN "
    "--conf spark.sql.adaptive.enabled=false pyspark-shell"
)


@pytest.fixture(scope="session")
def small_spark():
    """The environment of commands that give Spark little to do."""
    return os.environ | {"PYSPARK_SUBMIT_ARGS": SMALL}


@pytest.fixture(scope="session")
def postgres():
    """The port of a PostgreSQL server on loopback, ended with the session."""
    if not postgres_server.INSTALLED:
        pytest.skip(postgres_server.ABSENT)
    with postgres_server.server() as port:
        yield port


@pytest.fixture(scope="session")
def new_lake(postgres, tmp_path_factory):
    """Make an empty lake, named as you say."""

    def make(name):
        data = tmp_path_factory.mktemp(name) / "data"
        return postgres_server.new_lake(postgres, name, data)

    return make


@dataclass
class Scales:
    """The small project, and the lake it builds into."""

    root: Path
    lake: Lake
    run_dbt: Callable[..., subprocess.CompletedProcess[str]]

    @property
    def settings(self):
        return {CATALOG: self.lake.catalog, DATA: str(self.lake.data)}

    def dbt(self, *arguments, target="ducklake", **environment):
        settings = self.settings | environment
        return self.run_dbt(self.root, "build", "--target", target, *arguments, **settings)

    def build(self):
        done = self.dbt()
        assert done.returncode == 0, done.stdout

    def build_beside_threads(self):
        """Build in a new process: a fork would keep what other threads have locked."""
        done = subprocess.run(
            [DBT, "build", "--target", "ducklake"],
            cwd=self.root,
            env=os.environ | self.settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


@pytest.fixture(scope="session")
def scales(new_lake, tmp_path_factory, dbt):
    """The small project with one build that passed."""
    root = tmp_path_factory.mktemp("scales") / "project"
    shutil.copytree(HERE / "project", root)
    shutil.copy(ROOT / "profiles.yml", root)
    (root / "macros").mkdir()
    for name in MACROS:
        source = ROOT / "macros" / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, root / "macros" / name)
    project = Scales(root, new_lake("scales"), dbt)
    project.build()
    return project
