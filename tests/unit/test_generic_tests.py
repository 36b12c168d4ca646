"""The generic tests can pass and can fail, shown on literal rows."""

import pytest
from macro_files import read_macros

NAN, INFINITY = "'nan'::double", "'infinity'::double"


@pytest.fixture(scope="module")
def run(sql):
    """Run a generic test on literal rows; give the rows it finds."""
    generic_tests = read_macros(["generic_tests"])

    def failures(name, header, rows, **arguments):
        model = f"(values {', '.join(rows)}) as literal_rows ({header})"
        return sql(getattr(generic_tests, f"test_{name}")(model, **arguments))

    return failures


@pytest.mark.parametrize(
    ("rows", "n_failures"),
    [
        (["('a', 1)", "('a', 2)", "('b', 1)"], 0),
        (["('a', 1)", "('a', 1)"], 1),
        (["('a', 1)", "('a', null)"], 1),
        (["(null, 1)", "('a', 1)"], 1),
        (["(null, 1)", "(null, 1)", "('b', 2)", "('b', 2)"], 2),
    ],
)
def test_a_key_is_unique_and_whole(run, rows, n_failures):
    found = run("unique_combination", "key_one, key_two", rows, columns=["key_one", "key_two"])
    assert len(found) == n_failures


def test_a_key_may_be_an_expression(run):
    rows = ["('a', null)", "('a', 1)", "('a', 0)"]
    columns = ["key_one", "coalesce(key_two, 0)"]
    assert len(run("unique_combination", "key_one, key_two", rows, columns=columns)) == 1


@pytest.mark.parametrize(
    ("value", "is_in_range"),
    [
        ("0", True),
        ("1", True),
        ("0.5", True),
        ("null", True),
        ("-0.001", False),
        ("1.001", False),
        (NAN, False),
        (INFINITY, False),
        (f"-{INFINITY}", False),
    ],
)
def test_a_range_is_closed_and_holds_no_nan(run, value, is_in_range):
    found = run("within_range", "share, other", [f"({value}, 7)"], ranges={"share": [0, 1]})
    assert found == [] if is_in_range else len(found) == 1


def test_every_range_is_checked(run):
    ranges = {"share": [0, 1], "other": [0, 1]}
    found = run("within_range", "share, other", ["(2, 3)"], ranges=ranges)
    assert [name for name, _ in found] == ["share", "other"]


@pytest.mark.parametrize(
    ("row", "is_sound"),
    [
        ("(2.0, 1.0, 3.0)", True),
        ("(1.0, 1.0, 1.0)", True),
        # a bound that does not exist is null
        ("(2.0, 1.0, null)", True),
        ("(2.0, null, 3.0)", True),
        ("(null, 1.0, 3.0)", True),
        ("(2, 1, 3)", True),
        ("(0.9, 1.0, 3.0)", False),
        ("(3.1, 1.0, 3.0)", False),
        ("(3.1, null, 3.0)", False),
        ("(null, 3.0, 1.0)", False),
        (f"({NAN}, 1.0, 3.0)", False),
        (f"({NAN}, 1.0, null)", False),
        (f"({NAN}, {NAN}, {NAN})", False),
        (f"(2.0, {NAN}, 3.0)", False),
        (f"(2.0, 1.0, {NAN})", False),
        (f"(2.0, 1.0, {INFINITY})", False),
        (f"(2.0, -{INFINITY}, 3.0)", False),
    ],
)
def test_an_interval_holds_its_estimate_and_is_finite(run, row, is_sound):
    columns = "slope, slope_ci_low, slope_ci_high"
    found = run("interval_contains_estimate", columns, [row], estimates=["slope"])
    assert found == [] if is_sound else len(found) == 1


def test_every_interval_is_checked(run):
    columns = "a, a_ci_low, a_ci_high, b, b_ci_low, b_ci_high"
    rows = ["(2, 1, 3, 5, 1, 3)", "(2, 1, 3, 2, 1, 3)"]
    found = run("interval_contains_estimate", columns, rows, estimates=["a", "b"])
    assert [name for name, *_ in found] == ["b"]


def test_an_expression_may_be_unknown_and_not_false(run):
    rows = ["(1, 2)", "(2, 2)", "(null, 2)", "(3, 2)"]
    found = run("expression_is_true", "n_failed, n", rows, expression="n_failed <= n")
    assert found == [(3, 2)]


def test_an_expression_goes_on_from_its_column(run):
    rows = ["(1)", "(0)"]
    assert run("expression_is_true", "n", rows, column_name="n", expression="> 0") == [(0,)]
