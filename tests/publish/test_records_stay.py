"""A build ends before anything is loaded where a record is not what was ingested."""

import shutil

import duckdb
import pytest

PARTS = ("dbt_project.yml", "profiles.yml", "selectors.yml", "requirements.lock", "seeds")
SEED = "seeds/published/epoch_ai/epoch_ai__ml_hardware.csv"


@pytest.mark.parametrize("selected", [(), ("--select", "epoch_ai__bbh_scores")])
def test_a_changed_record_ends_a_build_and_is_named(
    dbt, parsed, project_root, tmp_path, selected
):
    root, home = tmp_path / "project", tmp_path / "home"
    root.mkdir()
    for part in PARTS:
        source = project_root / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / part)
    text = (root / SEED).read_text(encoding="utf-8")
    assert "700.0" in text
    (root / SEED).write_text(text.replace("700.0", "701.0", 1), encoding="utf-8")
    done = dbt(
        root,
        *("build", *selected, "--target-path", home / "target", "--log-path", home / "logs"),
        parsed=parsed / "target" / "partial_parse.msgpack",
        SCALEHOUSE_WAREHOUSE=home,
    )
    assert done.returncode == 1, done.stdout[-3000:]
    assert "epoch_ai__ml_hardware: ml_hardware 2025-12-14, record " in done.stdout
    assert ": not as ingested; restore the seeds from version control" in done.stdout
    assert "Not published: " in done.stdout
    with duckdb.connect(str(home / "next" / "scalehouse.duckdb"), read_only=True) as database:
        assert database.sql("from duckdb_tables()").fetchall() == []
