"""What enhancements are worth is what the marts hold."""

import re

import pytest

from lib import text

NEWEST = "2026-08-19"


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


def test_a_source_that_leads_nowhere_is_none(open_app, publish_changed, hostile):
    home = publish_changed("20990102T000000Z-00000002", *hostile)
    (published,) = [table.value for table in open_app(home, page="enhancements").table]
    assert set(published["Source"]) == {"—"}
