"""A lake keeps what a file promises: whole builds, checked tables, one writer."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Event

import duckdb
import psycopg2
import pytest
import yaml

from scalehouse.engines import lake

ROOT = Path(__file__).resolve().parents[2]
N_READERS = 20
# Opening costs more than reading: a few open build after build, the others keep theirs open.
N_OPENING = 4


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


def test_twenty_readers_see_whole_builds_while_one_is_built(scales):
    before = lake.published_builds(scales.lake)[-1].build_id
    newest = newest_version(scales.lake)
    has_begun, is_over = Barrier(N_READERS + 1, timeout=300), Event()

    def read(reader):
        moment = datetime.now(UTC)
        rows = reader.execute("select distinct invocation from weighings").fetchall()
        time.sleep(0.2)
        rows += reader.execute("select invocation from totals").fetchall()
        (build,) = reader.execute("select build_id from build_manifest").fetchone()
        (invocation,) = set(rows)
        assert build.endswith(invocation[0][:8])
        return build, moment

    def open_and_read():
        with lake.connect(lake=scales.lake) as reader:
            return read(reader)

    def read_on(number):
        with lake.connect(lake=scales.lake) as reader:
            seen = [read(reader)]
            has_begun.wait()
            if number == 0:
                # one of them has its lake open when the build commits its first table
                while newest_version(scales.lake) == newest and not is_over.is_set():
                    time.sleep(0.05)
            elif number >= N_OPENING:
                is_over.wait()
            seen.append(read(reader))
        while not is_over.is_set():
            seen.append(open_and_read())
            # leave the build some of the machine
            is_over.wait(6)
        return [*seen, open_and_read()]

    with ThreadPoolExecutor(N_READERS) as pool:
        readers = [pool.submit(read_on, number) for number in range(N_READERS)]
        try:
            has_begun.wait()
            scales.build_beside_threads()
        finally:
            is_over.set()
    after = lake.published_builds(scales.lake)[-1]
    assert before != after.build_id
    moments = []
    for reader in readers:
        seen, when = zip(*reader.result(), strict=True)
        assert list(seen) == sorted(seen)
        assert (seen[0], seen[-1]) == (before, after.build_id)
        moments += when
    with lake.connect(lake=scales.lake) as reader:
        first, last = reader.execute(
            "select min(snapshot_time), max(snapshot_time) from ducklake_snapshots('lake')"
            " where snapshot_id > $1 and snapshot_id <= $2",
            [newest, after.version],
        ).fetchone()
    assert any(first < moment < last for moment in moments)


def newest_version(shared):
    """The last commit to a lake, whoever made it."""
    with closing(psycopg2.connect(shared.catalog)) as catalog, catalog.cursor() as cursor:
        cursor.execute("select max(snapshot_id) from ducklake_snapshot")
        return cursor.fetchone()[0]


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


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ("{}", "Completed successfully"),
        ("{times: 2}", "weighings: not one row with the key"),
        ("{shift_kg: -2}", "CHECK constraint failed on table weighings"),
    ],
)
def test_tables_of_a_file_keep_the_rules_of_those_of_a_lake(
    scales, tmp_path, variables, message
):
    done = scales.dbt(
        *("--vars", variables, "--target-path", tmp_path / "target"),
        target="file",
        SCALEHOUSE_WAREHOUSE=str(tmp_path),
    )
    assert message in done.stdout


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


def test_a_writer_of_another_lake_is_no_writer_of_this_one(scales, new_lake):
    another = new_lake("another")
    with (
        closing(lake.claim_writing(another.catalog)),
        closing(lake.claim_writing(scales.lake.catalog)),
        # one writer, not two
        pytest.raises(lake.LakeError, match=r"writes this lake \(127\.0\.0\.1 since [^,]*\):"),
    ):
        lake.claim_writing(scales.lake.catalog)


def test_seeds_half_replaced_are_not_built(scales):
    journal = scales.root / "seeds" / ".ingest"
    journal.mkdir()
    try:
        (journal / "complete").touch()
        done = scales.dbt()
    finally:
        shutil.rmtree(journal)
    assert done.returncode != 0
    assert "run `scalehouse recover`, then build again" in " ".join(done.stdout.split())


def test_a_limit_of_memory_is_kept(scales):
    done = scales.dbt(SCALEHOUSE_MEMORY_LIMIT="a lot")
    assert done.returncode != 0
    assert "Memory must have a number" in done.stdout  # says DuckDB


def test_pruning_keeps_published_builds_whatever_was_committed_since(scales):
    with duckdb.connect() as writer:
        lake.load_extensions(writer)
        writer.execute(f"attach 'ducklake:postgres:{scales.lake.catalog}' as lake")
        # nothing makes it, so the build drops it; smaller tables are rows of the catalog
        writer.execute("create table lake.large as from range(1000)")
    scales.build()
    *older, newest = lake.published_builds(scales.lake)
    assert scales.dbt("--vars", "{shift_kg: -2}").returncode == 1
    assert len(files(scales.lake)) == 1
    with (
        closing(lake.claim_writing(scales.lake.catalog)),
        pytest.raises(lake.LakeError, match="Another build writes this lake"),
    ):
        lake.prune(1, scales.lake)
    assert lake.prune(1, scales.lake) == [newest]
    assert files(scales.lake) == []
    with lake.connect(lake=scales.lake) as reader:
        assert reader.execute("select count(*) from weighings").fetchone() == (3,)
    with pytest.raises(lake.LakeError, match=f"it holds {newest.build_id}\\."):
        lake.connect(older[-1].build_id, scales.lake)


def files(shared):
    return [*Path(shared.data).rglob("*.parquet")]


def test_the_target_writes_one_table_at_a_time():
    profiles = yaml.safe_load((ROOT / "profiles.yml").read_text(encoding="utf-8"))
    assert profiles["scalehouse"]["outputs"]["ducklake"]["threads"] == 1


def test_readers_and_builds_say_what_setting_is_missing(monkeypatch):
    monkeypatch.delenv(lake.CATALOG, raising=False)
    monkeypatch.setenv(lake.DATA, "somewhere")
    with pytest.raises(lake.LakeError, match=f"Set {lake.CATALOG}: where the lake is"):
        lake.connect()
