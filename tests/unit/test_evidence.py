"""A number with its interval and n needs one row that has them all."""

import pytest

from scalehouse.evidence import Evidence, statements

ROWS = [
    (5.63, 5.31, 5.92, 453, 0.95, "months"),
    (9.98, 7.34, None, 22, 0.95, "months"),
    (0.37, 0.30, 0.44, 103, 0.9, "share"),
    (0.704, 0.65, 0.76, 60, 0.9, "factor"),
]


def unsupported(text, values=()):
    return [number.written for number in Evidence(ROWS, values).unsupported(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It doubles every 5.6 months [5.3, 5.9] (n = 453).",
        "It doubles in 10 months [7.3, no bound].",
        "37% of them [30, 44], 90% intervals",
        "It falls 30% a year (24 to 35%).",
        "30 to 44% of 103 models",
        "3 of the 4 are large",
    ],
)
def test_what_a_row_gives_is_supported(text):
    assert unsupported(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("every 5.7 months [5.3, 5.9] (n = 453)", "5.7"),
        ("every 5.6 months [5.2, 5.9] (n = 453)", "5.6"),
        ("every 5.6 months [5.3, 6.1] (n = 453)", "5.6"),
        ("every 5.6 months [5.3, 5.9] (n = 103)", "5.6"),
        ("every 5.6 months [5.3, no bound]", "5.6"),
        ("10 months [7.3, 9.9]", "10"),
        ("38% of them", "38%"),
        ("it falls 31% a year", "31%"),
        ("5.6 years", "5.6"),
        ("453 months", "453"),
    ],
)
def test_what_no_row_gives_as_a_whole_is_named(text, number):
    assert number in unsupported(text)


def test_a_single_value_may_be_in_any_unit():
    assert unsupported("above 76 months, 76 models, 76 years", [76]) == []


def test_an_interval_and_n_belong_to_the_number_before_them():
    (found,) = statements("5.6 months [5.3, no bound] (n = 1,453)")
    assert (found.number.value, found.low.value, found.high, found.n) == (5.6, 5.3, None, 1453)
