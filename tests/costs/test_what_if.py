"""The what-if table macros of the published database, against the marts and each other."""

import decimal
import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scalehouse import warehouse

METHODS = Path(__file__).resolve().parents[2] / "docs/methods/costs.md"
settings.register_profile("what_if", deadline=None, derandomize=True, max_examples=25)
settings.load_profile("what_if")

FLOP = st.floats(1e19, 1e28)
PARAMETERS = st.floats(1e6, 1e14)
USD_PER_HOUR = st.floats(0.01, 100)
SAME = pytest.approx


@pytest.fixture(scope="module")
def ask(warehouse_home):
    """Ask the published database; give the rows as dictionaries."""
    with warehouse.connect(warehouse_home) as published:

        def rows(query, *values):
            found = published.execute(query, list(values))
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

        yield rows


@pytest.fixture(scope="module")
def one(ask):
    """Ask for what has one row."""

    def row(query, *values):
        [found] = ask(query, *values)
        return found

    return row


def agree(ask, mart, question, columns):
    """Give how many rows of a mart were compared with what a macro says of each."""
    compared = [f"mart.{column} as mart_{column}, said.{column}" for column in columns]
    rows = ask(
        f"select {', '.join(compared)} from {mart} as mart, lateral ({question}) as said"  # noqa: S608
    )
    for row in rows:
        for column in columns:
            assert row[column] == SAME(row[f"mart_{column}"], rel=1e-9), (column, row)
    return len(rows)


def test_training_costs_are_those_of_the_mart(ask):
    n_rows = agree(
        ask,
        "fct_worked_training_costs",
        """select offer.* from training_cost(
            mart.training_compute_flop, chip_offer := mart.chip_offer
        ) as offer""",
        ["chip_hours", "training_cost_usd"],
    )
    assert n_rows == ask("select count(*) as n from fct_worked_training_costs")[0]["n"] > 0


def test_an_offer_brings_its_price(ask, one):
    offers = ask("from dim_chip_offers")
    assert len(offers) == 6
    for offer in offers:
        said = one("from training_cost(1e24, ?)", offer["chip_offer"])
        assert said["usd_per_chip_hour"] == offer["usd_per_chip_hour"]
    assert ask("from training_cost(1e24, 'nobody')") == []


def test_inference_costs_are_those_of_the_mart(ask):
    columns = [
        "seconds_per_token",
        "price_of_1000_tokens_usd",
        "compute_bound_price_of_1000_tokens_usd",
        "balanced_batch_size",
    ]
    n_rows = agree(
        ask,
        "fct_inference_costs",
        """from inference_cost(
            mart.active_parameters, mart.bytes_per_parameter, chip_offer := mart.chip_offer
        )""",
        columns,
    )
    assert n_rows > 50


def test_half_precision_is_what_a_parameter_takes_unless_told(one):
    assert one("from inference_cost(1e9)") == one("from inference_cost(1e9, 2)")


def test_the_optimal_size_is_that_of_the_mart_in_flop_and_in_dollars(ask, one):
    for row in ask("from fct_worked_training_costs where chip_offer = 'aws_three_year'"):
        said = one("from compute_optimal(?, 'flop')", row["training_compute_flop"])
        assert said["parameters"] == SAME(row["compute_optimal_parameters"], rel=1e-9)
        again = one("from compute_optimal(?)", said["training_cost_usd"])
        assert again["parameters"] == SAME(said["parameters"], rel=1e-9)
    for law in ask("from fct_inference_price_laws where weight_precision = 'fp16'"):
        said = one("from compute_optimal(?, 'usd', ?)", law["budget_usd"], law["chip_offer"])
        price = law["fitted_law_price_of_1000_tokens_usd"]
        assert said["price_of_1000_tokens_usd"] == SAME(price, rel=1e-9)


def test_the_interval_of_the_optimal_size_is_that_of_the_fit_at_a_budget_of_one(ask, one):
    [law] = ask("from fct_compute_optimal_laws where budget_unit = 'flop'")
    said = one("from compute_optimal(1, 'flop')")
    for name in ("", "_ci_low", "_ci_high"):
        intercept = law[f"log10_parameters_intercept{name}"]
        assert said[f"parameters{name}"] == SAME(10**intercept, rel=1e-9)
    assert said["is_extrapolated"]
    assert not one("from compute_optimal(1e24, 'flop')")["is_extrapolated"]


def test_another_unit_of_the_budget_is_an_error(ask):
    with pytest.raises(duckdb.InvalidInputException, match="budget_unit is usd or flop, not"):
        ask("from compute_optimal(1, 'eur')")


