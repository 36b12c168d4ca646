"""Finding and opening the published build."""

import duckdb
import pytest

from scalehouse import publish, warehouse


def test_nothing_published_names_the_file_and_the_remedy(tmp_path):
    with pytest.raises(
        warehouse.NotPublishedError, match=r"scalehouse\.duckdb: run `make build`"
    ):
        warehouse.connect(tmp_path)


def test_the_published_build_cannot_be_written(home):
    with (
        warehouse.connect(home) as published,
        pytest.raises(duckdb.InvalidInputException, match="read-only"),
    ):
        published.execute("create table t (i integer)")


def test_a_reader_that_stays_open_keeps_its_build(home, write_next):
    with warehouse.connect(home) as early:
        write_next(home, "20260102T000000Z-00000000")
        publish.publish(home, "20260102T000000Z-00000000", n_tables=1, n_kept=1)
        assert early.execute("select build_id[:8] from build_manifest").fetchall() == [
            ("20260101",)
        ]
        assert warehouse.build_id(home).startswith("20260102")


def test_a_roll_back_reaches_the_next_query_and_not_the_one_that_runs(home, write_next):
    first, second = "20260101T000000Z-00000000", "20260102T000000Z-00000000"
    write_next(home, second)
    publish.publish(home, second, n_tables=1, n_kept=5)
    with warehouse.connect(home) as reader:
        publish.roll_back(first, home)
        assert reader.execute("select build_id from build_manifest").fetchall() == [(second,)]
        assert warehouse.build_id(home) == first


def test_a_build_pruned_before_it_is_opened_is_looked_up_again(home, monkeypatch):
    real = warehouse.published_path
    gone = home / "builds" / "20250101T000000Z-00000000" / "scalehouse.duckdb"
    answers = iter([gone, real(home)])
    monkeypatch.setattr(warehouse, "published_path", lambda _: next(answers))
    with warehouse.connect(home) as published:
        assert published.execute("select 1").fetchall() == [(1,)]


def test_a_damaged_build_is_not_looked_up_twice(home):
    warehouse.published_path(home).write_bytes(b"no database")
    with pytest.raises(duckdb.IOException, match="not a valid DuckDB"):
        warehouse.connect(home)


def test_the_default_home_is_found_from_any_folder_of_the_project(tmp_path, monkeypatch):
    monkeypatch.delenv("SCALEHOUSE_WAREHOUSE", raising=False)
    (tmp_path / "dbt_project.yml").touch()
    folder = tmp_path / "app" / "pages"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert warehouse.default_home() == tmp_path / "warehouse"
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", "other")
    assert warehouse.default_home() == tmp_path / "other"
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(tmp_path / "far"))
    assert warehouse.default_home() == tmp_path / "far"


def test_the_default_home_is_found_from_outside_the_project(tmp_path, monkeypatch):
    monkeypatch.delenv("SCALEHOUSE_WAREHOUSE", raising=False)
    monkeypatch.chdir(tmp_path)
    assert (warehouse.default_home().parent / "dbt_project.yml").is_file()
