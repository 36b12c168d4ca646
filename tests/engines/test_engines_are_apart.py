"""Engines are in one place: what is built does not know what builds it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Words of engines: DuckLake, Spark, bulk records.
ENGINES = re.compile(r"\b(is_)?(bulk|lake|ducklake|without_keys)\b|spark", re.IGNORECASE)
PROJECT = ("macros", "models", "python_models", "seeds", "tests/data", "dbt_project.yml")
CODE = {".sql", ".py", ".yml"}
# The switch of a whole folder of tests: dbt takes no macro there.
SWITCH = "      +enabled: \"{{ not var('bulk', {}) }}\""


def lines(root):
    """Give each line of the project outside the engines' own macros, with its file."""
    for name in PROJECT:
        path = root / name
        for file in sorted(path.rglob("*.*")) if path.is_dir() else [path]:
            relative = file.relative_to(root)
            if file.suffix in CODE and not relative.is_relative_to("macros/engines"):
                for line in file.read_text(encoding="utf-8").splitlines():
                    yield relative.as_posix(), line


def words_of_engines(root):
    return [
        (file, line)
        for file, line in lines(root)
        if ENGINES.search(line) and (file, line) != ("dbt_project.yml", SWITCH)
    ]


def test_models_contracts_and_tests_know_nothing_of_engines():
    assert words_of_engines(ROOT) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("models/a.sql", "{% if is_lake() %}"),
        ("models/a.yml", "enabled: \"{{ not var('bulk', {}) }}\""),
        ("macros/a.sql", "{{ adapter.is_ducklake(this) }}"),
        ("dbt_project.yml", "# where Spark builds"),
        ("tests/data/a.sql", "-- of bulk records"),
    ],
)
def test_a_word_of_an_engine_is_found(tmp_path, file, line):
    for name in PROJECT:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch() if "." in name else (tmp_path / name).mkdir(parents=True)
    (tmp_path / file).write_text(f"{line}\n")
    assert words_of_engines(tmp_path) == [(file, line)]