def test_lifetime_costs_are_those_of_the_mart(ask):
    columns = [
        "parameters",
        "training_tokens",
        "training_flop",
        "inference_flop",
        "training_cost_usd",
        "compute_bound_lifetime_cost_usd",
        "bandwidth_bound_lifetime_cost_usd",
    ]
    n_rows = agree(
        ask,
        "fct_lifetime_costs",
        """from lifetime_cost(
            mart.optimal_training_flop, mart.tokens_served, mart.parameter_share,
            chip_offer := mart.chip_offer
        )""",
        columns,
    )
    assert n_rows > 100


def test_break_even_is_where_both_lifetimes_cost_the_same(ask, one):
    rows = ask(
        "from fct_lifetime_costs where parameter_share < 1 and chip_offer = 'aws_three_year'"
    )
    for row in rows:
        for limit in ("compute_bound", "bandwidth_bound"):
            tokens = row[f"{limit}_break_even_tokens"]
            costs = [
                one("from lifetime_cost(?, ?, ?)", row["optimal_training_flop"], tokens, share)
                for share in (1, row["parameter_share"])
            ]
            best, smaller = (cost[f"{limit}_lifetime_cost_usd"] for cost in costs)
            assert smaller == SAME(best, rel=1e-9)


def test_gains_are_those_of_the_mart(ask, one):
    rows = ask("from fct_compute_equivalent_gains where status = 'estimated'")
    newest = max(row["snapshot_date"] for row in rows)
    for row in (row for row in rows if row["snapshot_date"] == newest):
        said = one(
            """from compute_equivalent_gain(
                ?, ?, training_flop := ?, baseline_score_share := ?, snapshot_date := ?
            )""",
            *(row[name] for name in ("case_id", "enhanced_score_share")),
            *(row[name] for name in ("training_compute_flop", "baseline_score_share")),
            newest,
        )
        gain = row["gain_factor"] or row["extrapolated_gain_factor"]
        assert said["gain_factor"] == SAME(gain, rel=1e-9)
        assert said["is_extrapolated"] == row["is_extrapolated"]
        if row["anchored_gain_factor"] is not None:
            assert said["anchored_gain_factor"] == SAME(row["anchored_gain_factor"], rel=1e-9)


def test_a_gain_without_compute_is_unknown_and_the_newest_snapshot_is_asked(ask, one):
    case = ask("select any_value(case_id) as c from fct_compute_equivalent_gains")[0]["c"]
    said = one("from compute_equivalent_gain(?, 0.5)", case)
    assert (said["gain_factor"], said["anchored_gain_factor"]) == (None, None)
    assert said["equivalent_flop"] > 0
    [newest] = ask(
        "select max(snapshot_date) as d from fct_compute_equivalent_gains"
        " where status = 'estimated' and case_id = ?",
        case,
    )
    assert said["snapshot_date"] == newest["d"]


@given(flop=FLOP, usd=USD_PER_HOUR)
def test_half_the_price_is_half_the_cost(one, flop, usd):
    full, half = (
        one("from training_cost(?, usd_per_chip_hour := ?)", flop, price)
        for price in (usd, usd / 2)
    )
    assert half["training_cost_usd"] == SAME(full["training_cost_usd"] / 2, rel=1e-12)
    assert half["chip_hours"] == full["chip_hours"]


@given(parameters=PARAMETERS, bandwidth=st.floats(1e10, 1e14))
def test_twice_the_bandwidth_is_half_the_price_and_half_the_batch(one, parameters, bandwidth):
    slow, fast = (
        one("from inference_cost(?, memory_bandwidth_byte_per_s := ?)", parameters, rate)
        for rate in (bandwidth, 2 * bandwidth)
    )
    price = "price_of_1000_tokens_usd"
    assert fast[price] == SAME(slow[price] / 2, rel=1e-12)
    assert fast["balanced_batch_size"] == SAME(slow["balanced_batch_size"] / 2, rel=1e-12)
    assert fast[f"compute_bound_{price}"] == slow[f"compute_bound_{price}"]


@given(parameters=PARAMETERS, factor=st.floats(1.001, 1000))
def test_a_larger_model_costs_more_to_run(one, parameters, factor):
    small, large = (
        one("from inference_cost(?)", size) for size in (parameters, factor * parameters)
    )
    for name in ("price_of_1000_tokens_usd", "compute_bound_price_of_1000_tokens_usd"):
        assert large[name] > small[name]


@given(budget=st.floats(1e3, 1e11), factor=st.floats(1.001, 1000))
def test_a_larger_budget_buys_a_larger_model(one, budget, factor):
    small, large = (one("from compute_optimal(?)", usd) for usd in (budget, factor * budget))
    assert large["parameters"] > small["parameters"]
    assert large["parameters_ci_low"] < large["parameters"] < large["parameters_ci_high"]


