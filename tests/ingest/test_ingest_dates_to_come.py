"""A snapshot of a day that has not begun anywhere is a slip of the pen, and is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from scalehouse.ingest import sources

FILE = "Model,Publication date\nGPT-3,2020-05-28\n"
NOW = datetime.now(tz=UTC)


def day(**distance):
    return (NOW + timedelta(**distance)).date().isoformat()


def test_a_snapshot_of_a_day_to_come_is_refused(project):
    error = project.refusal_of(FILE, date="2096-08-19")
    assert error.endswith(
        "--snapshot-date 2096-08-19 is after today; write the day on which the publisher had "
        "this file"
    )
    assert "--snapshot-date" in project.refusal_of(FILE, date=day(days=3))
    assert "after today" in project.refusal_of(FILE, "--dry-run", date=day(days=3))


def test_a_download_on_a_day_to_come_is_refused(project):
    error = project.refusal_of(FILE, "--accessed-date", "2096-01-01")
    assert error.endswith(
        "--accessed-date 2096-01-01 is after today; write the day on which this file was "
        "downloaded"
    )


def test_a_manifest_names_no_day_to_come(project):
    path = project.folder / "ai_models" / "a.csv"
    path.parent.mkdir()
    path.write_text(FILE, encoding="utf-8")
    manifest = project.write(
        "file,title,snapshot_date,scope,found_in,bytes,sha256\n"
        "ai_models/a.csv,Title,2096-08-19,all,,,\n",
        "MANIFEST.csv",
    )
    before = project.checksums()
    outcome = project.run("all", "--manifest", manifest)
    assert outcome.code == 2
    assert f"{path}: --snapshot-date 2096-08-19 is after today" in outcome.error
    assert project.checksums() == before


@pytest.mark.parametrize(
    ("utc", "latest"),
    [
        ("2026-11-30T09:59", "2026-11-30"),
        ("2026-11-30T10:00", "2026-12-01"),  # midnight on Kiritimati
    ],
)
def test_today_is_the_latest_date_on_earth(monkeypatch, utc, latest):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromisoformat(utc).replace(tzinfo=tz)

    monkeypatch.setattr(sources, "datetime", Clock)
    assert sources.latest_today().isoformat() == latest


def test_the_day_that_has_begun_somewhere_is_taken(project):
    today = sources.latest_today().isoformat()
    outcome = project.ingest(FILE, "--accessed-date", today, date=today)
    assert outcome.code == 0, outcome.error
