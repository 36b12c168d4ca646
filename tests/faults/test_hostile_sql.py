"""No statement on the SQL page reads a file, reaches the network or changes anything.

Every row of hostile_sql.csv is asked of a published build, beside files, an
environment and a port that nobody may find out about. A row is `refused`,
`ended` by a limit on time or memory, or `harmless` whatever becomes of it.
"""

import csv
import hashlib
import http.server
import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from scalehouse import warehouse
from scalehouse.sandbox import Limits, QueryError, ask
from scalehouse.sandbox.run_statement import start_worker

HOSTILE = Path(__file__).with_name("hostile_sql.csv")
CANARY = "canary-5b1f"
TABLES = ["build_manifest", "fct_growth_trends", "fct_metrics_by_year"]


def rows(*outcomes):
    with HOSTILE.open(newline="", encoding="utf-8") as listed:
        return [row for row in csv.DictReader(listed) if row["outcome"] in outcomes]


@pytest.fixture(scope="module")
def database(warehouse_home, tmp_path_factory):
    """A part of the published build: a large file would take long to open so often."""
    part = tmp_path_factory.mktemp("build") / warehouse.DATABASE
    with duckdb.connect(part) as database:
        published = warehouse.published_path(warehouse_home)
        database.execute(f"attach '{published}' as published (read_only)")
        for name in TABLES:
            database.execute(f"create table {name} as from published.main.{name}")
    return part


@pytest.fixture(scope="module")
def traps(tmp_path_factory):
    """A folder of files that hold the secret."""
    folder = tmp_path_factory.mktemp("traps")
    canary = folder / "canary"
    canary.with_suffix(".txt").write_text(CANARY)
    canary.with_suffix(".csv").write_text(f"canary\n{CANARY}\n")
    canary.with_suffix(".json").write_text(json.dumps({"canary": CANARY}))
    with duckdb.connect(canary.with_suffix(".duckdb")) as other:
        other.execute(f"create table canary as select '{CANARY}' as canary")
        for name in ("canary.parquet", "canary.csv.gz"):
            other.execute(f"copy canary to '{folder / name}'")
    return folder


@pytest.fixture(scope="module")
def door():
    """A server on this machine, which remembers what was asked of it."""

    class Door(http.server.BaseHTTPRequestHandler):
        knocks = []  # noqa: RUF012 - one list for all requests

        def do_GET(self):
            self.knocks.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815 - the name is http.server's

        def log_message(self, *_told):
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def held_by(*folders):
    files = [path for folder in folders for path in folder.iterdir() if path.is_file()]
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def asked(database, traps, door):
    """What became of each statement, by the statement as it is listed."""
    places = {
        "{canary}": str(traps / "canary"),
        "{folder}": str(traps),
        "{database}": str(database),
        "{port}": str(door.server_port),
    }

    def filled_in(row):
        statement = row["statement"]
        for name, place in places.items():
            statement = statement.replace(name, place)
        return statement

    before = held_by(database.parent, traps)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CANARY", CANARY)
        told = _told_by_one_worker(
            {row["statement"]: filled_in(row) for row in rows("refused", "harmless")}, database
        )
    assert held_by(database.parent, traps) == before, "a file changed or appeared"
    assert door.RequestHandlerClass.knocks == [], "the network was reached"
    return told


def _told_by_one_worker(statements, database):
    lines = "\n".join(json.dumps(statement) for statement in statements.values())
    with start_worker(database, Limits(seconds=60, rows=10)) as worker:
        said, complaint = worker.communicate(lines.encode())
    assert worker.returncode == 0, complaint.decode()
    answers = [json.loads(line) for line in said.splitlines()]
    return dict(zip(statements, answers, strict=True))


@pytest.fixture(scope="module")
def ended(database):
    """What became of each statement that needs a process of its own, to be ended."""

    def outcome(statement):
        try:
            return ask(statement, database, Limits(seconds=1.5))
        except QueryError as refusal:
            return refusal

    statements = [row["statement"] for row in rows("ended")]
    with ThreadPoolExecutor(2) as askers:
        return dict(zip(statements, askers.map(outcome, statements), strict=True))


def test_the_list_is_long_and_each_row_has_its_reason():
    listed = rows("refused", "ended", "harmless")
    with HOSTILE.open(newline="", encoding="utf-8") as every:
        assert len(listed) == len(list(csv.DictReader(every))) >= 100
    assert max(Counter(row["statement"] for row in listed).values()) == 1
    assert all(row["reason"] for row in listed)


@pytest.mark.parametrize("row", rows("refused"), ids=lambda row: row["statement"][:60])
def test_a_statement_is_refused(row, asked):
    told = asked[row["statement"]]
    assert "error" in told, f"{row['reason']}, and was answered: {str(told)[:500]}"
    assert CANARY not in told["error"]


@pytest.mark.parametrize("row", rows("harmless"), ids=lambda row: row["statement"][:60])
def test_a_statement_is_harmless(row, asked):
    told = asked[row["statement"]]
    assert CANARY not in str(told)
    assert len(told.get("rows", [])) <= 10


@pytest.mark.parametrize("row", rows("ended"), ids=lambda row: row["statement"][:60])
def test_a_statement_is_ended(row, ended):
    told = ended[row["statement"]]
    assert isinstance(told, QueryError), f"{row['reason']}, and was answered"
    assert "ended" in str(told) or "memory" in str(told)
