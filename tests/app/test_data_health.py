"""How complete and stable the data are is what the marts hold."""

import pytest

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
