"""Former names lead to the new ones: every entry is sound, and every reader is told."""

import json
import tomllib
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from packaging.version import Version

from scalehouse import pages, publish, renamed, sandbox, warehouse

ROOT = Path(__file__).resolve().parents[2]
MARTS_OF_0_1_0 = 78
FIRST = "20260101T000000Z-00000000"


@pytest.fixture(scope="module")
def models(parsed):
    """Names of the models, seeds and pages of the project, by kind."""
    nodes = json.loads((parsed / "target" / "manifest.json").read_text())["nodes"].values()
    return {node["name"] for node in nodes if node["resource_type"] == "model"}


def test_an_entry_has_a_new_name_unless_it_was_removed_and_a_reason_unless_it_was_kept():
    for entry in renamed.load():
        assert entry.kind in renamed.KINDS
        assert (entry.new_name == "") == (entry.what == renamed.REMOVED), entry
        is_as_it_was = entry.what == renamed.KEPT and not (entry.row_filter or entry.kept_rows)
        assert (entry.reason == "") == is_as_it_was, entry
        assert (entry.new_name == entry.old_name) == (entry.what == renamed.KEPT), entry
        assert not entry.row_filter or entry.what in (renamed.MERGED, renamed.KEPT), entry
        assert entry.kind != "column" or entry.old_name.count(".") == 1, entry
        assert not entry.reason.endswith("."), entry


def test_a_former_name_is_listed_once_and_leads_to_a_name_in_use():
    counts = Counter((entry.kind, entry.old_name) for entry in renamed.load())
    assert set(counts.values()) == {1}
    for entry in renamed.load():
        assert entry.new_name not in renamed.of_kind(entry.kind), entry


def test_every_mart_of_the_version_before_is_accounted_for(models):
    tables = [entry for entry in renamed.load() if entry.kind == "table"]
    assert len(tables) == MARTS_OF_0_1_0
    lost = [
        entry.old_name
        for entry in tables
        if not {entry.old_name, entry.new_name} & models and entry.what != renamed.REMOVED
    ]
    assert lost == [], "say in renamed.csv what became of them"


def test_former_names_end_with_the_version_that_they_were_kept_until():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    overdue = [
        entry
        for entry in renamed.load()
        if entry.what != renamed.KEPT
        and Version(entry.until_version) <= Version(project["version"])
    ]
    assert overdue == []


@pytest.mark.parametrize("name", ["former marts", "other names"])
def test_the_committed_tables_are_those_of_the_file(name):
    page = (ROOT / "docs" / "changes_0_2.md").read_text(encoding="utf-8")
    write = {"former marts": pages.former_marts, "other names": pages.other_names}[name]
    assert pages.replace_section(page, name, write(None, {})) == page


