"""What a build can't bear is refused by row and name; what it leaves unread is reported."""

import csv
import io

import pandas as pd
import pytest

from scalehouse.cli import main
from scalehouse.quality.names import name_key, plain, share_an_item
from scalehouse.quality.reading import read_values
from scalehouse.quality.suites import read_expectations
from scalehouse.quality.values import check_values, check_words

KINDS = read_expectations("ai_models").kinds
DAY = "2026-08-19"
COLUMNS = {
    *KINDS.numbers,
    *KINDS.dates,
    *KINDS.word_lists,
    "model_name",
    "reference_title",
    "snapshot_date",
}


def record(**cells):
    """A record of 2020 with these cells, and nothing else."""
    usual = {"model_name": "A", "publication_date": "2020-05-28", "snapshot_date": DAY}
    return dict.fromkeys(COLUMNS, "") | usual | cells


def reason(column, **cells):
    """Say why a value is left unread: then it is null."""
    values = read_values([record(**cells)], KINDS, DAY)
    found = values.reasons[column][0]
    if found:
        assert pd.isna(values.readable[column][0])
    return found


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("training_compute_flop", "3e24", ""),
        ("training_compute_flop", "0", "zero"),
        ("training_compute_flop", "-5e20", "not_positive"),
        ("training_compute_flop", "a lot", "unreadable"),
        ("training_compute_flop", "6", "impossible_size"),  # 6.1e23 without its exponent
        ("training_compute_flop", "999999", "impossible_size"),
        ("training_compute_flop", "1000000", ""),
        ("finetune_compute_flop", "7", "impossible_size"),
        ("post_training_compute_flop", "9.9", "impossible_size"),
        ("inference_compute_flop", "33", ""),  # an operation, not a training
        ("inference_compute_flop", "7", "impossible_size"),
        ("parameters", "-1", "not_positive"),
        ("parameters", "7", ""),
        ("training_cost_usd_2023", "-3", "not_positive"),
        ("training_time_hours", "0", "zero"),
        ("hardware_utilization_mfu", "40", ""),
        ("hardware_utilization_mfu", "101", "impossible_size"),
        ("n_citations", "0", ""),
        ("n_citations", "-1", "not_positive"),
        ("publication_date", "2027-08-19", ""),
        ("publication_date", "2027-08-20", "far_ahead"),
        ("publication_date", "9/9/9999", ""),
        ("publication_date", "soon", "unreadable"),
    ],
)
def test_a_value_is_unread_for_one_reason(column, text, expected):
    assert reason(column, **{column: text}) == expected


def test_a_training_of_few_operations_was_possible_before_1990():
    old = {"publication_date": "1950-07-02", "training_compute_flop": "40"}
    assert reason("training_compute_flop", **old) == ""
    assert reason("training_compute_flop", **old | {"publication_date": ""}) == ""
    of_1990 = old | {"publication_date": "1990-01-01"}
    assert reason("training_compute_flop", **of_1990) == "impossible_size"
    assert reason("training_compute_flop", **old | {"training_compute_flop": "9"}) != ""


@pytest.mark.parametrize(
    ("low", "estimate", "high", "reasons"),
    [
        ("1e23", "3e23", "9e23", ("", "")),
        ("3.02e23", "3e23", "2.98e23", ("", "")),  # rounded
        ("3.04e23", "3e23", "2.96e23", ("beyond_estimate", "beyond_estimate")),
        ("2", "2.9e24", "7", ("impossible_size", "impossible_size")),  # Grok-1 in 2024
        ("9e23", "", "1e23", ("beyond_estimate", "beyond_estimate")),
        ("1e23", "", "9e23", ("", "")),
        ("9e23", "5", "1e25", ("", "")),  # an unread estimate says nothing
    ],
)
def test_bounds_lie_on_their_side_of_the_estimate(low, estimate, high, reasons):
    columns = ("training_compute_flop_low", "training_compute_flop_high")
    cells = dict(zip(columns, (low, high), strict=True)) | {"training_compute_flop": estimate}
    assert tuple(reason(column, **cells) for column in columns) == reasons


def outcomes(records, last=(), day=DAY):
    found = check_values(KINDS, records, list(last), "model_name", day)
    return {(outcome.expectation, outcome.column_name): outcome for outcome in found}


def failures(records, last=()):
    return {
        name: str(one) for name, one in outcomes(records, last).items() if not one.is_passed
    }


