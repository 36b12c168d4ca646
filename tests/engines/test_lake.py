"""A lake keeps what a file promises: whole builds, checked tables, one writer."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

import pytest

from scalehouse.engines import lake

N_READERS = 20


def test_a_passing_build_is_what_readers_open(scales):
    newest = lake.published_builds(scales.lake)[-1]
    with lake.connect(lake=scales.lake) as reader:
        rows = reader.execute(
            "select item_id, weight_kg from weighings order by all"
        ).fetchall()
        (build,) = reader.execute("select build_id from build_manifest").fetchone()
    assert rows == [(1, 1.0), (2, 2.5), (3, None)]
    assert build == newest.build_id


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ("{times: 2}", "weighings: not one row with the key"),
        ("{shift_kg: -2}", "weighings fails its check weight_kg > 0 and unit in ('kg', 'g')"),
    ],
)
def test_a_build_that_fails_leaves_readers_the_last_one(scales, variables, message):
    before = lake.published_builds(scales.lake)
    done = scales.dbt("--vars", variables)
    assert done.returncode == 1
    assert message in done.stdout
    assert f"readers keep build {before[-1].build_id}" in done.stdout
    assert lake.published_builds(scales.lake) == before
    with lake.connect(lake=scales.lake) as reader:
        assert reader.execute("select min(weight_kg) from weighings").fetchone() == (1.0,)


def test_twenty_readers_see_whole_builds_while_two_are_built(scales):
    is_over = Event()

    def read():
        seen = Counter()
        while not is_over.is_set():
            with lake.connect(lake=scales.lake) as reader:
                rows = reader.execute("select distinct invocation from weighings").fetchall()
                time.sleep(0.2)
                rows += reader.execute("select invocation from totals").fetchall()
                (build,) = reader.execute("select build_id from build_manifest").fetchone()
            # opening costs more than reading: leave the builds some of the machine
            is_over.wait(12)
            (invocation,) = set(rows)
            assert build.endswith(invocation[0][:8])
            seen[build] += 1
        return seen

    with ThreadPoolExecutor(N_READERS) as pool:
        readers = [pool.submit(read) for _ in range(N_READERS)]
        try:
            scales.build()
            scales.build()
            time.sleep(5)
        finally:
            is_over.set()
    seen = [reader.result() for reader in readers]
    assert all(seen)
    assert len(set().union(*seen)) > 1


def test_an_older_build_is_still_there(scales):
    old, *_, new = lake.published_builds(scales.lake)
    assert old.build_id != new.build_id
    with lake.connect(old.build_id, scales.lake) as reader:
        assert reader.execute("select build_id from build_manifest").fetchone() == (
            old.build_id,
        )
    with lake.connect(lake=scales.lake) as reader:
        rows = reader.execute(
            f"select build_id from build_manifest at (version => {old.version})"  # noqa: S608
        ).fetchall()
    assert rows == [(old.build_id,)]


def test_a_build_that_is_not_there_is_named_with_those_that_are(scales):
    with pytest.raises(lake.LakeError, match="No build 2020 in the lake; it holds 2"):
        lake.connect("2020", scales.lake)


def test_a_second_writer_is_refused(scales):
    with closing(lake.claim_writing(scales.lake.catalog)):
        done = scales.dbt()
    assert done.returncode != 0
    assert "Another build writes this lake (127.0.0.1 since 2" in done.stdout
    with lake.connect(lake=scales.lake) as reader:
        assert reader.execute("select count(*) from weighings").fetchone() == (3,)


def test_readers_and_builds_say_what_setting_is_missing(monkeypatch):
    monkeypatch.delenv(lake.CATALOG, raising=False)
    monkeypatch.setenv(lake.DATA, "somewhere")
    with pytest.raises(lake.LakeError, match=f"Set {lake.CATALOG}: where the lake is"):
        lake.connect()
