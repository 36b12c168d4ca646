"""Marts check as they are written that an interval contains its estimate."""

import re

import duckdb
import pytest
from macro_files import ROOT, read_yaml

NAN, INFINITY = "'nan'::double", "'inf'::double"
CHECK = re.compile(r"(\w+) between \1_ci_low and \1_ci_high and \1_ci_low <= \1_ci_high")


@pytest.fixture(scope="module")
def checks():
    """Every check of an interval, with its mart."""
    return [
        (model["name"], rule["expression"])
        for file in sorted((ROOT / "models").rglob("_*__models.yml"))
        for model in read_yaml(file)["models"]
        for rule in model.get("constraints", [])
        if "_ci_low and " in rule.get("expression", "")
    ]


def test_the_checks_of_intervals_are_all_one_expression(checks):
    assert ("fct_growth_trends", "doubling_months") in {
        (model, found[1]) for model, check in checks if (found := CHECK.fullmatch(check))
    }
    assert [check for _, check in checks if not CHECK.fullmatch(check)] == []


@pytest.mark.parametrize(
    ("row", "is_sound"),
    [
        ("(2.0, 1.0, 3.0)", True),
        ("(1.0, 1.0, 1.0)", True),
        # a bound that does not exist is null
        ("(2.0, 1.0, null)", True),
        ("(2.0, null, 3.0)", True),
        ("(null, 1.0, 3.0)", True),
        ("(null, null, null)", True),
        ("(0.9, 1.0, 3.0)", False),
        ("(3.1, 1.0, 3.0)", False),
        ("(3.1, null, 3.0)", False),
        ("(null, 3.0, 1.0)", False),
        # other values that are not finite: every_number_of_a_mart_is_finite
        (f"({NAN}, 1.0, 3.0)", False),
        (f"(2.0, {NAN}, 3.0)", False),
        (f"({INFINITY}, 1.0, 3.0)", False),
    ],
)
def test_an_interval_contains_its_estimate(checks, row, is_sound):
    check = dict(reversed(checks))["fct_growth_trends"]
    estimate = CHECK.fullmatch(check)[1]
    columns = f"{estimate} double, {estimate}_ci_low double, {estimate}_ci_high double"
    with duckdb.connect() as connection:
        connection.execute(f"create table trends ({columns}, check ({check}))")
        added = f"insert into trends values {row}"  # noqa: S608 - literal rows
        if is_sound:
            connection.execute(added)
        else:
            with pytest.raises(duckdb.ConstraintException, match=estimate):
                connection.execute(added)
