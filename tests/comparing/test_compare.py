"""`scalehouse compare` finds what differs between two published files, and nothing else."""

import duckdb
import pytest

from scalehouse import renamed
from scalehouse.cli import main

KEYED = "create table costs (model varchar, cost double, primary key (model))"
LOOSE = "create table costs (model varchar, cost double)"
ROWS = "insert into costs values ('a', 1), ('b', 2e20), ('c', 'nan'), ('d', null)"
REVERSED = "insert into costs values ('d', null), ('c', 'nan'), ('b', 2e20), ('a', 1)"


def changed(condition, value):
    return f"update costs set cost = {value} where {condition}"  # noqa: S608


def entry(old, new, what, kind="table", kept_rows="", row_filter=""):
    return renamed.Entry(kind, old, new, kept_rows, row_filter, what, "a reason", "0.4.0")


@pytest.fixture
def compare(tmp_path, capsys):
    """Compare two files made of statements; the code, and the report without its heading."""

    def run(old, new, *options):
        for name, statements in (("old", old), ("new", new)):
            with duckdb.connect(tmp_path / f"{name}.duckdb") as database:
                for statement in statements:
                    database.execute(statement)
        paths = [str(tmp_path / f"{name}.duckdb") for name in ("old", "new")]
        code = main(["compare", *paths, *options])
        _, *lines = capsys.readouterr().out.splitlines()
        return code, [" ".join(line.split()) for line in lines if line]

    return run


@pytest.fixture
def names(monkeypatch):
    """Replace the committed former names."""

    def replace(*entries):
        monkeypatch.setattr(renamed, "load", lambda: entries)

    return replace


@pytest.mark.parametrize("table", [KEYED, LOOSE])
@pytest.mark.parametrize(
    "new",
    [
        [ROWS],
        [REVERSED],
        [ROWS, changed("model = 'b'", "2e20 * (1 + 1e-13)")],
    ],
    ids=["equal", "reordered", "a digit at 1e-13"],
)
def test_files_agree(compare, table, new):
    code, lines = compare([table, ROWS], [table, *new])
    assert (code, lines) == (0, ["costs 4 4 none", "No mart differs."])


CHANGES = {
    "a digit at 1e-11": [ROWS, changed("model = 'b'", "2e20 * (1 + 1e-11)")],
    "null became a number": [ROWS, changed("cost is null", "0")],
    "null became NaN": [ROWS, changed("cost is null", "'nan'")],
    "NaN became null": [ROWS, changed("isnan(cost)", "null")],
    "an infinity": [ROWS, changed("model = 'a'", "'inf'")],
}


@pytest.mark.parametrize("new", CHANGES.values(), ids=CHANGES)
def test_a_changed_number_is_found_by_key_and_without_one(compare, new):
    code, lines = compare([KEYED, ROWS], [KEYED, *new])
    assert (code, lines[0]) == (1, "costs 4 4 cost differs in 1 rows")
    assert lines[-1] == "1 of 1 tables differ."


@pytest.mark.parametrize("new", CHANGES.values(), ids=CHANGES)
def test_a_changed_number_is_found_without_a_key(compare, new):
    code, lines = compare([LOOSE, ROWS], [LOOSE, *new])
    assert (code, lines[0]) == (1, "costs 4 4 1 rows only in old, 1 only in new")


def test_the_tolerance_is_an_option(compare):
    new = [KEYED, ROWS, changed("model = 'b'", "2e20 * (1 + 1e-11)")]
    code, _ = compare([KEYED, ROWS], new, "--rtol", "1e-10")
    assert code == 0


def test_without_a_tolerance_every_digit_counts(compare):
    new = [KEYED, ROWS, changed("model = 'b'", "2e20 * (1 + 1e-15)")]
    code, _ = compare([KEYED, ROWS], new, "--rtol", "0")
    assert code == 1


@pytest.mark.parametrize("table", [KEYED, LOOSE])
def test_a_lost_row_is_found(compare, table):
    code, lines = compare([table, ROWS], [table, ROWS, "delete from costs where model = 'd'"])
    assert (code, lines[0]) == (1, "costs 4 3 1 rows only in old, 0 only in new")


@pytest.mark.parametrize("table", [KEYED, LOOSE])
def test_a_duplicated_row_is_found(compare, table):
    double = "insert into costs from costs where model = 'b'"
    code, lines = compare([table, ROWS], [LOOSE, ROWS, double])
    assert (code, lines[0]) == (1, "costs 4 5 0 rows only in old, 1 only in new")


@pytest.mark.parametrize("table", [KEYED, LOOSE])
def test_a_new_column_is_named_and_no_difference(compare, table):
    new = [table, ROWS, "alter table costs add column n integer"]
    code, lines = compare([table, ROWS], new)
    assert (code, lines[0]) == (0, "costs 4 4 n none")


def test_a_removed_and_a_retyped_column_are_differences(compare):
    code, lines = compare([KEYED, ROWS], [KEYED, ROWS, "alter table costs drop cost"])
    assert (code, lines[0]) == (1, "costs 4 4 columns removed: cost")


