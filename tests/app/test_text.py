import datetime as dt
import math
import re

import duckdb
import pandas as pd
import pytest

from lib import claims, text

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
    assert text.doubling(SHRINKING).startswith(
        "does not double: it changes by a factor of 0.82 a year (95% interval"
    )
    assert (
        text.doubling(NOT_ESTIMABLE)
        == "has no trend here: 2 models, the specification asks for 5"
    )
    assert text.brief(NOT_ESTIMABLE, "doubling_months").startswith("not estimated: 2 models")


def test_parameters_are_filled_into_sql():
    statement = "\nselect $name, $names, $is_all, $name_2\n"
    parameters = {"name": "x", "names": ["a", "b"], "is_all": True, "name_2": "y"}
    assert text.sql(statement, parameters) == "select 'x', ['a', 'b'], true, 'y'"


def test_a_parameter_with_a_quote_stays_one_literal():
    names = ["Xi'an Jiaotong University", "'; drop table x; --"]
    statement = text.sql(
        "select $names as names, $name as name", {"names": names, "name": names[0]}
    )
    assert duckdb.sql(statement).fetchall() == [(names, names[0])]


def test_small_shares_are_no_nought():
    row = {"x_share": 0.0, "x_share_ci_low": 0.0, "x_share_ci_high": 0.0042}
    assert text.brief_share(row, "x_share") == "0.0% (0.0% to 0.4%)"
    row = {"x_share": 0.0, "x_share_ci_low": 0.0, "x_share_ci_high": 0.56}
    assert text.brief_share(row, "x_share") == "0% (0% to 56%)"


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (7.84e7, "usd_2023", "$78.4M (2023)"),
        (0.5, "share", "50.0%"),
        (2018.04, "fractional_year", "2018.0"),
        (1.43e25, "flop", f"1.4 {text.TIMES} 10²⁵ FLOP"),
        (15.6, "months", "15.6 months"),
        (3.33, "factor", "3.33 times"),
        (math.nan, "factor", "—"),
    ],
)
def test_a_claim_is_written_as_its_unit_is_read(value, unit, written):
    assert claims.number({"published": value}, "published", unit) == written


def test_what_a_reader_typed_stays_literal():
    assert text.quoted("![x](//host/i.png)` **b**") == "`![x](//host/i.png) **b**`"
    assert len(text.quoted("9" * 1000)) == 42


def test_amounts_are_written_as_their_unit_is_read():
    assert text.amount(2.09e25, "flop") == f"2.1 {text.TIMES} 10²⁵ FLOP"
    assert text.amount(7.84e7, "usd_2023") == "$78.4M (2023)"
    assert text.amount(1.75e11, "parameters") == "175B parameters"
    assert text.amount(2e-18, "usd_2023") == "$2.0e-18 (2023)"
    assert text.amount(math.nan, "w") == "—"
    assert text.magnitude(24) == "10²⁴"
    assert text.magnitude(8, "parameters") == "100M"
    assert text.magnitude(3, "usd_2023") == "$1k"
    assert text.magnitude(-18, "usd_2023") == "$10⁻¹⁸"


def test_names_from_the_data_stay_on_their_line_and_in_their_direction():
    assert text.clean("GPT-4\u202etxt.exe\x07\nx") == "GPT-4txt.exe x"
    assert text.clean("汉字 عربي") == "汉字 عربي"
    assert text.clean("x" * 300) == "x" * 79 + "…"
    assert text.clean(None) == "—"


def test_names_from_the_data_are_no_markdown():
    hostile = "[x](javascript:alert(1)) **b** `c` <script> $y$ :red[z]"
    written = text.plain(hostile)
    assert re.sub(r"\\(.)", r"\1", written) == hostile
    assert not re.search(r"(?<!\\)[\[\]()*`<>$:]", written)


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://arxiv.org/abs/2202.05924", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//example.org", False),
        ("https:// example.org", False),
        ("", False),
        (None, False),
        (math.nan, False),
    ],
)
def test_only_web_addresses_can_be_followed(address, followed):
    assert text.link(address) == (address if followed else None)
    assert (text.host(address) != "—") == followed


def test_a_source_is_a_link_or_nothing():
    assert text.linked("https://arxiv.org/abs/2312.07413") == (
        "[arxiv\\.org](<https://arxiv.org/abs/2312.07413>)"
    )
    assert text.linked("javascript:alert(1)") == "—"
    assert text.linked(None) == "—"
