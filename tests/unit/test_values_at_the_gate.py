"""The gate has the limits of the warehouse, and spells names as it does."""

import ast
import re

import pytest
from macro_files import ROOT, read_macros, read_yaml, value_folders

from scalehouse.quality.names import name_key, plain, share_an_item
from scalehouse.quality.suites import read_expectations

RECORDS = ROOT / "seeds/published/epoch_ai/epoch_ai__ai_model_records.csv"
KINDS = read_expectations("ai_models").kinds
SINCE = "and publication_date >= date '1990-01-01'"


@pytest.fixture(scope="module")
def macros():
    return read_macros(value_folders())


def as_limits(conditions):
    """Say in the words of the suites what a macro says in SQL."""
    limits = {}
    for condition in conditions.get("impossible", []):
        sign, number = re.match(r"([<>]) ([0-9.e]+)", condition).groups()
        name = {"<": "min", ">": "max"}[sign]
        if condition.endswith(SINCE):
            name = "min_since_1990"
        else:
            assert condition == f"{sign} {number}"
        limits[name] = float(number)
    return limits | ({"zero": conditions["zero"]} if "zero" in conditions else {})


def test_both_have_the_same_limits(macros):
    in_sql = ast.literal_eval(macros.ai_model_record_limits().strip())
    assert in_sql
    assert {column: limit for column, limit in KINDS.limits.items() if limit} == {
        column: as_limits(conditions) for column, conditions in in_sql.items()
    }
    numbers = ast.literal_eval(macros.ai_model_record_numbers().strip())
    assert sorted(KINDS.limits) == sorted(KINDS.numbers) == sorted(numbers)


def test_both_have_the_same_vocabularies(macros):
    assert KINDS.vocabulary == ast.literal_eval(macros.ai_model_record_word_lists().strip())


def test_the_gate_refuses_what_ends_a_build():
    models = read_yaml(ROOT / "models/core/_core__models.yml")["models"]
    (runs,) = [model for model in models if model["name"] == "fct_training_runs"]
    between = {}
    for constraint in runs["constraints"]:
        found = re.fullmatch(r"(\w+) between (\S+) and (\S+)", constraint.get("expression", ""))
        if found:
            between[found[1]] = {"min": float(found[2]), "max": float(found[3])}
    between["publication_date"] = between["publication_year"]
    assert {
        column: {"min": -float("inf"), "max": float("inf")} | limit
        for column, limit in KINDS.build_limits.items()
    } == {column: between[column] for column in KINDS.build_limits}


def test_both_spell_names_alike(macros, sql):
    odd = [
        " GPT-5\u200b.3\u00a0 Codex\n",
        "Ünïcode 1.5+",
        "a\u00ad-b",
        "e\u0301 2.0",
        "x\u200cy",
    ]
    quoted = ", ".join(f"('{text}')" for text in odd)
    found = sql(f"""
        select name, {macros.plain_spaces("name")}, {macros.name_key("name")}
        from (
            select distinct model_name as name
            from read_csv('{RECORDS}', all_varchar = true, header = true, quote = '"')
            where model_name is not null
            union all values {quoted}
        )
    """)  # noqa: S608 - texts of our own
    assert len(found) > 3000
    assert [(name, plain(name), name_key(name)) for name, *_ in found] == found


def test_both_compare_lists_alike(macros, sql):
    pairs = [("Google DeepMind,MIT", "mit;OpenAI"), ("Deepgram", "Amazon"), ("A, B", "b")]
    for first, second in pairs:
        (found,) = sql(f"select {macros.share_an_item(repr(first), repr(second))}")
        assert found == (share_an_item(first, second),)