def test_a_retyped_column_is_a_difference_though_its_values_are_equal(compare):
    old = ["create table t (k integer primary key, v integer)", "insert into t values (1, 2)"]
    new = [old[0].replace("v integer", "v double"), old[1]]
    code, lines = compare(old, new)
    assert (code, lines[0]) == (1, "t 1 1 columns retyped: v (INTEGER to DOUBLE)")


def test_a_text_is_no_number(compare):
    old = ["create table t (k integer primary key, v double)", "insert into t values (1, 2)"]
    new = [old[0].replace("v double", "v varchar"), "insert into t values (1, 'two')"]
    code, lines = compare(old, new)
    assert code == 1
    assert lines[0].endswith("columns retyped: v (DOUBLE to VARCHAR); v differs in 1 rows")


def test_tables_of_one_side_are_listed(compare):
    code, lines = compare(
        [KEYED, LOOSE.replace("costs", "gone")], [KEYED, "create table added (k int)"]
    )
    assert code == 1
    assert lines[:-1] == ["costs 0 0 none", "gone 0 - missing in new", "added - 0 new table"]


def test_views_other_schemas_and_the_manifest_are_left_out(compare):
    old = [KEYED, "create table build_manifest as select 1 as build_id", "create schema fits"]
    new = [
        *old,
        "create view former as select 1 as one",
        "create table fits.t as select 1 as i",
    ]
    new.append("update build_manifest set build_id = 2")
    assert compare(old, new) == (0, ["costs 0 0 none", "No mart differs."])


def test_rows_are_matched_by_the_key_that_a_build_states(compare):
    stated = (
        """create table build_manifest as select '{"main.costs": ["model"]}' as table_keys"""
    )
    old = [stated, "create table costs as select 'a' as model, 1.0 as cost"]
    new = [stated, "create table costs as select 'a' as model, 2.0 as cost"]
    code, lines = compare(old, new)
    assert (code, lines[0]) == (1, "costs 1 1 cost differs in 1 rows")


LISTS = "create table t as from (values (1, {}, {})) as t (k, numbers, words)"


@pytest.mark.parametrize("key", [[], ["alter table t add primary key (k)"]])
@pytest.mark.parametrize(
    ("numbers", "words", "code"),
    [
        ("[1e0, 2e0]", "['a', 'b']", 0),
        ("[1e0, 2e0 + 1e-14]", "['a', 'b']", 0),
        ("[1e0, 2e0 + 1e-10]", "['a', 'b']", 1),
        ("[2e0, 1e0]", "['a', 'b']", 1),
        ("[1e0, 2e0]", "['b', 'a']", 1),
        ("[1e0]", "['a', 'b']", 1),
        ("null::double[]", "['a', 'b']", 1),
    ],
)
def test_lists_are_compared_item_by_item(compare, key, numbers, words, code):
    old = [LISTS.format("[1e0, 2e0]", "['a', 'b']"), *key]
    found, _ = compare(old, [LISTS.format(numbers, words), *key])
    assert found == code


def test_rows_without_a_key_are_paired_though_their_numbers_sort_otherwise(compare):
    table = "create table t as from (values (1e0, {}), (1e0 + {}, 3e0)) as t (a, b)"
    # the first column differs in its last digit, so the order of the two rows turns
    code, lines = compare([table.format("5e0", "1e-15")], [table.format("5e0", "-1e-15")])
    assert (code, lines[0]) == (0, "t 2 2 none")


def test_a_row_is_no_partner_of_two(compare):
    table = "create table t as from (values ({}), ({}), ({})) as t (a)"
    old, new = table.format("1e0", "1e0", "2e0"), table.format("1e0", "2e0", "2e0")
    code, lines = compare([old], [new])
    assert (code, lines[0]) == (1, "t 3 3 1 rows only in old, 1 only in new")


def test_a_renamed_table_is_compared_with_its_successor(compare, names):
    names(entry("costs", "prices", "renamed"))
    new = [KEYED.replace("costs", "prices"), ROWS.replace("costs", "prices")]
    assert compare([KEYED, ROWS], new) == (
        0,
        ["costs -> prices 4 4 none", "No mart differs."],
    )


def test_a_renamed_table_that_lost_a_row_differs(compare, names):
    names(entry("costs", "prices", "renamed"))
    new = [KEYED.replace("costs", "prices"), "insert into prices values ('a', 1)"]
    code, lines = compare([KEYED, ROWS], new)
    assert (code, lines[0]) == (1, "costs -> prices 4 1 3 rows only in old, 0 only in new")


def test_a_table_that_is_not_renamed_yet_is_compared_with_itself(compare, names):
    names(entry("costs", "prices", "renamed", kept_rows="false"))
    code, lines = compare([KEYED, ROWS], [KEYED, ROWS])
    assert (code, lines[0]) == (0, "costs 4 4 none")


def test_rows_that_were_not_kept_are_left_out(compare, names):
    names(entry("costs", "prices", "renamed", kept_rows="cost is not null"))
    new = [
        KEYED,
        ROWS,
        "delete from costs where cost is null",
        "alter table costs rename to prices",
    ]
    code, lines = compare([KEYED, ROWS], new)
    assert (code, lines[0]) == (0, "costs -> prices 3 3 none")


