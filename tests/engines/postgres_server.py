"""A PostgreSQL server of our own on loopback, for tests and benchmarks of lakes."""

import os
import pwd
import socket
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2

from scalehouse.engines.lake import Lake

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
ABSENT = "PostgreSQL is not installed: apt-get install postgresql"


@contextmanager
def server():
    """Run the newest PostgreSQL there is, and yield its port; it ends with the block."""
    with tempfile.TemporaryDirectory(prefix="scalehouse-postgres-") as folder:
        # initdb refuses root
        user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        account = {"user": user.pw_uid, "group": user.pw_gid} if user else {}
        with _running(INSTALLED[-1], Path(folder), account) as port:
            yield port


def new_lake(port, name, data):
    """Make an empty lake: a database of the server, and where its tables will lie."""
    with closing(psycopg2.connect(f"{_address(port)} dbname=postgres")) as connection:
        connection.autocommit = True
        connection.cursor().execute(f"create database {name}")
    return Lake(f"{_address(port)} dbname={name}", str(data))


@contextmanager
def _running(programs, folder, account):
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
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), *flags],
            stdout=log,
            stderr=log,
            **account,
        )
        try:
            _wait_for(port, process, folder / "log")
            yield port
        finally:
            process.terminate()
            process.wait()


def _wait_for(port, process, log):
    for _ in range(150):
        try:
            psycopg2.connect(f"{_address(port)} dbname=postgres").close()
        except psycopg2.OperationalError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
        else:
            return
    message = f"PostgreSQL did not answer: {log.read_text()}"
    raise RuntimeError(message)


def _address(port):
    return f"host=127.0.0.1 port={port} user=scalehouse"
