"""Every kind of edit is built again, or asks for a full build: none is passed over."""

import shutil

import pytest

from scalehouse import refresh, warehouse


def replace(path, old, new):
    """Edit a file by putting one text in the place of another."""

    def edit(root):
        text = (root / path).read_text()
        assert old in text
        (root / path).write_text(text.replace(old, new, 1))

    return edit


def write(path, text):
    return lambda root: (root / path).write_text(text)


def add(path, text):
    return lambda root: (root / path).write_text((root / path).read_text() + text)


def remove(path):
    return lambda root: (root / path).unlink()


def both(*edits):
    return lambda root: [edit(root) for edit in edits]


YML = "models/_halves.yml"
TWICE = """  - name: twice
    config:
      contract: {enforced: true}
    columns:
      - name: item_id
        data_type: integer
      - name: doubled_kg
        data_type: double
"""
HALF, DOUBLE = TWICE.partition("columns:\n")[2].split("      - ")[1:]
REORDERED = TWICE.replace(f"{HALF}      - {DOUBLE}", f"{DOUBLE}      - {HALF}")


def without_whole(root):
    remove("models/whole.sql")(root)
    text = (root / YML).read_text()
    tests = text[text.index("unit_tests:") : text.index("seeds:")]
    replace(YML, tests, "")(root)


def without_seed(root):
    """Another seed takes the place of one that is gone."""
    (root / "seeds/items.csv").rename(root / "seeds/things.csv")
    for name in ("left_half", "right_half"):
        replace(f"models/{name}.sql", "ref('items')", "ref('things')")(root)
    replace("checks/items_are_few.sql", "ref('items')", "ref('things')")(root)
    replace(YML, "name: items", "name: things")(root)


PARTS = {
    "a row of a seed": (add("seeds/items.csv", "3,30.5\n"), ["items+"]),
    "a row of a seed is gone": (replace("seeds/items.csv", "2,20.25\n", ""), ["items+"]),
    "types of a seed": (
        replace(YML, "weight_kg: double", "weight_kg: float"),
        ["items+"],
    ),
    "text of a model": (add("models/right_half.sql", " where item_id < 9"), ["right_half+"]),
    "a model that is no table": (
        add("models/half_of.sql", ", 1 as whole"),
        ["half_of+"],
    ),
    "a table becomes a view": (
        replace("models/right_half.sql", "select", "{{ config(materialized='view') }} select"),
        ["right_half+"],
    ),
    "a new model": (write("models/newest.sql", "select 1 as i"), ["newest+"]),
    "a macro of a model": (
        replace("macros/heaviest.sql", "2 *", "2.0 *"),
        ["twice+"],
    ),
    "order of a contract's columns": (replace(YML, TWICE, REORDERED), ["twice+"]),
    "type of a contract's column": (
        both(
            replace(YML, DOUBLE, DOUBLE.replace("double\n", "float\n")),
            replace("models/twice.sql", " as doubled_kg", "::float as doubled_kg"),
        ),
        ["twice+"],
    ),
    "a constraint": (replace(YML, "weight_kg > 0", "weight_kg > 1"), ["left_half+"]),
    "a hook of a model": (
        replace("models/left_half.sql", "An item.", "One item."),
        ["left_half+"],
    ),
    "a description": (replace(YML, "The left half's items.", "The items."), ["left_half"]),
    "a generic test": (
        replace(YML, "data_tests: [not_null]", "data_tests: [not_null, unique]"),
        ["unique_left_half_item_id+"],
    ),
    "a test's text": (add("checks/items_are_few.sql", " + 0"), ["items_are_few+"]),
    "a unit test": (
        replace(YML, "rows: [{item_id: 1}, {item_id: 2}]", "rows: [{item_id: 2}]"),
        ["whole_keeps_items_of_both_halves+"],
    ),
    "a test that is gone": (remove("checks/items_are_few.sql"), []),
    "an empty line": (add("models/whole.sql", "\n"), []),
}
WHOLES = {
    "a model that is gone": without_whole,
    "a model with a contract that is gone": both(
        remove("models/twice.sql"), replace(YML, TWICE, "")
    ),
    "a model that is disabled": replace(
        "models/twice.sql", "select", "{{ config(enabled=false) }} select"
    ),
    "a seed that is gone": without_seed,
    "a table macro that a hook makes": replace("macros/heaviest.sql", ">=", ">"),
    "the hook itself": replace("dbt_project.yml", "create_heaviest(", "create_heaviest( "),
    "what makes a table": replace("macros/materializations/table.sql", "as from", "as  from"),
    "what makes a seed": replace("macros/materializations/seed_rows.sql", "skip = 0", "skip=0"),
    "a macro that dbt looks up by its name": write(
        "macros/names.sql",
        "{% macro generate_alias_name(custom_alias_name=none, node=none) %}"
        "{{ node.name }}{% endmacro %}",
    ),
    "a macro that nobody calls": write(
        "macros/unused.sql", "{% macro unused() %}1{% endmacro %}"
    ),
}


