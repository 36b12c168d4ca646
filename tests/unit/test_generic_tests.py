"""The generic tests can pass and can fail, shown on literal rows."""

import pytest
from macro_files import read_macros


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


def test_an_expression_may_be_unknown_and_not_false(run):
    rows = ["(1, 2)", "(2, 2)", "(null, 2)", "(3, 2)"]
    found = run("expression_is_true", "n_failed, n", rows, expression="n_failed <= n")
    assert found == [(3, 2)]


def test_an_expression_goes_on_from_its_column(run):
    rows = ["(1)", "(0)"]
    assert run("expression_is_true", "n", rows, column_name="n", expression="> 0") == [(0,)]
