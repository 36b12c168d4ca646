"""The project follows its conventions; a failure gives example, reason and remedy."""

import pytest
from rules import (
    READERS_OF_PUBLISHED_SEEDS,
    RULES,
    SEEDS_WITHOUT_SOURCE,
    TERMS_OF_THE_FIELD,
)


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
    }
