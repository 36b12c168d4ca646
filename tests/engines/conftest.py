"""A PostgreSQL server of our own, and a small project that builds into a lake."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from scalehouse.engines.lake import CATALOG, DATA, Lake

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DBT = Path(sys.executable).with_name("dbt")
MACROS = ("publish.sql", "check_key.sql", "engines", "generic_tests", "materializations")
# Java compiles nothing to the end that runs for seconds, and Spark nothing at all.
SMALL = (
    "--driver-java-options -XX:TieredStopAtLevel=1 --conf spark.sql.codegen.wholeStage=false "
    "--conf spark.sql.codegen.factoryMode=NO_CODEGEN pyspark-shell"
)


@pytest.fixture(scope="session")
def small_spark():
    """The environment of commands that give Spark little to do."""
    return os.environ | {"PYSPARK_SUBMIT_ARGS": SMALL}


@pytest.fixture(scope="session")
def postgres():
    """The port of a PostgreSQL server on loopback, ended with the session."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with tempfile.TemporaryDirectory(prefix="scalehouse-postgres-") as folder:
        # initdb refuses root
        user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        account = {"user": user.pw_uid, "group": user.pw_gid} if user else {}
        with _server(programs[-1], Path(folder), account) as port:
            yield port


@contextmanager
def _server(programs, folder, account):
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    data = folder / "data"
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "scalehouse", "-A", "trust", "--no-sync"],
        check=True,
        capture_output=True,
        **account,
    )
    settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"]
    flags = [part for setting in settings for part in ("-c", setting)]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), *flags],
            stdout=log,
            stderr=log,
            **account,
        )
        try:
            _wait_for(port, server, folder / "log")
            yield port
        finally:
            server.terminate()
            server.wait()


def _wait_for(port, server, log):
    for _ in range(150):
        try:
            psycopg2.connect(f"{address(port)} dbname=postgres").close()
        except psycopg2.OperationalError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"PostgreSQL did not answer: {log.read_text()}")


def address(port):
    return f"host=127.0.0.1 port={port} user=scalehouse"


@pytest.fixture(scope="session")
def new_lake(postgres, tmp_path_factory):
    """Make an empty lake, named as you say."""

    def make(name):
        with closing(psycopg2.connect(f"{address(postgres)} dbname=postgres")) as connection:
            connection.autocommit = True
            connection.cursor().execute(f"create database {name}")
        return Lake(
            f"{address(postgres)} dbname={name}", str(tmp_path_factory.mktemp(name) / "data")
        )

    return make


@dataclass
class Scales:
    """The small project, and the lake it builds into."""

    root: Path
    lake: Lake

    def dbt(self, *arguments, target="ducklake", **environment):
        settings = {CATALOG: self.lake.catalog, DATA: self.lake.data, **environment}
        return subprocess.run(
            [DBT, "build", "--target", target, *arguments],
            cwd=self.root,
            env=os.environ | settings,
            capture_output=True,
            text=True,
            check=False,
        )

    def build(self):
        done = self.dbt()
        assert done.returncode == 0, done.stdout


@pytest.fixture(scope="session")
def scales(new_lake, tmp_path_factory):
    """The small project with one build that passed."""
    root = tmp_path_factory.mktemp("scales") / "project"
    shutil.copytree(HERE / "project", root)
    shutil.copy(ROOT / "profiles.yml", root)
    (root / "macros").mkdir()
    for name in MACROS:
        source = ROOT / "macros" / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, root / "macros" / name)
    project = Scales(root, new_lake("scales"))
    project.build()
    return project
