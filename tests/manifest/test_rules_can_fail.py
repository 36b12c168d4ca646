"""Each convention finds its breach, shown on tiny literal projects."""

import pytest
from fragments import FRAGMENTS
from rules import RULES


@pytest.mark.parametrize("name", RULES)
def test_a_project_that_follows_the_rule_passes(name):
    good, _ = FRAGMENTS[name]
    assert RULES[name].problems(good) == []


@pytest.mark.parametrize(
    ("name", "bad"),
    [(name, bad) for name, (_, breaches) in FRAGMENTS.items() for bad in breaches],
)
def test_a_breach_is_found(name, bad):
    assert RULES[name].problems(bad), f"{name} finds nothing"


def test_every_rule_is_shown_to_fail():
    assert set(FRAGMENTS) == set(RULES)
    assert all(breaches for _, breaches in FRAGMENTS.values())
