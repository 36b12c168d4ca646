"""Every worked example in the macro docs holds: `parse_number('$1,200')` is `1200`."""

import ast
import re

import duckdb
import pytest
from macro_files import ROOT, documented_macros, read_macros, value_folders

EXAMPLE = re.compile(
    r"`(?P<name>\w+)\((?P<arguments>[^`]*)\)` is (?P<about>about )?`(?P<value>[^`]+)`"
)
RECORDS = ROOT / "seeds/published/epoch_ai/epoch_ai__ai_model_records.csv"
ARGUMENT = re.compile(r"(?:'[^']*'|\([^()]*\)|[^,'()])+")

# What no value in SQL stands for, and where it is tested instead.
WITHOUT_EXAMPLE = {
    "estimate_rows": "gives rows; tests/unit/test_estimate_rows.py",
    "quantity_rows": "gives rows; tests/unit/test_estimate_rows.py",
    "ai_models_left_out": "gives rows; each_filter_of_a_trend_leaves_out_the_others",
    "contributions_to_change": "takes a table; test_contributions_of_members_are_rows",
    "sides_of_trends": "takes tables; test_a_member_of_one_sample_is_absent_from_the_other",
    "rule_value": "takes a table; test_a_rule_that_is_missing_is_an_error",
    "in_scale_tier": "takes a table; unit test seventy_billion_parameters_lie_in_the_gap",
    "ai_model_record_flags": "a list; test_lists_name_columns_of_the_records",
    "ai_model_record_numbers": "a list; test_lists_name_columns_of_the_records",
    "ai_model_record_word_lists": "a list; test_lists_name_columns_of_the_records",
    "ai_model_record_limits": "a list; test_lists_name_columns_of_the_records",
    "number_problem": "takes a column; unit test what_cannot_be_is_unread",
    "readable_number": "takes a column; unit test what_cannot_be_is_unread",
    "bound_problem": "takes columns; bounds_lie_on_their_side_of_the_estimate",
    "why_unread": "takes a column; unit test each_value_that_is_not_read_has_one_reason",
    "unless_unread": "takes a column; unit test what_cannot_be_is_unread",
    "text_and_reason": "takes columns; each_value_that_is_not_read_has_one_reason",
    "reasons_not_to_read": "a list; each_value_that_is_not_read_has_one_reason",
    "typed_ai_model_record_values": "takes columns; dates_of_all_vintages_are_read",
    "ai_model_record_texts": "a list; test_lists_name_columns_of_the_records",
    "published_number_fields": "lists by table; tests/time/test_values_of_own_rows.py",
    "published_other_fields": "lists by table; tests/time/test_values_of_own_rows.py",
    "populations": "reads columns; test_a_population_is_of_what_a_snapshot_lists",
    "in_population": "takes a table; test_a_population_is_of_what_a_snapshot_lists",
    "merged_views": "takes a table; unit test two_views_of_a_day_speak_for_one_model",
    "changes_of_values": "takes tables; tests/time/test_values_of_own_rows.py",
    "holds_on": "takes a table; tests/time/test_as_of_each_vintage.py",
    "create_time_macros": "creates macros; tests/time/test_as_of_each_vintage.py",
    "create_newest_as_of": "creates a macro; tests/time/test_as_of_each_vintage.py",
    "create_training_runs_as_of": "creates a macro; tests/time/test_as_of_each_vintage.py",
    "create_as_of": "creates a macro; tests/time/test_as_of_each_vintage.py",
    "create_values_as_of": "creates a macro; tests/time/test_as_of_each_vintage.py",
    "create_hardware_as_of": "creates a macro; tests/time/test_as_of_each_vintage.py",
    "create_history": "creates a macro; tests/time/test_values_of_own_rows.py",
    "create_first_print": "creates a macro; tests/time/test_values_of_own_rows.py",
    "create_revisions": "creates a macro; tests/time/test_values_of_own_rows.py",
}


def examples():
    return [
        example
        for macro in documented_macros()
        for example in EXAMPLE.finditer(macro["description"])
    ]


@pytest.fixture(scope="module")
def macros():
    return read_macros(value_folders())


@pytest.mark.parametrize("example", examples(), ids=lambda example: example[0])
def test_a_worked_example_holds(macros, sql, example):
    arguments = map(str.strip, ARGUMENT.findall(example["arguments"]))
    call = getattr(macros, example["name"])(*arguments)
    [(got, expected)] = sql(f"select {call}, {example['value']}")
    if isinstance(got, (int, float)):
        # "about" means: to the digits that are printed
        digits = len(example["value"].partition(".")[2])
        tolerance = 0.5 * 10**-digits if example["about"] else 0
        expected = pytest.approx(float(expected), rel=1e-12, abs=tolerance)
    assert got == expected, f"the description says {example[0]}, and it is {got!r}"