@pytest.mark.parametrize("kind", PARTS)
def test_what_changed_is_selected_with_what_comes_of_it(project, kind):
    edit, selected = PARTS[kind]
    edit(project.root)
    assert project.selection() == selected


@pytest.mark.parametrize("kind", WHOLES)
def test_what_cannot_be_attributed_asks_for_a_full_build(project, kind):
    WHOLES[kind](project.root)
    assert project.selection() is None


def everything(project):
    """Say what a published file holds, but for what names its build."""
    with warehouse.connect(project.home) as published:
        tables = [
            f"{schema}.{table}"
            for schema, table in published.sql(
                "select table_schema, table_name from information_schema.tables"
                " where table_name <> 'build_manifest'"
            ).fetchall()
        ]
        rows = {
            table: published.sql(
                f"select columns(lambda c: c <> 'invocation') from {table} order by all"  # noqa: S608
            ).fetchall()
            for table in tables
        }
        return rows, [published.sql(query).fetchall() for query in DEFINED]


DEFINED = (
    """
    select table_name, column_name, column_index, data_type, is_nullable, comment
    from duckdb_columns() where not internal order by 1, 3
    """,
    "select table_name, constraint_text from duckdb_constraints() order by all",
    "select table_name, comment from duckdb_tables() order by all",
    # a view names the run that made it
    """
    select view_name, regexp_replace(sql, '[0-9a-f-]{36}', '') from duckdb_views()
    where not internal order by all
    """,
    "select index_name, sql from duckdb_indexes() order by all",
    """
    select function_name, parameters, macro_definition from duckdb_functions()
    where not internal order by all
    """,
)


@pytest.mark.parametrize(
    ("kinds", "is_full"),
    [
        (["a row of a seed", "order of a contract's columns", "a hook of a model"], False),
        (["a table becomes a view", "type of a contract's column", "a new model"], False),
        (["a model with a contract that is gone", "a table macro that a hook makes"], True),
        (["a seed that is gone", "a model that is disabled"], True),
    ],
)
def test_a_refresh_leaves_what_a_full_build_does(project, tmp_path, kinds, is_full):
    before = everything(project)
    for kind in kinds:
        edit = WHOLES[kind] if kind in WHOLES else PARTS[kind][0]
        edit(project.root)
    full = type(project)(tmp_path / "full", project.run_dbt)
    shutil.copytree(
        project.root, full.root, ignore=shutil.ignore_patterns("warehouse", "target")
    )
    full.build()
    assert refresh.refresh(project.home, project.root) == 0
    (rows, defined), (full_rows, full_defined) = everything(project), everything(full)
    assert rows == full_rows
    for found, expected in zip(defined, full_defined, strict=True):
        assert found == expected
    assert (rows, defined) != before
    with warehouse.connect(project.home) as published:
        (arguments,) = published.sql("select dbt_args from build_manifest").fetchone()
    assert (refresh.EVERYTHING in arguments) is is_full
    # the state is that of what is published now
    assert project.selection() == []
    assert refresh.refresh(project.home, project.root) == 0
