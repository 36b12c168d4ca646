"""Each value holds from vintage to vintage: worked out by hand on vintages of our own."""

import shutil
from pathlib import Path

import duckdb
import pytest
from own_rows import FIRST, PARTIAL, SECOND, THIRD, write

from scalehouse import warehouse

ROOT = Path(__file__).resolve().parents[2]
PARTS = (
    *("dbt_project.yml", "profiles.yml", "macros", "models", "python_models", "seeds"),
    "tests/data",
)
MACROS = "training_runs_as_of", "values_as_of", "revisions"
COMPUTE = "training_compute_flop"


@pytest.fixture(scope="module")
def own(run_parsed, warehouse_home, tmp_path_factory):
    """A warehouse of these rows, with the table macros of the published one."""
    root, home = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("home")
    for part in PARTS:
        source = ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / part)
    write(root)
    marts = ["+fct_value_history", "+fct_latest_training_runs"]
    without = ["--exclude-resource-type", "test", "unit_test"]
    run_parsed("build", home, "--select", *marts, *without, root=root)
    with warehouse.connect(warehouse_home) as published:
        macros = published.execute(
            "select function_name, parameters, macro_definition from duckdb_functions()"
            " where schema_name = 'main' and function_name in $1",
            [list(MACROS)],
        ).fetchall()
    assert {name for name, *_ in macros} == set(MACROS)
    with duckdb.connect(home / "next" / "scalehouse.duckdb") as connection:
        for name, parameters, definition in macros:
            connection.execute(
                f"create or replace macro {name}({', '.join(parameters)}) as table {definition}"
            )
        yield connection


@pytest.fixture
def ask(own):
    """Ask for rows, with dates as text."""
    return lambda query, *values: [
        tuple(str(value) if hasattr(value, "year") else value for value in row)
        for row in own.execute(query, list(values)).fetchall()
    ]


@pytest.fixture
def periods(ask):
    """Periods of one thing and field, in their order."""
    return lambda thing, field: ask(
        "select valid_from, valid_to, value_number from fct_value_history"
        " where entity_id = $1 and field = $2 order by valid_from",
        thing,
        field,
    )


def test_three_values_have_three_periods_without_gap_or_overlap(periods):
    assert periods("alpha", COMPUTE) == [
        (FIRST, SECOND, 1e21),
        (SECOND, PARTIAL, 2e21),
        (PARTIAL, None, 4e21),
    ]


def test_the_first_view_of_a_day_speaks_and_another_fills_what_it_lacks(periods):
    assert periods("alpha", "parameters") == [(PARTIAL, None, 7e9)]


def test_what_is_gone_and_back_has_two_periods(periods):
    assert periods("gone", COMPUTE) == [(FIRST, SECOND, 3e21), (THIRD, None, 3e21)]


def test_a_rename_keeps_the_thing_and_its_values(periods, ask):
    assert periods("beta", COMPUTE) == [(FIRST, None, 2e21)]
    names = "select valid_from, valid_to, value, entity_name from fct_value_history"
    assert ask(f"{names} where entity_id = 'beta' and field = 'model_name' order by 1") == [
        (FIRST, THIRD, "Beta", "Beta Two"),
        (THIRD, None, "Beta Two", "Beta Two"),
    ]


def test_a_view_that_would_not_list_a_model_ends_nothing(periods, ask):
    assert periods("plain", COMPUTE) == [(FIRST, None, 4e21)]
    assert periods("delta", COMPUTE) == [(THIRD, PARTIAL, 5e21)]
    assert ask(
        "select snapshot_date from latest_training_runs where ai_model_id = 'plain'"
    ) == [(THIRD,)]


def test_a_file_without_a_field_says_nothing_about_it(ask, periods):
    bases = "select entity_id, valid_from, valid_to, value from fct_value_history"
    assert ask(f"{bases} where field = 'base_model' order by 1") == [
        ("alpha", FIRST, THIRD, "Base"),
        ("gone", THIRD, None, "Other"),
    ]
    # the view of large models of that day has parameters, of another model
    assert periods("plain", "parameters") == [(FIRST, SECOND, 2e9)]
    assert periods("beta", "parameters") == [(FIRST, PARTIAL, 1e9)]


def test_whole_tables_end_what_they_no_longer_list(periods):
    assert periods("Own chip", "release_price_usd") == [
        (FIRST, THIRD, 100),
        (THIRD, None, 120),
    ]
    assert periods("Dropped chip", "release_price_usd") == [(FIRST, SECOND, 50)]
    assert periods("own_v1", "capabilities_index") == [
        (FIRST, SECOND, 90),
        (SECOND, None, 91.5),
    ]


def test_observations_are_what_held_on_the_day(ask):
    held = "select entity_id, value_number from values_as_of($1) where field = $2 order by 1"
    assert ask(held, "2020-12-31", COMPUTE) == []
    of_first = [("alpha", 1e21), ("beta", 2e21), ("gone", 3e21), ("plain", 4e21)]
    assert ask(held, FIRST, COMPUTE) == ask(held, "2021-05-31", COMPUTE) == of_first
    assert ask(held, "2030-01-01", COMPUTE) == [
        ("alpha", 4e21),
        ("beta", 2e21),
        ("gone", 3e21),
        ("new", 6e21),
        ("plain", 4e21),
    ]


def test_revisions_are_what_is_new_or_changed(ask):
    between = (
        "select entity_id, revision, old_number, new_number from revisions($1, $2)"
        " where field = $3 order by 1"
    )
    assert ask(between, FIRST, SECOND, COMPUTE) == [
        ("alpha", "changed", 1e21, 2e21),
        ("gone", "withdrawn", 3e21, None),
    ]
    assert ask(between, "2020-01-01", FIRST, "parameters") == [
        ("beta", "new", None, 1e9),
        ("plain", "new", None, 2e9),
    ]
    assert ask(between, SECOND, "2021-12-31", COMPUTE) == []


def test_the_initial_release_is_the_first_value_of_each(ask):
    first = "select entity_id, valid_from, value_number from fct_value_history"
    assert ask(f"{first} where is_first_print and field = '{COMPUTE}' order by 1") == [
        ("alpha", FIRST, 1e21),
        ("beta", FIRST, 2e21),
        ("delta", THIRD, 5e21),
        ("gone", FIRST, 3e21),
        ("new", PARTIAL, 6e21),
        ("plain", FIRST, 4e21),
    ]


def test_training_runs_as_of_a_day_have_one_row_per_model(ask):
    runs = "select ai_model_id, snapshot_date, scope from training_runs_as_of($1) order by 1"
    assert ask(runs, "2020-12-31") == []
    assert [model for model, *_ in ask(runs, SECOND)] == ["alpha", "beta", "plain"]
    latest = [
        ("alpha", PARTIAL, "notable"),
        ("beta", PARTIAL, "large_scale"),
        ("gone", THIRD, "all"),
        ("new", PARTIAL, "notable"),
        ("plain", THIRD, "all"),
    ]
    assert ask(runs, PARTIAL) == ask(runs, "2030-01-01") == latest
    query = "select ai_model_id, snapshot_date, scope from latest_training_runs order by 1"
    assert ask(query) == latest
