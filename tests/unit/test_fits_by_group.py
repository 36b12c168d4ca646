"""A fit is computed for the groups that changed, and read for the others."""

import importlib.util
import sys
from types import SimpleNamespace

import duckdb
import pytest

from scalehouse.fitting.kept import N_KEPT

COMPILED = """
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups, fit_rows

KEY = ["specification", "snapshot_date"]

@kept
def model(dbt, session):
    rules, samples = dbt.ref("rules"), dbt.ref("samples").order("specification desc, v")
    bias = dict(rules.fetchall())
    def fit(group, rows):
        fitted.append(group["specification"])
        total = float(sum(rows["{values}"])) + bias.get(group["specification"], 0)
        return [{{"part": part, "total": total / part}} for part in range(1, {n_parts} + 1)]
    return {loop}(samples, KEY, fit, beside={beside}, part=int, total=float)

def ref(*args, **kwargs):
    refs = {{"samples": "samples", "rules": "rules"}}
"""
MEMBERS = [("a", 1.0), ("a", 2.0), ("b", 3.0), ("c", 4.0)]


def rows(members):
    listed = ", ".join(
        f"('{name}', date '2026-01-01', {value}::double)" for name, value in members
    )
    return f"select * from (values {listed}) as s(specification, snapshot_date, v)"  # noqa: S608 - rows of ours


@pytest.fixture
def fit(tmp_path, monkeypatch):
    """Run the model; return its rows and the specifications that it had to fit."""
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(tmp_path / "home"))
    # a model is written twice within a second, and Python would take the first for the second
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def fitted(
        members=MEMBERS,
        rules="('b', 10.0), ('z', 1.0)",
        loop="fit_groups",
        beside="[rules]",
        n=2,
    ):
        file = tmp_path / "compiled.py"
        by_row = loop == "fit_rows"
        values = "vs" if by_row else "v"
        text = COMPILED.format(loop=loop, beside=beside, values=values, n_parts=n)
        file.write_text(text, encoding="utf-8")
        spec = importlib.util.spec_from_file_location("compiled", file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.fitted = []
        with duckdb.connect() as session:
            samples = session.sql(rows(members or MEMBERS)).filter(
                "true" if members else "false"
            )
            if by_row:
                samples = samples.aggregate(
                    "specification, snapshot_date, list(v order by v) as vs, min(v) as v"
                )
            rule = session.sql(f"select * from (values {rules}) as r(specification, bias)")  # noqa: S608
            rule = rule.select("specification, bias::double as bias")
            dbt = SimpleNamespace(
                ref={"samples": samples, "rules": rule}.get,
                this=SimpleNamespace(identifier=f"fit_total_{loop}"),
            )
            table = module.model(dbt, session)
        assert table.column_names == ["specification", "snapshot_date", "part", "total"]
        found = [(row["specification"], row["total"]) for row in table.to_pylist()]
        return found, module.fitted

    return fitted


ALL = [("c", 4.0), ("c", 2.0), ("b", 13.0), ("b", 6.5), ("a", 3.0), ("a", 1.5)]


@pytest.mark.parametrize("loop", ["fit_groups", "fit_rows"])
def test_a_changed_specification_alone_is_fitted_again(fit, loop):
    assert fit(loop=loop) == (ALL, ["c", "b", "a"])
    assert fit(loop=loop) == (ALL, [])
    changed = [("a", 1.5), *MEMBERS[1:]]
    found, fitted = fit(changed, loop=loop)
    assert fitted == ["a"]
    # the order and every row are those of a run that keeps nothing
    assert found == [*ALL[:4], ("a", 3.5), ("a", 1.75)]
    assert fit(loop=loop) == (ALL, [])


def test_a_new_group_costs_its_own_fit_and_one_that_is_gone_none(fit):
    fit()
    found, fitted = fit([*MEMBERS[2:], ("bb", 7.0)])
    assert fitted == ["bb"]
    assert found == [*ALL[:2], ("bb", 7.0), ("bb", 3.5), *ALL[2:4]]


def test_a_row_that_was_there_twice_is_another_sample(fit):
    fit()
    assert fit([*MEMBERS, ("a", 2.0)])[1] == ["a"]


def test_what_is_read_beside_counts_for_its_own_groups(fit):
    fit()
    found, fitted = fit(rules="('b', 20.0), ('z', 2.0)")
    assert fitted == ["b"]
    assert found[2] == ("b", 23.0)


def test_other_code_or_parameters_fit_everything_again(fit):
    fit()
    assert fit(n=1) == ([("c", 4.0), ("b", 13.0), ("a", 3.0)], ["c", "b", "a"])


def test_groups_are_read_from_any_result_that_is_kept(fit, tmp_path):
    fit()
    for extra in range(N_KEPT - 1):
        fit([("a", float(extra + 10)), *MEMBERS[2:]])
    assert fit([*MEMBERS, ("d", 1.0)])[1] == ["d"]
    assert len([*tmp_path.rglob("*.arrow")]) == N_KEPT


def test_a_table_that_is_read_and_not_named_is_an_error(fit):
    with pytest.raises(ValueError, match="reads 2 tables and names 1"):
        fit(beside="[]")


def test_no_rows_are_no_fits_and_have_their_columns(fit):
    fit()
    assert fit([]) == ([], [])
