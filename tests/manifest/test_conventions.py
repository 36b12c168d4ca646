"""The project follows its conventions; a failure gives example, reason and remedy."""

from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from rules import (
    LONG_FILES,
    READERS_OF_PUBLISHED_SEEDS,
    RULES,
    SEEDS_WITHOUT_SOURCE,
    TERMS_OF_THE_FIELD,
)

from scalehouse import pages

README = Path(__file__).resolve().parents[2] / "README.md"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_project_follows(rule, project):
    problems = rule.problems(project)
    assert not problems, "\n".join(
        [
            f"{len(problems)} against the convention {rule.name}:",
            *(f"  - {problem}" for problem in problems),
            f"example: {rule.example}",
            f"reason: {rule.reason}",
            f"remedy: {rule.remedy}",
        ]
    )


def test_exceptions_are_still_needed(project):
    columns = {name for mart in project.marts for name in mart["columns"]}
    assert columns >= set(TERMS_OF_THE_FIELD)
    assert {table["name"] for table in project.models + project.seeds} >= {
        *SEEDS_WITHOUT_SOURCE,
        *READERS_OF_PUBLISHED_SEEDS,
        *LONG_FILES,
    }


def test_the_readme_draws_the_data_flow_as_it_is(project):
    drawn = pages.data_flow(None, project.nodes)
    assert drawn in README.read_text(encoding="utf-8"), "run `scalehouse pages --write`"


def test_the_drawn_data_flow_has_no_circle(project):
    drawn = pages.data_flow(None, project.nodes).splitlines()
    arrows = [line.split(" --> ") for line in drawn if " --> " in line]
    readers = {}
    for source, target in arrows:
        readers.setdefault(target.strip(), set()).add(source.strip())
    assert list(TopologicalSorter(readers).static_order())[-1] == "readers"
