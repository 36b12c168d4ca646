"""What the SQL page answers: types, what is cut off, and clear refusals."""

import threading

import duckdb
import pytest

from scalehouse import sandbox, warehouse
from scalehouse.sandbox import run_statement


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("build") / warehouse.DATABASE
    with duckdb.connect(path) as connection:
        connection.execute("create table build_manifest as select 'the build' as build_id")
    return path


def test_numbers_and_flags_stay_and_the_rest_is_text(database):
    answer = sandbox.ask(
        """
        select 1 as number, 2.5::decimal(9, 1) as price, 1.5::double as share, true as flag,
            date '2026-07-19' as day, date 'infinity' as never, [1, 2] as list, {'a': 1} as row,
            'x'::blob as bytes, null as nothing
        union all select null, null, null, null, null, null, null, null, null, null
        order by number
        """,
        database,
    )
    assert answer.build_id == "the build"
    assert answer.cut == ""
    assert answer.frame.iloc[0].to_dict() == {
        "number": 1,
        "price": 2.5,
        "share": 1.5,
        "flag": True,
        "day": "2026-07-19",
        "never": "infinity",
        "list": "[1, 2]",
        "row": "{'a': 1}",
        "bytes": "x",
        "nothing": None,
    }
    assert answer.frame.iloc[1].isna().all()
    assert str(answer.frame["number"].dtype) == "Int64"


def test_every_type_of_duckdb_has_an_answer(database):
    answer = sandbox.ask("from test_all_types()", database)
    assert len(answer.frame) == 3
    assert answer.frame["hugeint"].iloc[1] == str(2**127 - 1)
    assert answer.frame["int"].iloc[1] == 2**31 - 1


def test_columns_of_one_name_are_told_apart(database):
    answer = sandbox.ask("select 1 as a, 2 as a, 3 as b, 4 as a", database)
    assert list(answer.frame) == ["a", "a (2)", "b", "a (3)"]


def test_no_rows_keep_their_columns(database):
    answer = sandbox.ask("select 1 as a, 'x' as b where false", database)
    assert list(answer.frame) == ["a", "b"]
    assert answer.frame.empty


@pytest.mark.parametrize(
    ("statement", "n_rows", "cut"),
    [
        ("from range(5)", 5, ""),
        ("from range(6)", 5, "only the first 5 rows are here"),
        ("select repeat('x', 30)", 1, "texts end after 20 characters"),
        (
            "select repeat('x', 30) from range(9)",
            5,
            "only the first 5 rows are here and texts end after 20 characters",
        ),
    ],
)
def test_what_is_cut_off_is_said(database, statement, n_rows, cut):
    limits = sandbox.Limits(rows=5, cell_characters=20)
    answer = sandbox.ask(statement, database, limits)
    assert (len(answer.frame), answer.cut) == (n_rows, cut)
    assert all(len(str(cell)) <= 21 for cell in answer.frame.iloc[:, 0])


def test_many_long_texts_are_cut_off_too(database):
    limits = sandbox.Limits(answer_characters=10_000)
    answer = sandbox.ask("select repeat('x', 1000) from range(999)", database, limits)
    assert 10 <= len(answer.frame) < 999
    assert answer.cut == f"only the first {len(answer.frame)} rows are here"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("", "There is no statement yet"),
        ("select 1; select 2", "This is 2 statements"),
        ("drop table x", "of type DROP"),
        ("select $1", "has parameters"),
        ("select frm", 'column "frm" was not found'),
        ("selekt 1", "syntax error"),
        ("select 1 -- " + "x" * 8_000, "8,000 are allowed"),
    ],
)
def test_a_refusal_says_why(database, statement, said):
    with pytest.raises(sandbox.QueryError, match=said):
        sandbox.ask(statement, database)


def test_a_statement_is_ended_in_time_and_says_so(database):
    with pytest.raises(sandbox.QueryError, match="ended after 1 seconds"):
        sandbox.ask(
            # streams: it would never end, and holds next to nothing
            "select bit_xor(hash(range)) from range(1000000000000)",
            database,
            sandbox.Limits(seconds=1),
        )


def test_others_wait_for_a_place_and_are_told_when_there_is_none(database, monkeypatch):
    monkeypatch.setattr(run_statement, "_PLACES", threading.BoundedSemaphore(1))
    with run_statement._PLACES, pytest.raises(sandbox.BusyError, match="Ask again"):  # noqa: SLF001
        sandbox.ask("select 1", database, sandbox.Limits(seconds=0.1))
    assert len(sandbox.ask("select 1", database).frame) == 1


def test_a_crash_of_the_worker_is_an_answer(database):
    # so little address space that the interpreter itself cannot go on
    with pytest.raises(sandbox.QueryError, match="memory"):
        sandbox.ask("from range(10)", database, sandbox.Limits(process_mib=64))


def test_a_broken_worker_is_an_error_of_ours(database, monkeypatch, tmp_path):
    broken = tmp_path / "worker.py"
    broken.write_text("raise SystemError('broken')")
    monkeypatch.setattr(run_statement, "WORKER", broken)
    with pytest.raises(RuntimeError, match="broken"):
        sandbox.ask("select 1", database)