def test_every_macro_has_a_worked_example():
    names = {macro["name"] for macro in documented_macros()}
    shown = {example["name"] for example in examples()}
    missing = names - shown - set(WITHOUT_EXAMPLE)
    assert not missing, (
        f"no worked example: {sorted(missing)}. A macro is an API with a page: add a line like "
        "`ratio(1, 4)` is `0.25` to its description"
    )
    assert set(WITHOUT_EXAMPLE) <= names, "an exception names a macro that is gone"


def test_a_rule_that_is_missing_is_an_error(macros, sql):
    class Rules:
        identifier = "frontier_rules"

        def __str__(self):
            return "(values ('near_record_share', 0.1::double)) as t(rule_name, rule_value)"

    assert sql(f"select {macros.rule_value(Rules(), 'near_record_share')}") == [(0.1,)]
    with pytest.raises(duckdb.Error, match="no rule near_record_shore in frontier_rules"):
        sql(f"select {macros.rule_value(Rules(), 'near_record_shore')}")


def test_contributions_of_members_are_rows(macros, sql):
    fits = """(values
        ('a', 'all', 1, 2, ['x', 'y'], [0.5, -0.2]::double[], 'estimated'),
        ('b', 'all', 1, 2, ['x'], [0.1]::double[], 'not_estimable')
    ) as fits(
        specification, group_name, old_snapshot_date, new_snapshot_date, member_ids,
        contributions_oom_per_year, status
    )"""
    rows = sql(macros.contributions_to_change(fits))
    assert rows == [("a", "all", 1, 2, "x", 0.5), ("a", "all", 1, 2, "y", -0.2)]


def test_a_population_is_of_what_a_snapshot_lists(macros, sql):
    flags = "(values (true, true), (true, false), (false, true), (false, false))"
    training_runs = f"{flags} as training_runs(has_all_models, is_notable)"
    belongs = [
        macros.in_population(f"'{population}'", "training_runs")
        for population in ("all", "notable")
    ]
    rows = sql(f"from {training_runs} select {macros.populations()}, {', '.join(belongs)}")
    assert rows == [
        (["all", "notable"], True, True),
        (["all"], True, False),
        (["notable"], False, True),
        ([], False, False),
    ]


def test_a_member_of_one_sample_is_absent_from_the_other(macros, sql):
    samples = """(
        from (values
            ('a', 'all', date '2024-01-01', 'kept', 2020.0, 20.0, 5),
            ('a', 'all', date '2025-01-01', 'kept', 2020.0, 21.0, 5),
            ('a', 'all', date '2024-01-01', 'lost', 2019.0, 19.0, 5),
            ('a', 'all', date '2025-01-01', 'new', 2021.0, 22.0, 5)
        ) as rows(
            specification, group_name, snapshot_date, member_id, member_year, metric_oom,
            min_obs
        )
    )"""
    specifications = "(select 'a' as specification, 'training_compute_flop' as metric)"
    pairs = """(
        select date '2024-01-01' as old_snapshot_date, date '2025-01-01' as new_snapshot_date
    )"""
    sides = macros.sides_of_trends(samples, specifications, pairs)
    columns = "member_id, old_metric_oom, new_metric_oom, year(absent_snapshot_date)"
    rows = sql(f"from ({sides}) select {columns} order by member_id")
    assert rows == [
        ("kept", 20.0, 21.0, None),
        ("lost", 19.0, None, 2025),
        ("new", None, 22.0, 2024),
    ]


def test_lists_name_columns_of_the_records():
    with RECORDS.open(encoding="utf-8") as records:
        header = set(records.readline().strip().split(","))
    flags, numbers, word_lists, texts = (
        set(ast.literal_eval(getattr(read_macros(["parse"]), f"ai_model_record_{kind}")()))
        for kind in ("flags", "numbers", "word_lists", "texts")
    )
    assert flags | numbers | word_lists | texts <= header, (
        "a list names a column that no record has"
    )
    assert not flags & numbers, "a column is a flag or a number"
    limited = set(ast.literal_eval(read_macros(["parse"]).ai_model_record_limits()))
    assert limited <= numbers, "a limit is of a column that is no number"
    assert all(flag.startswith(("is_", "has_")) for flag in flags)
