"""Two tables agree when every key is there and every number near enough."""

import duckdb
import pytest

from scalehouse.engines.parity import compare

TABLE = "(select * from (values {}) as t (k, v))"


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        yield connection


def compared(connection, left, right):
    return compare(connection, "t", (TABLE.format(left), TABLE.format(right)), ["k"])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("(1, 'a')", "(1, 'a')"),
        ("(1, 1e20)", "(1, 1e20 * (1 + 9e-10))"),
        ("(1, null::double)", "(1, null::double)"),
        ("(1, 'nan'::double)", "(1, 'nan'::double)"),
        ("(1, [1e0, null])", "(1, [1e0 + 1e-12, null])"),
        ("(1, map {'a': 1e0})", "(1, map {'a': 1e0 + 1e-12})"),
        ("(null, 1)", "(null, 1)"),
    ],
)
def test_tables_agree(connection, left, right):
    assert compared(connection, left, right).agrees


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ("(1, 'a')", "(1, 'b')", "v differs in 1 rows"),
        ("(1, 1e20)", "(1, 1e20 * (1 + 2e-9))", "v differs in 1 rows"),
        ("(1, 1e-20)", "(1, 2e-20)", "v differs in 1 rows"),
        ("(1, 1e0)", "(1, null::double)", "v differs in 1 rows"),
        ("(1, 1e0)", "(1, 'inf'::double)", "v differs in 1 rows"),
        ("(1, [1e0])", "(1, [1e0, 2e0])", "v differs in 1 rows"),
        ("(1, [1e0, 2e0])", "(1, [2e0, 1e0])", "v differs in 1 rows"),
        ("(1, map {'a': 1e0})", "(1, map {'b': 1e0})", "v differs in 1 rows"),
        ("(1, 1), (2, 1)", "(1, 1), (3, 1)", "1 keys only left, 1 only right"),
    ],
)
def test_tables_differ(connection, left, right, said):
    assert said in str(compared(connection, left, right))


@pytest.mark.parametrize(
    ("column", "apart", "agrees"),
    [
        ("training_compute_z", 9e-14, True),
        ("training_compute_z", 2e-13, False),
        ("residual_oom", 9e-16, True),
        ("residual_oom", 9e-14, False),
        ("zone_share", 9e-16, False),
    ],
)
def test_a_difference_of_nearly_equal_numbers_has_no_digits_near_zero(
    connection, column, apart, agrees
):
    near_zero = 1e-8
    sides = [
        f"(select 1 as k, {value!r}::double as {column})"
        for value in (near_zero, near_zero + apart)
    ]
    assert compare(connection, "t", sides, ["k"]).agrees is agrees


def test_a_column_of_one_side_is_named(connection):
    right = "(select 1 as k, 2 as w)"
    found = compare(connection, "t", (TABLE.format("(1, 2)"), right), ["k"])
    assert str(found).startswith("t: columns on one side only: v, w")