GOOD = [record(model_name=f"Model {number}", parameters="7e9") for number in range(300)]


def test_good_records_pass_every_rule():
    assert failures(GOOD) == {}
    assert {name for name, _ in outcomes(GOOD)} == {
        "amounts_are_not_negative",
        "publication_is_not_long_after_the_snapshot",
        "values_are_within_the_limits_of_a_build",
        "what_cannot_be_read_stays_rare",
        "records_have_a_name_or_a_title",
    }


def test_one_value_that_a_build_cannot_bear_is_refused_by_row_and_name():
    bad = [
        record(model_name="Neg", training_compute_flop="-5e20", parameters="-7"),
        record(model_name="Early", publication_date="2026-09-20"),
        record(model_name="Far", publication_date="2031-01-01"),
        record(model_name="Huge", training_compute_flop="2e30", parameters="0.5"),
        record(model_name="Ancient", publication_date="1936-01-01"),
        record(model_name="Announced", publication_date="2026-09-19"),
    ]
    found = failures([*GOOD, *bad])
    rows = {
        ("amounts_are_not_negative", "training_compute_flop"): "row 301 (Neg) '-5e20'",
        ("amounts_are_not_negative", "parameters"): "row 301 (Neg) '-7'",
        ("publication_is_not_long_after_the_snapshot", "publication_date"): (
            "2, expected at most 0: row 302 (Early) '2026-09-20', row 303 (Far) '2031-01-01'"
        ),
        ("values_are_within_the_limits_of_a_build", "training_compute_flop"): (
            "row 304 (Huge) '2e30'"
        ),
        ("values_are_within_the_limits_of_a_build", "parameters"): "row 304 (Huge) '0.5'",
        ("values_are_within_the_limits_of_a_build", "publication_date"): (
            "row 305 (Ancient) '1936-01-01'"
        ),
    }
    assert found.keys() == rows.keys()
    for name, text in rows.items():
        assert text in found[name]


LOST = [record(model_name=f"Lost {number}", finetune_compute_flop="7") for number in range(6)]


def test_lost_exponents_are_refused_where_they_are_new_and_reported_where_they_are_not():
    name = ("what_cannot_be_read_stays_rare", "finetune_compute_flop")
    kept = [record(finetune_compute_flop="1e22")] * 4
    now = [*GOOD, *LOST, *kept]
    assert (
        "0.6, expected at most 0.5: 6 of 10 values (impossible size): row 301 (Lost 0) '7'"
        in (failures(now)[name])
    )
    assert name in failures(now, last=[*GOOD, *kept])
    assert failures(now, last=now) == {}
    # five are of any file
    few = outcomes([*GOOD, *LOST[:5]])[name]
    assert few.is_passed
    assert few.examples.startswith("5 of 5 values (impossible size): row 301 (Lost 0) '7'")


def test_records_without_name_and_title_are_counted():
    nameless = record(model_name=" ", reference_title="")
    titled = record(model_name="", reference_title="A paper")
    assert failures([*GOOD, *[titled] * 9]) == {}
    assert failures([*GOOD, *[nameless] * 5]) == {}
    text = failures([*GOOD, *[nameless] * 6])["records_have_a_name_or_a_title", "model_name"]
    assert "6, expected at most 5: neither name nor title in row 301, row 302, row 303" in text


@pytest.mark.parametrize(
    ("column", "text", "cause"),
    [
        ("publication_date", "2024-05-01 00:00:00", "dates carry a time of day"),
        ("publication_date", "2024-05", "year and month stand as YYYY-MM; write MM/YYYY"),
        ("publication_date", "5/28/2024", "the month stands before the day"),
        ("publication_date", "45413", "a spreadsheet's serial numbers of days"),
        ("publication_date", "12-Mar-21", "months are written out; save dates as YYYY-MM-DD"),
        ("publication_date", "2024.05.01", "dates have dots or slashes"),
        ("parameters", "1,5", "decimals follow a comma"),
        ("parameters", "1,5e9", "decimals follow a comma"),
        ("parameters", "7B", "a unit or a word stands beside numbers"),
        ("parameters", "#REF!", "a spreadsheet's error stands in a cell"),
        ("parameters", "70000,80000", "two values stand in one cell"),
    ],
)
def test_the_cause_of_unreadable_values_is_named(column, text, cause):
    found = failures([record(**{column: text})] * 6)
    assert cause in found["what_cannot_be_read_stays_rare", column]


