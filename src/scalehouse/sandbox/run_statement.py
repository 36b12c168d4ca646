"""Runs one statement in a worker process, and ends the process when it takes too long.

A process of its own is what keeps a statement from the app: it shares no
connection, no memory and no setting with it, DuckDB need not agree to stop
when it is killed, and a crash ends one question only.
"""

import json
import signal
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from scalehouse import renamed

WORKER = Path(__file__).with_name("worker.py")
# More questions at a time would slow the pages down: the others wait.
_PLACES = threading.BoundedSemaphore(2)
# Beyond it, whole numbers are not exact in a browser.
GREATEST_EXACT = 2**53
WORKER_FAILED = 1


class QueryError(ValueError):
    """A statement is refused, wrong, or needs too much; the message says which."""


class BusyError(QueryError):
    """Too many others are asking; the same statement may be answered in a moment."""


@dataclass(frozen=True)
class Limits:
    """What one statement may use.

    Attributes:
        seconds: Time until it is ended.
        rows: Rows of the answer; more are cut off, and the answer says so.
        cell_characters: Length of a text in the answer; the rest is cut off.
        answer_characters: Length of all texts of the answer together.
        statement_characters: Length of the statement.
        memory_mib: Memory that DuckDB may use.
        process_mib: Address space of the process, where DuckDB does not count.
    """

    seconds: float = 10
    rows: int = 1_000
    cell_characters: int = 2_000
    answer_characters: int = 4_000_000
    statement_characters: int = 8_000
    memory_mib: int = 512
    process_mib: int = 2_048


@dataclass(frozen=True)
class Answer:
    """The rows that a statement returns, and the build they are from.

    Attributes:
        frame: Numbers and flags as such, everything else as DuckDB writes it.
        build_id: Build that answered.
        cut: What was left out, in words; empty for a whole answer.
    """

    frame: pd.DataFrame
    build_id: str
    cut: str


def ask(statement: str, database: str | Path, limits: Limits | None = None) -> Answer:
    """Answer one statement from a published database.

    Args:
        statement: What a reader wrote: one statement that reads.
        database: File of a published build.
        limits: What the statement may use.

    Raises:
        QueryError: The statement is refused, wrong, or needs too much.
        RuntimeError: The worker itself is broken.
    """
    limits = limits or Limits()
    if len(statement) > limits.statement_characters:
        message = (
            f"The statement has {len(statement):,} characters; "
            f"{limits.statement_characters:,} are allowed. Shorten it."
        )
        raise QueryError(message)
    if not _PLACES.acquire(timeout=2 * limits.seconds):
        message = "Other questions are still being answered. Ask again in a moment."
        raise BusyError(message)
    try:
        told = _work(statement, database, limits)
    finally:
        _PLACES.release()
    if "error" in told:
        raise QueryError(_explained(told["error"], renamed.hint(statement)))
    if not told["rows"] and (explanation := renamed.hint_of_values(statement)):
        raise QueryError(_explained("No row fits.", explanation))
    return Answer(_frame(told["columns"], told["rows"]), told["build_id"], told["cut"])


def _explained(message: str, explanation: str) -> str:
    """Add what became of former names, unless DuckDB has said it."""
    return message if explanation in message else f"{message}\n\n{explanation}"


def start_worker(database: str | Path, limits: Limits) -> subprocess.Popen[bytes]:
    """Start a process that answers the statements it is sent, one a line, in JSON."""
    asked = json.dumps({"database": str(database), "limits": asdict(limits)})
    return subprocess.Popen(  # noqa: S603 - our own interpreter and file
        # isolated and without an environment, there is nothing of ours to find
        [sys.executable, "-I", str(WORKER), asked],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
    )


def _work(statement: str, database: str | Path, limits: Limits) -> dict[str, Any]:
    with start_worker(database, limits) as worker:
        try:
            said, complaint = worker.communicate(
                json.dumps(statement).encode(), timeout=limits.seconds
            )
        except subprocess.TimeoutExpired:
            worker.kill()
            raise QueryError(_took_too_long(limits)) from None
    if worker.returncode == -signal.SIGXCPU:
        raise QueryError(_took_too_long(limits))
    if worker.returncode == WORKER_FAILED:
        message = f"The worker of the SQL page failed:\n{complaint.decode(errors='replace')}"
        raise RuntimeError(message)
    # without memory the interpreter may also end by itself, before it has said anything
    if worker.returncode < 0 or not said:
        code = worker.returncode
        message = (
            f"The statement ended the process that answered it "
            f"({signal.Signals(-code).name if code < 0 else f'code {code}'}), most likely for "
            f"want of memory: {limits.memory_mib} MiB are allowed. Ask for less at a time."
        )
        raise QueryError(message)
    return dict(json.loads(said))


def _took_too_long(limits: Limits) -> str:
    return (
        f"The statement was ended after {limits.seconds:g} seconds. Ask for less: filter "
        "earlier, or join on more columns."
    )


def _frame(columns: list[str], rows: list[list[Any]]) -> pd.DataFrame:
    """Make a table with each column name once, and no number that a browser would round."""
    seen: dict[str, int] = {}
    names = []
    for column in columns:
        seen[column] = seen.get(column, 0) + 1
        names.append(column if seen[column] == 1 else f"{column} ({seen[column]})")
    cells = list(zip(*rows, strict=True)) or [()] * len(names)
    return pd.DataFrame(
        {name: _series(values) for name, values in zip(names, cells, strict=True)}
    )


def _series(values: tuple[Any, ...]) -> pd.Series:
    known = [value for value in values if value is not None]
    if not known:
        return pd.Series(values, dtype="object")
    if all(isinstance(value, bool) for value in known):
        return pd.Series(values, dtype="boolean")
    if all(isinstance(value, int) for value in known):
        if max(abs(value) for value in known) <= GREATEST_EXACT:
            return pd.Series(values, dtype="Int64")
        return pd.Series([None if value is None else str(value) for value in values])
    return pd.Series(values)
