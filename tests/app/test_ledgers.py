"""The pages on enhancements, on published claims and on the health of the data."""

import re

import pytest

from lib import text

NEWEST = "2026-07-19"


def words(app):
    return "\n".join(
        str(element.value)
        for kind in ("subheader", "markdown", "caption", "info")
        for element in app.get(kind)
    )


def cell(marts, sql, *values):
    return marts.execute(sql, values).fetchone()


@pytest.mark.parametrize("snapshot", ["2022-05-03", "2026-03-30", NEWEST])
@pytest.mark.parametrize(
    "enhancement", ["Chain-of-thought prompting", "Toolformer", "LATS agent"]
)
def test_a_gain_is_the_median_of_the_marts_rows_or_says_why_not(
    open_app, marts, snapshot, enhancement
):
    app = open_app(page="enhancements", snapshot=snapshot, enhancement=enhancement)
    assert not app.exception
    assert not app.warning
    n, median = cell(
        marts,
        "select count(anchored_gain_factor), median(anchored_gain_factor) "
        "from fct_compute_equivalent_gains where enhancement = ? and snapshot_date = ?",
        enhancement,
        snapshot,
    )
    finding = app.subheader[0].value.replace(text.NO_BREAK, " ")
    if n:
        assert f"n = {n})" in finding
        written = re.search(r"is worth ([\d.,]+) times", finding)[1].replace(",", "")
        assert float(written) == pytest.approx(median, rel=0.06)
        assert len(app.get("vega_lite_chart")) == 1
    else:
        assert "cannot be measured on this snapshot" in finding
        assert "No reading of" in app.info[0].value


def test_another_score_takes_another_compute(open_app, marts):
    asked = {"page": "enhancements", "enhancement": "Majority voting", "snapshot": "2026-03-30"}
    app = open_app(**asked)
    app.number_input(key="score").set_value(0.2).run()
    case = marts.execute(
        "select min(case_id) from fct_compute_equivalent_gains where enhancement = ? "
        "and status = 'estimated' and snapshot_date = ?",
        ["Majority voting", "2026-03-30"],
    ).fetchone()[0]
    (flop,) = cell(
        marts,
        "select equivalent_flop from compute_equivalent_gain(?, 0.2, "
        "snapshot_date := date '2026-03-30')",
        case,
    )
    mantissa = f"{flop:.1e}".partition("e")[0]
    assert f"20.0% without the enhancement would take {mantissa}" in words(app)


def test_the_ledger_counts_what_the_scoreboard_has(open_app, marts):
    app = open_app(page="claims")
    assert not app.exception
    holding, testable, drifted, every = cell(
        marts,
        "select count(*) filter (where verdict_today = 'holds'), "
        "count(*) filter (where verdict_today != 'not_testable'), "
        "count(*) filter (where verdict_today = 'drifted'), count(*) from rpt_claim_scoreboard",
    )
    assert app.subheader[0].value.startswith(
        f"{holding} of {testable} published claims that can be tested hold today; {drifted} "
    )
    assert f"Of {every} claims in all" in words(app)
    assert len(app.dataframe[0].value) == every


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({"verdict": "drifted"}, "verdict_today = 'drifted'"),
        ({"source": "arxiv.org/abs/2202.05924"}, "source_url like '%2202.05924'"),
        ({"kind": "trend", "verdict": "holds"}, "kind = 'trend' and verdict_today = 'holds'"),
    ],
)
def test_filters_leave_the_claims_they_say(open_app, marts, asked, where):
    app = open_app(page="claims", **asked)
    assert not app.exception
    (expected,) = cell(marts, f"select count(*) from rpt_claim_scoreboard where {where}")  # noqa: S608
    assert len(app.dataframe[0].value) == expected > 0


def test_no_claim_left_says_so(open_app):
    app = open_app(page="claims", kind="changepoint", verdict="does not follow")
    assert not app.exception
    assert "Widen the filters" in app.info[0].value
    assert len(app.get("vega_lite_chart")) == 0


@pytest.mark.parametrize("snapshot", ["2022-05-03", "2026-03-30", NEWEST])
def test_health_counts_what_the_marts_have(open_app, marts, snapshot):
    app = open_app(page="data_health", snapshot=snapshot)
    assert not app.exception
    published, failed = cell(
        marts,
        "select sum(n_published), sum(n_failed) from fct_cast_failures where snapshot_date = ?",
        snapshot,
    )
    assert f"Of {published:,} published values, {failed} could not be read" in (
        app.subheader[0].value
    )
    assert ("is the first snapshot" in words(app)) == (snapshot == "2022-05-03")
    passed, every = cell(
        marts,
        "select count(*) filter (where outcome = 'passed'), count(*) from fct_quality_results",
    )
    assert f"{passed:,} of {every:,} expectations passed" in words(app)


def test_health_without_a_quarantine_or_revisions_says_so(open_app, publish_changed):
    home = publish_changed(
        "20990101T000000Z-00000001",
        "delete from fct_unmatched_terms",
        "delete from fct_field_revisions",
        "update fct_cast_failures set n_failed = 0",
        "delete from fct_quality_results",
    )
    app = open_app(home, page="data_health")
    assert not app.exception
    assert "the quarantine is empty" in words(app)
    assert "could be read" in words(app)
    assert "0 of 0 expectations passed" in words(app)


def test_a_link_that_leads_nowhere_is_none(open_app, publish_changed, hostile):
    home = publish_changed("20990102T000000Z-00000002", *hostile)
    claims = open_app(home, page="claims").dataframe[0].value
    assert claims["link"].isna().all()
    (published,) = [table.value for table in open_app(home, page="enhancements").table]
    assert set(published["Source"]) == {"—"}


@pytest.mark.parametrize("page", ["enhancements", "claims", "data_health"])
def test_the_sql_of_a_page_runs(open_app, marts, page):
    for code in open_app(page=page).code:
        marts.execute(code.value).df()
