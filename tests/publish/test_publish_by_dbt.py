"""What a run of dbt publishes, and what it does not."""

import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from scalehouse import warehouse

TWO_BUILDS = """
from dbt.cli.main import dbtRunner
for _ in range(2):
    assert dbtRunner().invoke(["build"]).success
"""


def rows(path, query):
    with duckdb.connect(path, read_only=True) as database:
        return database.execute(query).fetchall()


def test_a_full_build_is_published_under_a_fresh_path(first_build):
    project, output = first_build
    target = project.link.readlink()
    build_id = target.parent.name
    assert target == Path("builds", build_id, "scalehouse.duckdb")
    assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{8}", build_id)
    assert f"Published build {build_id}: 5 tables" in output
    assert warehouse.build_id(project.home) == build_id
    assert sorted(path.name for path in project.home.iterdir()) == [
        "builds",
        "next",
        "scalehouse.duckdb",
    ]


def test_the_manifest_says_what_built_the_file(first_build):
    project, _ = first_build
    with duckdb.connect(project.link.resolve(), read_only=True) as database:
        result = database.execute("select * from main.build_manifest")
        columns = [column[0] for column in result.description]
        (values,) = result.fetchall()
    manifest = dict(zip(columns, values, strict=True))
    started_at = manifest["started_at"]
    assert manifest["build_id"].startswith(started_at.strftime("%Y%m%dT%H%M%SZ-"))
    assert 0 < (manifest["published_at"] - started_at).total_seconds() < 120
    assert manifest["dbt_version"].startswith("1.11.")
    assert manifest["duckdb_version"] == f"v{duckdb.__version__}"
    assert (manifest["n_nodes"], manifest["n_tests"], manifest["n_warnings"]) == (5, 4, 1)
    assert manifest["git_commit"] is None
    assert manifest["is_modified"] is None
    assert json.loads(manifest["table_keys"]) == {"main.left_half": ["item_id"]}
    assert json.loads(manifest["dbt_args"]) == {
        "full_refresh": False,
        "target": "file",
        "vars": {},
    }


CONSTRAINTS = """
    select constraint_text from duckdb_constraints()
    where table_name = 'left_half' and constraint_type in ('PRIMARY KEY', 'CHECK')
    order by constraint_text
"""
COMMENTS = """
    select comment from duckdb_tables() where table_name = 'left_half'
    union all
    select comment from duckdb_columns()
    where table_name = 'left_half' and column_name = 'item_id'
"""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (CONSTRAINTS, [("CHECK((weight_kg > 0))",)]),
        (COMMENTS, [("The left half's items.",), ("An item.",)]),
        ("select count(*) from duckdb_columns() where comment like '%UTC.'", [(2,)]),
        ("select index_name from duckdb_indexes()", [("left_half_weight",)]),
        ("select item_id, weight_kg from whole order by 1", [(1, 10.5), (2, 20.25)]),
        ("select item_id from heavier_than(15)", [(2,)]),
    ],
    ids=["constraints", "comments", "manifest_comments", "indexes", "views", "macros"],
)
def test_what_next_defines_is_published(first_build, query, expected):
    assert rows(first_build[0].link.resolve(), query) == expected


def test_a_failing_test_publishes_nothing_even_when_retried(project, monkeypatch):
    monkeypatch.setenv("HALVES_LIMIT_KG", "15")
    before = project.link.readlink()
    done = project.dbt("build")
    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    assert "Not published: 1 of 9 steps failed, 3 skipped;" in said
    assert f"readers keep build {before.parent.name}." in said
    monkeypatch.delenv("HALVES_LIMIT_KG")
    done = project.dbt("retry")
    assert done.returncode == 0
    assert "Not published: 5 steps did not run, such as " in done.stdout
    assert project.link.readlink() == before
    assert len(list((project.home / "builds").iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["build", "--select", "whole", "--empty"], "not dbt build --select, --empty"),
        (["run"], "not dbt run"),
    ],
)
def test_less_than_a_full_build_publishes_nothing(project, arguments, reason):
    before = project.link.readlink()
    done = project.dbt(*arguments)
    assert f"Not published: only a full dbt build publishes, {reason};" in done.stdout
    assert project.link.readlink() == before


def test_what_nothing_makes_any_more_is_not_published(project):
    with duckdb.connect(project.home / "next" / "scalehouse.duckdb") as database:
        database.execute("create table renamed_away as select 1 as i")
        database.execute("create view of_renamed as from renamed_away")
    output = project.build("--store-failures")
    assert "Dropping main.renamed_away: nothing makes it." in output
    published = {
        name for (name,) in rows(project.link.resolve(), "select name from (show all tables)")
    }
    assert published == {"build_manifest", "items", "left_half", "right_half", "twice", "whole"}


def test_builds_of_one_process_are_published_one_after_the_other(project, monkeypatch):
    monkeypatch.delenv("SCALEHOUSE_WAREHOUSE", raising=False)
    command = [sys.executable, "-c", TWO_BUILDS]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=True)
    published = re.findall(r"Published build (\S+):", done.stdout)
    assert len(published) == 2
    assert sorted(path.name for path in (project.home / "builds").iterdir()) == published
    assert warehouse.build_id(project.home) == published[-1]