@pytest.mark.parametrize(
    ("lost", "code", "line"),
    [
        ("delete from costs where cost is null", 0, "costs 3 3 none"),
        (
            "delete from costs where model = 'a'",
            1,
            "costs 3 3 1 rows only in old, 1 only in new",
        ),
    ],
)
def test_rows_that_a_kept_table_did_not_keep_are_left_out(compare, names, lost, code, line):
    names(entry("costs", "costs", "kept", kept_rows="cost is not null"))
    found, lines = compare([KEYED, ROWS], [KEYED, ROWS, lost])
    assert (found, lines[0]) == (code, line)


MERGED = """
    create table all_costs (
        entity varchar, model varchar, cost double, primary key (entity, model)
    )
"""


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ("select 1", 0, "costs -> all_costs 4 4 entity none"),
        (
            "update all_costs set cost = 7 where model = 'a' and entity = 'model'",
            1,
            "costs -> all_costs 4 4 entity cost differs in 1 rows",
        ),
        (
            "update all_costs set entity = 'chip' where model = 'b'",
            1,
            "costs -> all_costs 4 3 entity 1 rows only in old, 0 only in new",
        ),
        (
            "update all_costs set cost = 7 where entity = 'chip'",
            0,
            "costs -> all_costs 4 4 entity none",
        ),
    ],
)
def test_a_merged_table_is_compared_with_its_rows_of_the_successor(
    compare, names, change, code, said
):
    names(entry("costs", "all_costs", "merged", row_filter="entity = 'model'"))
    new = [
        *(KEYED, ROWS, MERGED, "insert into all_costs select 'model', * from costs"),
        *("insert into all_costs values ('chip', 'a', 9)", change, "drop table costs"),
    ]
    found, lines = compare([KEYED, ROWS], new)
    assert (found, lines[0]) == (code, said)


@pytest.mark.parametrize(
    ("old", "change", "code", "said"),
    [
        ("select 1", "select 1", 0, "costs 4 4 none"),
        (
            "select 1",
            changed("model = 'b'", 7),
            1,
            "costs 4 4 cost differs in 1 rows",
        ),
        # both files have the row that was gained
        ("insert into costs values ('chip', 9)", "select 1", 0, "costs 5 5 none"),
        (
            "insert into costs values ('chip', 9)",
            changed("model = 'chip'", 7),
            1,
            "costs 5 5 cost differs in 1 rows",
        ),
    ],
)
def test_a_table_that_gained_rows_is_compared_by_those_it_had(
    compare, names, old, change, code, said
):
    names(entry("costs", "costs", "kept", row_filter="model != 'chip'"))
    new = [KEYED, ROWS, "insert into costs values ('chip', 9)", change]
    found, lines = compare([KEYED, ROWS, old], new)
    assert (found, lines[0]) == (code, said)


def test_a_removed_table_is_no_difference_and_its_reason_is_shown(compare, names):
    names(entry("costs", "", "removed"))
    code, lines = compare([KEYED, ROWS], ["create table other (k integer)"])
    assert (code, lines[0]) == (0, "costs 4 - removed: a reason")


def test_renamed_and_removed_columns_are_followed(compare, names):
    names(
        entry("costs.model", "ai_model", "renamed", kind="column"),
        entry("costs.note", "", "removed", kind="column"),
    )
    old = [KEYED, ROWS, "alter table costs add column note varchar"]
    new = [KEYED, ROWS, "alter table costs rename model to ai_model"]
    code, lines = compare(old, new)
    assert (code, lines[0]) == (0, "costs 4 4 none")


def test_builds_are_named_by_their_id(tmp_path, monkeypatch, capsys):
    ids = [f"2026010{day}T000000Z-00000000" for day in (1, 2)]
    for number, build in enumerate(ids):
        folder = tmp_path / "builds" / build
        folder.mkdir(parents=True)
        with duckdb.connect(folder / "scalehouse.duckdb") as database:
            database.execute(f"create table t as select {number} as n")
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(tmp_path))
    assert main(["compare", *ids]) == 1
    assert "1 of 1 tables differ" in capsys.readouterr().out


def test_what_is_no_file_is_an_error_that_names_the_builds_there_are(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(tmp_path))
    assert main(["compare", "nothing", "nowhere"]) == 2
    said = capsys.readouterr().err
    assert "error: No file nothing and no build of this id; builds kept in" in said


def test_what_is_no_database_is_an_error(tmp_path, capsys):
    (tmp_path / "a.duckdb").write_bytes(b"no database")
    duckdb.connect(tmp_path / "b.duckdb").close()
    assert main(["compare", str(tmp_path / "a.duckdb"), str(tmp_path / "b.duckdb")]) == 2
    assert "Could not open" in capsys.readouterr().err


def test_a_file_is_not_compared_with_itself(tmp_path, capsys):
    path = tmp_path / "a.duckdb"
    duckdb.connect(path).close()
    assert main(["compare", str(path), str(path)]) == 2
    assert "name two files" in capsys.readouterr().err
