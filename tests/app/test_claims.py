"""Which claims hold is what the scoreboard says."""

import pytest


def words(app):
    return "\n".join(
        str(element.value)
        for kind in ("subheader", "markdown", "caption", "info")
        for element in app.get(kind)
    )


def cell(marts, sql, *values):
    return marts.execute(sql, values).fetchone()


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


def test_a_link_that_leads_nowhere_is_none(open_app, publish_changed, hostile):
    home = publish_changed("20990102T000000Z-00000002", *hostile)
    claims = open_app(home, page="claims").dataframe[0].value
    assert claims["link"].isna().all()
