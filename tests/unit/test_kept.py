import importlib.util
import os
import sys
from types import SimpleNamespace

import duckdb
import pytest

from scalehouse import code_of_fits
from scalehouse.fitting.kept import N_KEPT, fingerprint

# As dbt writes a model and what it reads into one file.
COMPILED = """
import pyarrow as pa
from scalehouse.fitting.kept import kept

@kept
def model(dbt, session):
    runs.append(dbt.this.identifier)
    return pa.table({{"total": [sum(v * {factor} for v, in dbt.ref("samples").fetchall())]}})

def ref(*args, **kwargs):
    refs = {{"samples": "\\"warehouse\\".\\"samples\\""}}
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the model on rows of one column; return its table and whether it had to compute."""
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(tmp_path / "home"))
    # a model is written twice within a second, and Python would take the first for the second
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def run_model(values, factor=2, name="fit_total", meanwhile=lambda: None):
        file = tmp_path / "compiled.py"
        file.write_text(COMPILED.format(factor=factor), encoding="utf-8")
        spec = importlib.util.spec_from_file_location("compiled", file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        runs = []
        module.runs = SimpleNamespace(append=lambda model: (runs.append(model), meanwhile()))
        rows = duckdb.sql(f"select unnest({values}) as v")
        dbt = SimpleNamespace(ref=lambda _: rows, this=SimpleNamespace(identifier=name))
        return module.model(dbt, None)["total"].to_pylist(), bool(runs)

    return run_model


@pytest.fixture
def kept_files(tmp_path):
    """List the results that are kept."""
    return lambda: [*(tmp_path / "home").rglob("*.arrow")]


def test_the_same_rows_and_code_are_computed_once(run):
    assert run([1, 2, 3]) == ([12], True)
    assert run([1, 2, 3]) == ([12], False)


@pytest.mark.parametrize(
    ("change", "total"),
    [
        pytest.param({"values": [1, 2, 4]}, 14, id="a value"),
        pytest.param({"values": [1, 2, 3, 3]}, 18, id="a row that was there"),
        pytest.param({"values": [1.0, 2.0, 3.0]}, 12, id="a type"),
        pytest.param({"values": [1, 2, 3], "factor": 3}, 18, id="a parameter"),
        pytest.param({"values": [1, 2, 3], "name": "fit_other"}, 12, id="the model"),
    ],
)
def test_whatever_changes_is_computed_again(run, change, total):
    run([1, 2, 3])
    assert run(**change) == ([total], True)


def test_code_of_the_package_counts(run, monkeypatch):
    run([1, 2, 3])
    monkeypatch.setattr(code_of_fits, "versions", lambda: "other")
    assert run([1, 2, 3]) == ([12], True)


def test_a_result_is_not_kept_when_its_code_changed_meanwhile(run, kept_files, monkeypatch):
    edit = {
        "meanwhile": lambda: monkeypatch.setattr(code_of_fits, "versions", lambda: "edited")
    }
    assert run([1, 2, 3], **edit) == ([12], True)
    assert kept_files() == []


def test_a_result_half_written_is_none(run, monkeypatch, tmp_path):
    def stop(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("scalehouse.fitting.kept.sync", stop)
        with pytest.raises(KeyboardInterrupt):
            run([1, 2, 3])
    assert [*(tmp_path / "home").rglob("*.*")] == []
    assert run([1, 2, 3]) == ([12], True)


@pytest.mark.parametrize("n_bytes", [-1, 100, 0])
def test_a_damaged_result_is_computed_again(run, kept_files, n_bytes):
    run([1, 2, 3])
    (path,) = kept_files()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content[:n_bytes] if n_bytes >= 0 else content)
    assert run([1, 2, 3]) == ([12], True)
    assert run([1, 2, 3]) == ([12], False)
    assert kept_files() == [path]


def test_the_results_used_last_are_kept(run, kept_files):
    for largest in range(N_KEPT + 3):
        run([largest])
        run([0])
    assert len(kept_files()) == N_KEPT
    assert run([0]) == ([0], False)


def test_drafts_of_killed_builds_go_and_those_of_running_ones_stay(run, tmp_path):
    run([1])
    (folder,) = (tmp_path / "home" / "fits").iterdir()
    for name in ("killed", "running"):
        (folder / f"{name}.1.partial").touch()
    os.utime(folder / "killed.1.partial", (0, 0))
    run([2])
    assert [path.name for path in folder.glob("*.partial")] == ["running.1.partial"]


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ("select * from (values (2, 'b'), (1, null), (1, null)) as rows(a, b)", True),
        ("select * from (values (2, 'b'), (1, null)) as rows(a, b)", False),
        ("select * from (values (2, null), (1, 'b'), (1, null)) as rows(a, b)", False),
        ("select * from (values (2, 'b'), (1, null), (1, null)) as rows(a, c)", False),
        ("select a::bigint as a, b from rows", False),
    ],
)
def test_a_fingerprint_sees_rows_and_columns_but_no_order(other, is_same):
    with duckdb.connect() as session:
        session.sql("""
            create table rows as
            select * from (values (1, null), (2, 'b'), (1, null)) as rows(a, b)
        """)
        whole = fingerprint(session.table("rows"))
        assert (fingerprint(session.sql(other)) == whole) is is_same


def test_a_fingerprint_tells_lists_of_nothing_apart():
    lists = ("null::int[]", "[]::int[]", "[null]::int[]", "[1]", "[1, null]")
    kinds = {fingerprint(duckdb.sql(f"select {values} as v")) for values in lists}
    assert len(kinds) == len(lists)
