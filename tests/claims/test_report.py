"""The committed report on claims says what the published warehouse says, or fails."""

import shutil
from pathlib import Path

import pytest

from scalehouse import claims, cli, warehouse

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def report(tmp_path):
    return Path(shutil.copy(ROOT / claims.REPORT, tmp_path))


@pytest.fixture
def publish_changed(publish_copy, tmp_path, monkeypatch):
    """Publish a copy of the warehouse in which a statement changed the scoreboard."""

    def publish(statement):
        publish_copy(tmp_path, "changed", statement)
        monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(tmp_path))

    return publish


def strict(report):
    return cli.main(["claims", "--strict", "--report", str(report)])


@pytest.mark.usefixtures("published")
def test_the_committed_report_agrees_with_the_warehouse(report, capsys):
    assert strict(report) == 0
    assert "agrees with the published warehouse" in capsys.readouterr().out


@pytest.mark.usefixtures("published")
def test_a_changed_report_fails_and_is_left_alone(report, capsys):
    text = report.read_text().replace("contradicted", "confirmed", 1)
    report.write_text(text)
    assert strict(report) == 2
    error = capsys.readouterr().err
    assert "run `scalehouse claims --write`" in error
    assert "confirmed" in error
    assert report.read_text() == text


def test_a_changed_warehouse_fails(publish_changed, report, capsys):
    publish_changed("update rpt_claim_scoreboard set own_estimate = 456 where claim_id = 'D08'")
    assert strict(report) == 2
    assert "| 456 |" in capsys.readouterr().err


def test_a_stale_report_is_rewritten(publish_changed, report, capsys):
    publish_changed("delete from rpt_claim_scoreboard where claim_id = 'D08'")
    assert cli.main(["claims", "--write", "--report", str(report)]) == 0
    assert "D08" not in report.read_text()
    assert strict(report) == 0
    assert "written from the published warehouse" in capsys.readouterr().out


@pytest.mark.usefixtures("published")
def test_a_missing_report_is_an_error(tmp_path, capsys):
    assert strict(tmp_path / "none.md") == 2
    assert "none.md" in capsys.readouterr().err


@pytest.mark.usefixtures("published")
def test_the_report_has_each_claim_that_does_not_hold_with_a_reason():
    with warehouse.connect() as database:
        failing = database.sql("""
            select claim_id, reason
            from rpt_claim_scoreboard
            where verdict_at_own_time != 'holds'
        """).fetchall()
    lines = (ROOT / claims.REPORT).read_text().splitlines()
    for claim_id, reason in failing:
        (line,) = [line for line in lines if line.startswith(f"| [{claim_id}](")]
        assert reason.replace("|", "/") in line


@pytest.mark.usefixtures("published")
def test_the_scoreboard_prints_every_claim(capsys):
    assert cli.main(["claims"]) == 0
    printed = capsys.readouterr().out
    with warehouse.connect() as database:
        ids = database.sql("select claim_id from rpt_claim_scoreboard").fetchall()
    assert {line.split()[0] for line in printed.splitlines() if line} >= {key for (key,) in ids}


def row(**values):
    empty = dict.fromkeys(
        ["published_value", "published_ci_low", "published_ci_high", "unit"], None
    )
    return empty | {"relation": "equals"} | values


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"published_value": 5.6, "unit": "months"}, "5.6 months"),
        (
            {"published_value": 2.4, "published_ci_low": 2.0, "published_ci_high": 2.9},
            "2.4 [2, 2.9]",
        ),
        ({"published_value": 26, "unit": "factor", "relation": "at_least"}, "at least 26x"),
        ({"published_ci_low": 5.15, "published_ci_high": 5.44}, "5.15 to 5.44"),
        ({"published_value": 12389056.0, "unit": "usd"}, "12,389,056 dollars"),
        ({"published_value": 1.43e25, "unit": "flop"}, "1.43e25"),
        ({"published_value": 2e-8}, "2e-8"),
        ({"published_value": 2018.0}, "2018"),
        ({}, "-"),
    ],
)
def test_published_numbers_are_printed_as_they_are_meant(values, text):
    assert claims.published_number(row(**values)) == text


def test_a_doubling_time_without_upper_bound_says_so():
    values = {"own_estimate": 30.04, "own_estimate_ci_low": 9.876, "own_estimate_ci_high": None}
    assert claims.our_number(values, "own") == "30 [9.88, no bound]"