def test_a_new_vocabulary_is_refused_and_a_new_word_reported():
    vocabulary = {"country": {"china", "france"}}
    known = [record(countries="China,France")] * 9
    strange = record(countries="Atlantis, China")
    (one,) = check_words(KINDS, [*known, strange], vocabulary)
    assert one.is_passed
    assert one.examples == "1 new words: 'Atlantis' in 1"
    (many,) = check_words(KINDS, [*known, *[record(countries="Mu")] * 2], vocabulary)
    assert not many.is_passed
    assert many.observed_value == pytest.approx(2 / 11, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Nova-9", "nova9"),
        ("GPT-3.5 Turbo", "gpt3point5turbo"),
        ("Command R+", "commandr+"),
        ("ALLaM\u00a0adapted\u200b 70B", "allamadapted70b"),
        ("Café (É)", "cafee"),
    ],
)
def test_a_name_is_spelt_as_the_warehouse_does(name, key):
    assert name_key(name) == key


def test_spaces_of_all_kinds_are_one_and_what_has_no_width_is_none():
    assert plain(" GPT-5.3\u00a0 Codex\n") == "GPT-5.3 Codex"
    assert plain("\ufeffGPT\u200b-5") == "GPT-5"


def test_lists_share_an_item_however_it_is_spelt():
    assert share_an_item("Google DeepMind,MIT", "mit; OpenAI")
    assert not share_an_item("Deepgram", "Amazon")


HEADER = (
    "Model,Publication date,Domain,Organization,Parameters,Training compute (FLOP),"
    "Notability criteria\n"
)


def published(changed):
    """A file of 250 models, half of them notable; cells of some are changed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for number in range(250):
        row = {
            "model": f"Model {number}",
            "date": f"{2000 + number % 20}-03-1{number % 10}",
            "domain": "Language",
            "organization": f"Org {number % 40}",
            "parameters": f"{number % 9 + 1}000000000",
            "compute": f"{number % 9 + 1}e21",
            "criteria": "SOTA improvement" if number % 2 else "",
        }
        writer.writerow((row | changed.get(number, {})).values())
    return HEADER + text.getvalue()


@pytest.fixture
def ingest(tmp_path, project_root, capsys):
    rules = tmp_path / "seeds" / "rules" / "core"
    rules.mkdir(parents=True)
    for name in ("column_aliases", "vocabulary_terms"):
        content = (project_root / "seeds" / "rules" / "core" / f"{name}.csv").read_bytes()
        (rules / f"{name}.csv").write_bytes(content)

    def run(text, *options):
        path = tmp_path / "published.csv"
        path.write_text(text, encoding="utf-8")
        key = ["--scope", "all", "--snapshot-date", "2021-01-01"]
        seeds = ["--seeds-dir", str(tmp_path / "seeds")]
        code = main(["ingest", "ai-models", str(path), *key, *seeds, *options])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_cells_that_end_a_build_are_refused_at_the_gate_by_row_and_name(ingest):
    changed = {7: {"compute": "-5e20"}, 8: {"parameters": "-3"}, 9: {"date": "2031-01-01"}}
    bad = published(changed | {10: {"compute": "1e33"}})
    code, text = ingest(bad)
    assert code == 2
    for said in (
        "published.csv: the gate refuses ai_models 2021-01-01 all:",
        "(training_compute_flop): 1, expected at most 0: row 8 (Model 7) '-5e20'",
        "(parameters): 1, expected at most 0: row 9 (Model 8) '-3'",
        "(publication_date): 1, expected at most 0: row 10 (Model 9) '2031-01-01'",
        "(training_compute_flop): 1, expected at most 0: row 11 (Model 10) '1e33'",
        "look at the file; if it is right, repeat with --accept 'why it is'",
    ):
        assert said in text
    assert ingest(bad, "--dry-run")[0] == 1
    assert ingest(bad, "--accept", "as published")[0] == 0


def test_one_lost_exponent_is_reported_and_comes_in(ingest):
    code, text = ingest(published({7: {"compute": "6"}}))
    assert code == 0, text
    assert "noted, and no reason to refuse:" in text
    assert "training_compute_flop: 1 of 250 values (impossible size): row 8 (Model 7)" in text