ENTRIES = (
    renamed.Entry("table", "costs", "prices", "", "", "renamed", "plainer", "0.4.0"),
    renamed.Entry("table", "chips", "prices", "", "kind = 'chip'", "merged", "one", "0.4.0"),
    renamed.Entry("table", "unread", "", "", "", "removed", "nobody's table", "0.4.0"),
    renamed.Entry("table", "later", "not_there_yet", "", "", "renamed", "plainer", "0.4.0"),
    renamed.Entry("table", "prices", "prices", "", "", "kept", "", ""),
    renamed.Entry("column", "prices.cost", "price", "", "", "renamed", "plainer", "0.4.0"),
    renamed.Entry("specification", "compute__all", "compute", "", "", "renamed", "", "0.4.0"),
)
EXPLAINED = {
    "costs": "The table costs was renamed: use prices.",
    "chips": "The table chips was merged into prices, where kind = 'chip': use that.",
    "unread": "The table unread was removed: nobody's table.",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A published file in which three names are former ones."""
    home = tmp_path_factory.mktemp("warehouse")
    (home / "next").mkdir()
    with duckdb.connect(home / "next" / "scalehouse.duckdb") as database:
        database.execute("create table later as select 1 as i")
        database.execute("create table build_manifest as select ? as build_id", [FIRST])
        database.execute(
            "create table prices as select 'chip' as kind, 1.5e0 as price, [1] as l,"
            " map {'a': 1} as m, true as is_known"
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renamed, "load", lambda: ENTRIES)
        publish.publish(home, FIRST, n_tables=3, n_kept=5)
    return home


@pytest.fixture
def entries(monkeypatch):
    monkeypatch.setattr(renamed, "load", lambda: ENTRIES)


@pytest.mark.parametrize("name", EXPLAINED)
@pytest.mark.parametrize(
    "query",
    [
        "from {}",
        "select count(*) from {}",
        "select 1 from {} limit 1",
        "summarize {}",
        "select prices.kind from prices left join {} as old on true",
        "with old as (from {}) select count(*) from old",
    ],
)
def test_a_query_on_a_former_table_names_the_new_one(home, name, query):
    with warehouse.connect(home) as published, pytest.raises(duckdb.Error) as failure:
        published.execute(query.format(name)).fetchall()
    assert EXPLAINED[name] in str(failure.value)


@pytest.mark.parametrize(
    "query",
    [
        "select price from costs where kind = 'chip'",
        "select kind from costs where is_known",
        "select m['a'], l[1] from costs",
        "select max(price) from costs group by kind",
    ],
)
def test_a_former_table_has_the_columns_of_its_successor(home, query):
    with (
        warehouse.connect(home) as published,
        pytest.raises(duckdb.Error, match="costs was renamed: use prices"),
    ):
        published.execute(query).fetchall()


def test_former_tables_read_whatever_a_client_calls_the_file(home):
    with duckdb.connect() as client:
        client.execute(f"attach '{warehouse.published_path(home)}' as other (read_only)")
        with pytest.raises(duckdb.Error, match="costs was renamed"):
            client.execute("from other.costs")


def test_a_former_name_is_no_table_and_takes_no_place_of_one(home):
    with warehouse.connect(home) as published:
        tables = published.sql("select table_name from duckdb_tables() order by 1").fetchall()
        views = published.sql(
            "select view_name, comment from duckdb_views() where not internal"
        ).fetchall()
        assert published.sql("from later").fetchall() == [(1,)]
    assert tables == [("build_manifest",), ("later",), ("prices",)]
    assert dict(views) == EXPLAINED


def test_a_file_of_another_project_gets_no_former_names(entries, tmp_path):  # noqa: ARG001
    with duckdb.connect(tmp_path / "a.duckdb") as database:
        database.execute("create table whole as select 1 as i")
        assert renamed.create_views(database) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("from costs", EXPLAINED["costs"]),
        ("select no_such_column from COSTS", EXPLAINED["costs"]),
        ("select cost from prices", "The column prices.cost was renamed: use price."),
        ("from later, not_there_yet", "The table later was renamed: use not_there_yet."),
        ("from prices where kind = 'compute__all'", "compute__all was renamed: use compute."),
    ],
)
def test_the_sql_page_explains_former_names(entries, home, statement, said):  # noqa: ARG001
    with pytest.raises(sandbox.QueryError) as refusal:
        sandbox.ask(statement, warehouse.published_path(home))
    assert str(refusal.value).count(said) == 1


def test_the_sql_page_answers_what_only_looks_like_a_former_name(entries, home):  # noqa: ARG001
    for statement in ("select price as cost from prices", "select 'compute__all' from later"):
        answer = sandbox.ask(statement, warehouse.published_path(home))
        assert len(answer.frame) == 1


@pytest.mark.usefixtures("published")
def test_the_published_warehouse_explains_its_former_tables():
    with warehouse.connect() as published:
        tables = {
            name
            for (name,) in published.sql(
                "select table_name from duckdb_tables() where schema_name = 'main'"
            ).fetchall()
        }
        former = [
            entry
            for name, entry in renamed.of_kind("table").items()
            if name not in tables and (entry.new_name in tables or not entry.new_name)
        ]
        for entry in former:
            with pytest.raises(duckdb.Error) as failure:
                published.execute(f"select count(*) from {entry.old_name}")  # noqa: S608
            assert renamed.explain(entry) in str(failure.value)
