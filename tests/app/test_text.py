import csv
import datetime as dt
import io
import math

import pandas as pd
import pytest

from lib import text

TREND = {
    "status": "estimated",
    "status_reason": None,
    "n_obs": 1453,
    "ci_level": 0.95,
    "doubling_months": 5.583,
    "doubling_months_ci_low": 5.268,
    "doubling_months_ci_high": 5.887,
    "growth_factor_per_year": 4.437,
    "growth_factor_per_year_ci_low": 4.112,
    "growth_factor_per_year_ci_high": 4.849,
}
UNBOUNDED = TREND | {"doubling_months_ci_high": math.nan}
SHRINKING = TREND | {
    "doubling_months": math.nan,
    "doubling_months_ci_low": math.nan,
    "doubling_months_ci_high": math.nan,
    "growth_factor_per_year": 0.82,
    "growth_factor_per_year_ci_low": 0.7,
    "growth_factor_per_year_ci_high": 0.96,
}
NOT_ESTIMABLE = TREND | {
    "status": "not_estimable",
    "status_reason": "2 models, the specification asks for 5",
    "doubling_months": math.nan,
}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (5.583, "5.6"),
        (6.97, "7.0"),
        (9.96, "10"),
        (20.49, "20"),
        (257.6, "260"),
        (12345, "12,000"),
        (0.7035, "0.70"),
        (0.0123, "0.012"),
        (-2.04, "-2.0"),
        (0, "0.0"),
        (math.nan, "—"),
        (None, "—"),
    ],
)
def test_numbers_have_two_significant_digits(value, written):
    assert text.number(value) == written


def test_powers_of_ten_are_superscripts():
    assert text.power(24) == "10²⁴"
    assert text.power(-3) == "10⁻³"
    assert text.flop(2.09e25) == f"2.1 {text.TIMES} 10²⁵ FLOP"
    assert text.flop(9.96e9) == f"1.0 {text.TIMES} 10¹⁰ FLOP"


def test_dates_are_written_out():
    assert text.day(dt.date(2026, 7, 9)) == "9 July 2026"
    assert text.day(pd.Timestamp("2022-05-03")) == "3 May 2022"


def test_estimates_carry_interval_level_and_n():
    assert (
        text.with_interval(TREND, "doubling_months", "months")
        == "5.6 months (95% interval 5.3 to 5.9, n = 1,453)"
    )
    brief = text.brief(TREND, "doubling_months")
    assert brief.replace(text.NO_BREAK, " ") == "5.6 (5.3 to 5.9)"
    assert "(90% interval" in text.with_interval(
        pd.Series(TREND | {"ci_level": 0.9}), "doubling_months", "months"
    )


def test_a_missing_bound_is_explained():
    assert (
        text.interval(UNBOUNDED, "doubling_months")
        == "from 5.3, no upper bound: the interval reaches no growth"
    )
    assert "shows no growth" in text.interval(SHRINKING, "doubling_months")


def test_doubling_is_said_in_words_whatever_came_out():
    assert text.doubling(TREND).startswith("doubles every 5.6 months (95% interval")
    assert "no upper bound: the interval reaches no growth" in text.doubling(UNBOUNDED)
    assert text.doubling(SHRINKING).startswith("does not double: it changes 0.82 times a year")
    assert (
        text.doubling(NOT_ESTIMABLE)
        == "has no trend here: 2 models, the specification asks for 5"
    )
    assert text.brief(NOT_ESTIMABLE, "doubling_months").startswith("not estimated: 2 models")


def test_credit_names_publisher_licence_snapshot_and_build():
    snapshot = {
        "publisher": "Epoch AI",
        "source_url": "https://epoch.ai/data/ai-models",
        "licence": "CC BY 4.0",
        "snapshot_date": dt.date(2026, 7, 19),
    }
    assert text.credit(snapshot, "20261122T024346Z-3dbddd96") == (
        "Data: [Epoch AI](https://epoch.ai/data/ai-models), CC BY 4.0, "
        "snapshot of 19 July 2026. Figures: Scalehouse, build 20261122T024346Z-3dbddd96."
    )


def test_parameters_are_filled_into_sql():
    statement = "\nselect $name, $names, $is_all, $name_2\n"
    parameters = {"name": "x", "names": ["a", "b"], "is_all": True, "name_2": "y"}
    assert text.sql(statement, parameters) == "select 'x', ['a', 'b'], true, 'y'"


def test_what_a_reader_typed_stays_literal():
    assert text.quoted("![x](//host/i.png)` **b**") == "`![x](//host/i.png) **b**`"
    assert len(text.quoted("9" * 1000)) == 42


@pytest.mark.parametrize("start", list("=+-@\t\r\n"))
def test_no_csv_cell_is_a_formula(start):
    written = text.csv(pd.DataFrame({"ai_model_name": [f"{start}1+1", "GPT-4"]}))
    rows = list(csv.reader(io.StringIO(written.decode(), newline="")))
    assert rows == [["ai_model_name"], [f"'{start}1+1"], ["GPT-4"]]


def test_csv_numbers_dates_and_gaps_stay_as_they_are():
    frame = pd.DataFrame(
        {
            "oom": [-1.5, 5e26],
            "n": [-2, 3],
            "on": pd.to_datetime(["2026-07-19", None]),
            "is_notable": [True, None],
        }
    )
    assert text.csv(frame).decode().splitlines() == [
        '"oom","n","on","is_notable"',
        '-1.5,-2,"2026-07-19",True',
        '5e+26,3,"",""',
    ]
