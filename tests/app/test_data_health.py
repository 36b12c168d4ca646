"""How complete and stable the data are is what the marts hold."""

import datetime as dt

import pandas as pd
import pytest

from lib import data_health
from scalehouse import age

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


def test_the_newest_snapshots_have_their_age(open_app, monkeypatch):
    monkeypatch.setattr(age, "today", lambda: dt.date(2026, 8, 31))
    assert (
        "The newest snapshot, of 19 August 2026 (12 days old), lists notable and large-scale "
        "AI models only; the newest that lists all is of 30 March 2026 (154 days old)."
    ) in words(open_app(page="data_health"))


def test_a_newest_snapshot_of_all_models_or_of_none_says_so(monkeypatch):
    monkeypatch.setattr(age, "today", lambda: dt.date(2026, 8, 1))
    snapshots = pd.DataFrame(
        {
            "snapshot_date": [dt.date(2026, 7, 31), dt.date(2026, 5, 1)],
            "scope": ["all", "notable"],
            "has_all_models": [True, False],
        }
    )
    of = data_health.newest_snapshots
    assert of(snapshots) == (
        "The newest snapshot, of 31 July 2026 (1 day old), lists all AI models."
    )
    assert of(snapshots[1:]).endswith(
        "(92 days old), lists notable AI models only; none lists all."
    )


def test_health_without_a_quarantine_or_revisions_says_so(open_app, publish_changed):
    home = publish_changed(
        "20990101T000000Z-00000001",
        "delete from fct_unmatched_terms",
        "delete from fct_field_revisions",
        "delete from fct_cast_failures where n_failed > 0",
        "delete from fct_quality_results",
    )
    app = open_app(home, page="data_health")
    assert not app.exception
    assert "the quarantine is empty" in words(app)
    assert "could be read" in words(app)
    assert "0 of 0 expectations passed" in words(app)
