"""What a table's own statement checks: its key and its rules, shown on literal rows."""

from types import SimpleNamespace

import duckdb
import pytest
from macro_files import read_macros

ADAPTER = SimpleNamespace(escape_sql_string=lambda text: text.replace("'", "''"))
MACROS = read_macros(["check_rows.sql", "generic_tests"], adapter=ADAPTER, execute=False)
RULES = ["share between 0 and 1", "unit = 'kg' or unit is null"]


class Relation(str):
    __slots__ = ()
    identifier = "weighings"


def check(rows, **meta):
    """Run what ends the statement of a table with these rows."""
    table = Relation(f"(from (values {rows}) as weighed (item, share, unit))")
    node = SimpleNamespace(config=SimpleNamespace(meta=meta), columns={})
    for statement in filter(None, MACROS.check_rows(table, node).split(";")):
        duckdb.sql(statement).fetchall()


@pytest.mark.parametrize("share", ["0", "0.5", "1", "null"])
def test_rows_that_keep_key_and_rules_pass(share):
    check(f"('a', {share}, 'kg'), ('b', 1, null)", key=["item"], rules=RULES)


def test_a_table_may_have_neither():
    check("('a', 2, 'g'), ('a', 2, 'g')")


@pytest.mark.parametrize("share", ["-0.001", "1.001", "'nan'::double", "'infinity'::double"])
def test_the_first_row_that_breaks_a_rule_is_named_with_it(share):
    message = "weighings: share between 0 and 1 does not hold in .*'item': b"
    with pytest.raises(duckdb.Error, match=message):
        check(f"('a', 1, 'kg'), ('b', {share}, 'kg')", key=["item"], rules=RULES)


def test_every_rule_is_checked():
    message = "unit = 'kg' or unit is null does not hold in .*'unit': g"
    with pytest.raises(duckdb.Error, match=message):
        check("('a', 1, 'g')", rules=RULES)


def test_a_broken_key_is_named():
    with pytest.raises(duckdb.Error, match=r"weighings: not one row with the key .*'item': a"):
        check("('a', 1, 'kg'), ('a', 0, 'kg')", key=["item"], rules=RULES)