@given(flop=FLOP, served=st.floats(1e9, 1e16), share=st.floats(0.3, 0.999))
def test_no_size_trains_cheaper_than_the_optimal_one(one, flop, served, share):
    best, smaller = (one("from lifetime_cost(?, ?, ?)", flop, served, s) for s in (1, share))
    assert best["training_flop"] == SAME(flop, rel=1e-9)
    assert smaller["training_flop"] is None or smaller["training_flop"] >= flop * (1 - 1e-9)
    assert (
        smaller["bandwidth_bound_inference_cost_usd"]
        < best["bandwidth_bound_inference_cost_usd"]
    )


@given(score=st.floats(0.01, 0.98), step=st.floats(0.001, 0.01))
def test_a_better_score_is_worth_more_compute(one, score, step):
    case = "chain_of_thought__palm__gsm8k"
    lower, higher = (
        one("from compute_equivalent_gain(?, ?)", case, share)
        for share in (score, score + step)
    )
    assert higher["equivalent_flop"] > lower["equivalent_flop"]


CASE = "'chain_of_thought__palm__gsm8k'"
# Questions that leave arguments open, to a table's column by its full name and by its bare
# one, and what is asked.
QUESTIONS = [
    ("training_cost({bare}, usd_per_chip_hour := {full}, achieved_flop_per_s := {bare})", "2"),
    ("training_cost(1e24, chip_offer := {full})", "'google_three_year'"),
    ("training_cost(1e24, chip_offer := {bare})", "'google_three_year'"),
    (
        """inference_cost({bare}, bytes_per_parameter := {full},
            usd_per_chip_hour := {bare}, memory_bandwidth_byte_per_s := {full})""",
        "2",
    ),
    ("compute_optimal({bare}, usd_per_chip_hour := {full})", "2"),
    ("compute_optimal(1e24, budget_unit := {bare})", "'flop'"),
    ("lifetime_cost({bare}, {full}, {bare}, bytes_per_parameter := {bare})", "1"),
    ("lifetime_cost({full}, {bare}, {full}, usd_per_chip_hour := {full})", "1"),
    ("compute_equivalent_gain({bare}, 0.5)", CASE),
    (
        f"""compute_equivalent_gain({CASE}, {{bare}}, training_flop := {{full}},
            baseline_score_share := {{bare}})""",
        "0.4",
    ),
    (
        f"compute_equivalent_gain({CASE}, 0.5, snapshot_date := {{bare}})",
        "date '2024-05-26'",
    ),
]


@pytest.mark.parametrize(("question", "value"), QUESTIONS)
def test_no_name_of_a_readers_table_is_taken_for_one_of_the_macro(ask, question, value):
    [macro] = ask("from duckdb_functions() where function_name = ?", question.partition("(")[0])
    words = set(re.findall(r"\b[a-z][a-z_0-9]*", macro["macro_definition"].lower()))
    assert "given" in words
    [expected] = ask(f"from {question.format(full=value, bare=value)}")
    # tables and columns of a reader, each named like something within the macro
    asked = [
        f"""select said.* from (select {value} as "{word}") as "{word}",
            lateral (from {question.format(full=f'"{word}"."{word}"', bare=f'"{word}"')})
            as said"""  # noqa: S608
        for word in sorted(words)
    ]
    found = ask(" union all ".join(asked))
    assert len(found) == len(words)
    assert all(row == expected for row in found)


WORKED = re.findall(r"^\| `from (.+?)` \| (.+) \|$", METHODS.read_text("utf-8"), re.MULTILINE)


def is_written(number, values):
    """Whether a number is one of the values, in millions too, to the digits printed."""
    written = decimal.Decimal(number.replace(",", ""))
    half = decimal.Decimal(5).scaleb(written.as_tuple().exponent - 1)
    return any(
        abs(decimal.Decimal(value / unit) - written) <= half
        for value in values
        for unit in (1, 1_000_000)
    )


@pytest.mark.parametrize(("question", "answer"), WORKED)
def test_the_documented_answers_are_given(one, question, answer):
    row = one(f"from {question}")
    values = [v for v in row.values() if isinstance(v, (int, float))]
    numbers = re.findall(r"\d[\d,.]*\d(?:e\d+)?", answer)
    assert numbers
    assert [number for number in numbers if not is_written(number, values)] == []
    assert ("extrapolated" in answer) <= row.get("is_extrapolated", False)


def test_every_macro_has_a_documented_answer():
    assert {question.partition("(")[0] for question, _ in WORKED} == {
        question.partition("(")[0] for question, _ in QUESTIONS
    }


def test_the_macros_say_what_they_are_for(ask):
    names = {question.partition("(")[0] for question, _ in QUESTIONS}
    assert len(names) == 5
    found = ask(
        "select function_name, comment from duckdb_functions()"
        " where function_type = 'table_macro' and schema_name = 'main' and not internal"
    )
    assert {row["function_name"] for row in found if row["comment"]} >= names
