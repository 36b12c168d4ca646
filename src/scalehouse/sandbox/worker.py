"""Answers statements in a process of its own: see scalehouse.sandbox.run_statement.

Run by path, isolated (`python -I`), with nothing of Scalehouse imported. Takes
the database and the limits as its argument, in JSON; reads statements from
standard input and writes answers to standard output, one a line, in JSON. No
answer depends on the statements before it.
"""

import json
import os
import resource
import sys
from typing import Any, TextIO

import duckdb

MIB = 2**20
THREADS = 2
ALLOWED = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
# Written as such; of every other type, the text that DuckDB makes of it.
INTEGERS = {
    f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG", "HUGE")
}
AS_IT_IS = INTEGERS | {"BOOLEAN", "INTEGER", "UINTEGER", "FLOAT", "DOUBLE"}
ROWS_AT_A_TIME = 100


class Refused(Exception):  # noqa: N818 - it is an answer, not an error of ours
    """A statement that is not run."""


def main() -> None:
    """Answer the statements on standard input."""
    asked = json.loads(sys.argv[1])
    _limit_process(asked["limits"])
    with _only_for_answers() as answers:
        for line in sys.stdin:
            told = _reply(json.loads(line), asked["database"], asked["limits"])
            print(json.dumps(told), file=answers, flush=True)


def _reply(statement: str, database: str, limits: dict[str, Any]) -> dict[str, Any]:
    try:
        return _answer(statement, database, limits)
    except Refused as refusal:
        return {"error": str(refusal)}
    except (MemoryError, duckdb.OutOfMemoryException):
        # DuckDB's own advice is to change settings, which are locked
        return {
            "error": f"The statement needs more than the {limits['memory_mib']} MiB of memory "
            "that are allowed. Ask for less at a time."
        }
    except duckdb.Error as error:
        return {"error": str(error)}


def _only_for_answers() -> TextIO:
    """Keep standard output for answers: DuckDB's profiler would print there too."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    return answers


def _limit_process(limits: dict[str, Any]) -> None:
    os.nice(10)  # pages come first
    # No file can grow by a byte; and should nobody be left to end this process,
    # the kernel does.
    seconds = int(THREADS * limits["seconds"]) + 1
    for what, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, limits["process_mib"] * MIB),
    ):
        resource.setrlimit(what, (most, most))


def _answer(statement: str, database: str, limits: dict[str, Any]) -> dict[str, Any]:
    with _locked(database, limits["memory_mib"]) as connection:
        ((build_id,),) = connection.execute("select build_id from build_manifest").fetchall()
        asked = _one_that_reads(connection, statement)
        columns, rows, cut = _rows(connection.query(asked.query), limits)
    return {"columns": columns, "rows": rows, "cut": cut, "build_id": build_id}


def _locked(database: str, memory_mib: int) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        database,
        read_only=True,
        config={
            "enable_external_access": "false",
            "autoload_known_extensions": "false",
            "autoinstall_known_extensions": "false",
            "allow_community_extensions": "false",
            "python_enable_replacements": "false",
            "memory_limit": f"{memory_mib}MiB",
            "temp_directory": "",
            "threads": str(THREADS),
        },
    )
    # The database is open: no statement needs the file system any more. Without
    # this, DuckDB lets a statement read the bytes of the database it has open.
    connection.execute("set disabled_filesystems = 'LocalFileSystem'")
    connection.execute("set lock_configuration = true")
    return connection


def _one_that_reads(connection: duckdb.DuckDBPyConnection, statement: str) -> duckdb.Statement:
    if "\0" in statement:
        # DuckDB would read no further, and answer another statement than this one
        message = "The statement holds a NUL character. Remove it."
        raise Refused(message)
    statements = connection.extract_statements(statement)
    if not statements:
        message = "There is no statement yet. Write one, or choose an example."
        raise Refused(message)
    if len(statements) > 1:
        message = (
            f"This is {len(statements)} statements; only one can be asked at a time. "
            "(PIVOT counts as two unless it lists its values: ON column IN (…).)"
        )
        raise Refused(message)
    (asked,) = statements
    if asked.type not in ALLOWED:
        message = (
            f"This is a statement of type {asked.type.name}, and only questions are "
            "answered: SELECT, FROM, WITH, VALUES, DESCRIBE, SUMMARIZE, SHOW, EXPLAIN."
        )
        raise Refused(message)
    if asked.named_parameters:
        message = "The statement has parameters. Write their values in their place."
        raise Refused(message)
    return asked


def _rows(
    found: duckdb.DuckDBPyRelation, limits: dict[str, Any]
) -> tuple[list[str], list[list[Any]], str]:
    """Fetch what fits: columns, rows, and in words what was cut off."""
    longest, most = limits["cell_characters"], limits["answer_characters"]
    asked = found.limit(limits["rows"] + 1).project(
        ", ".join(
            _shown(number, str(type_), longest) for number, type_ in enumerate(found.types, 1)
        )
    )
    rows: list[list[Any]] = []
    length, is_cell_cut = 0, False
    while len(rows) <= limits["rows"] and length <= most:
        fetched = asked.fetchmany(ROWS_AT_A_TIME)
        if not fetched:
            break
        for row in fetched:
            texts = [cell for cell in row if isinstance(cell, str)]
            length += sum(map(len, texts))
            is_cell_cut |= any(len(text) > longest for text in texts)
            rows.append([_cut(cell, longest) for cell in row])
    cuts = []
    if len(rows) > limits["rows"] or length > most:
        rows = rows[: limits["rows"]]
        cuts.append(f"only the first {len(rows):,} rows are here")
    if is_cell_cut:
        cuts.append(f"texts end after {longest:,} characters")
    return found.columns, rows, " and ".join(cuts)


def _shown(number: int, type_: str, longest: int) -> str:
    if type_ in AS_IT_IS:
        return f"#{number}"
    if type_.startswith("DECIMAL"):
        return f"cast(#{number} as double)"
    return f"left(cast(#{number} as varchar), {longest + 1})"


def _cut(cell: Any, longest: int) -> Any:
    return f"{cell[:longest]}…" if isinstance(cell, str) and len(cell) > longest else cell


if __name__ == "__main__":
    main()
