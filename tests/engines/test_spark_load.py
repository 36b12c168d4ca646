"""What Spark wrote takes the place of what dbt would build, and dbt builds the rest."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from scalehouse import warehouse
from scalehouse.engines import command
from scalehouse.engines.project import Project
from scalehouse.locks import locked
from scalehouse.one_writer import CannotWriteError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def layer(parsed, tmp_path):
    """Two tables as Spark would have left them."""
    project = Project.read(parsed / "target" / "manifest.json")
    nodes = [node for node in project.nodes.values() if node.name in ("metrics", "countries")]
    for node in nodes:
        (tmp_path / node.name).mkdir()
        duckdb.sql("select 1 as a").write_parquet(f"{tmp_path}/{node.name}/part.parquet")
    return command.Layer(nodes, tmp_path)


def test_tables_are_loaded_into_a_new_file(layer, tmp_path):
    home = tmp_path / "home"
    said = command.load(layer, home)
    assert said == f"2 tables of Spark's are in {home / 'next'}"
    with duckdb.connect(home / "next" / warehouse.DATABASE) as built:
        assert built.sql("from raw.metrics").fetchall() == [(1,)]


def test_loading_waits_for_no_writer_and_leaves_no_state_to_refresh_from(layer, tmp_path):
    home = tmp_path / "home"
    folder = home / "next"
    folder.mkdir(parents=True)
    state = [folder / "inputs.json", folder / "manifest.json"]
    for file in state:
        file.write_text("{}")
    with (
        locked(folder),
        pytest.raises(CannotWriteError, match=f"Another dbt run is using {folder}: wait"),
    ):
        command.load(layer, home)
    assert all(file.is_file() for file in state)
    command.load(layer, home)
    assert not any(file.exists() for file in state)


def test_a_table_that_spark_did_not_write_ends_loading_before_it_begins(layer, tmp_path):
    home = tmp_path / "home"
    command.load(layer, home)
    state = home / "next" / "inputs.json"
    state.write_text("{}")
    missing = layer.nodes[-1].name
    shutil.rmtree(tmp_path / missing)
    kept = layer.nodes[0].name
    duckdb.sql("select 2 as a").write_parquet(f"{tmp_path}/{kept}/part.parquet")
    with pytest.raises(command.EngineError, match=f"Spark wrote no .*{missing}"):
        command.load(layer, home)
    assert state.is_file()
    with duckdb.connect(home / "next" / warehouse.DATABASE) as built:
        assert built.sql(f"from raw.{kept}").fetchall() == [(1,)]


def test_the_rest_is_all_that_spark_did_not_write_with_every_data_test(
    parsed, layer, tmp_path, dbt
):
    manifest = json.loads((parsed / "target" / "manifest.json").read_text(encoding="utf-8"))
    kinds = ("seed", "model", "test")
    everything = {
        name for name, node in manifest["nodes"].items() if node["resource_type"] in kinds
    }
    target = tmp_path / "target"
    target.mkdir()
    shutil.copy(parsed / "target" / "partial_parse.msgpack", target)
    listed = dbt(
        ROOT,
        *("--quiet", "ls", "--output", "json", "--output-keys", "unique_id"),
        *("--target-path", target, "--log-path", tmp_path),
        *command.rest(layer),
        SCALEHOUSE_WAREHOUSE=str(parsed.with_name("warehouse")),
    )
    assert listed.returncode == 0, listed.stdout
    rest = {json.loads(line)["unique_id"] for line in listed.stdout.splitlines()}
    loaded = {node.unique_id for node in layer.nodes}
    built = {name for name in rest if name.split(".")[0] in kinds}
    assert built == everything - loaded
    assert not any(name.startswith("unit_test.") for name in rest)
