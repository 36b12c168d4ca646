"""A lake and Spark hold what the file holds: every key, every number near enough.

A few branches of the project are compared; SCALEHOUSE_PARITY=whole (`make parity`)
compares all of it.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from scalehouse import warehouse
from scalehouse.engines import command, lake
from scalehouse.engines.parity import compare
from scalehouse.engines.project import Project

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
IS_WHOLE = os.environ.get("SCALEHOUSE_PARITY") == "whole"
# A fit with its mart, and every kind of window.
LAKE_BRANCHES = ("fct_compute_optimal_laws", "int_ai_models__z_scores")
SPARK_BRANCHES = (
    *(
        "int_ai_models__record_and_frontier_flags",
        "int_ai_models__z_scores",
        "bridge_ai_models__organizations",
    ),
    *("int_trends__samples", "fct_metrics_by_year"),
)
FIT_ON_SPARK = "fit_growth__trends"


@pytest.fixture(scope="module")
def manifest(warehouse_home, tmp_path_factory, dbt):
    """The project as dbt compiled it, for the warehouse that tests share or once more."""
    built = warehouse_home / "target" / "manifest.json"
    if built.is_file():
        return built
    target = tmp_path_factory.mktemp("compiled")
    home = {"SCALEHOUSE_WAREHOUSE": target / "warehouse"}
    compiled = dbt(ROOT, "compile", "--target-path", target, **home)
    assert compiled.returncode == 0, compiled.stdout[-5000:]
    return target / "manifest.json"


def test_the_lake_holds_what_the_file_holds(published, manifest, new_lake, tmp_path, dbt):
    file = warehouse.published_path(published)
    shared = new_lake("whole" if IS_WHOLE else "branches")
    narrowed = [f"+{name}" for name in LAKE_BRANCHES]
    some = ["--exclude-resource-type", "test", "unit_test", "--select", *narrowed]
    settings = {lake.CATALOG: shared.catalog, lake.DATA: shared.data}
    done = dbt(
        ROOT,
        *("build", "--target", "ducklake", "--target-path", tmp_path),
        *([] if IS_WHOLE else some),
        **settings,
        SCALEHOUSE_WAREHOUSE=published,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    project = Project.read(manifest)
    nodes = project.nodes.values() if IS_WHOLE else project.named(LAKE_BRANCHES)
    with duckdb.connect() as connection:
        lake.load_extensions(connection)
        connection.execute(f"attach '{file}' as file (read_only)")
        connection.execute(f"attach 'ducklake:postgres:{shared.catalog}' as lake (read_only)")
        compared = [
            compare(
                connection,
                node.name,
                tuple(f"{place}.{node.schema}.{node.name}" for place in ("file", "lake")),
                node.key,
            )
            for node in nodes
        ]
    print("lake:", command.verdict(compared))  # noqa: T201 - `make parity` shows it


@pytest.fixture(scope="module")
def bulk_manifest(manifest, tmp_path_factory):
    """The project as dbt compiles it with the var `bulk`: the records come from a file."""
    raw = json.loads(manifest.read_text(encoding="utf-8"))
    seed = raw["nodes"]["seed.scalehouse.epoch_ai__ai_model_records"]
    staging = raw["nodes"]["model.scalehouse.stg_epoch_ai__ai_model_records"]
    assert seed["relation_name"] in staging["compiled_code"]
    staging["compiled_code"] = staging["compiled_code"].replace(
        seed["relation_name"],
        f"read_csv('{ROOT / seed['original_file_path']}', all_varchar = true, header = true)",
    )
    path = tmp_path_factory.mktemp("bulk") / "manifest.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


@pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java, which is not installed")
def test_spark_builds_what_duckdb_builds(
    published, manifest, bulk_manifest, small_spark, tmp_path
):
    names = [] if IS_WHOLE else SPARK_BRANCHES
    home, target, output = (tmp_path / name for name in ("warehouse", "target", "spark"))
    environment = (os.environ if IS_WHOLE else small_spark) | {
        "SCALEHOUSE_WAREHOUSE": str(home),
        "DBT_TARGET_PATH": str(target),
    }

    def spark(step, *options):
        # in a process of its own: Spark warns of our pandas, which it is never given
        done = subprocess.run(
            [
                *(BIN / "scalehouse", "spark", step, *names),
                *("--manifest", bulk_manifest, "--output", output, *options),
            ],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]

    spark("build", "--master", "local[2]", "--partitions", "2")
    layer = command.Layer.read(bulk_manifest, output, names)
    agreed = command.parity(layer)
    print("Spark:", agreed)  # noqa: T201 - `make parity` shows it
    # a new file
    spark("fit", *([] if IS_WHOLE else ["--select", FIT_ON_SPARK]))
    database = home / "next" / warehouse.DATABASE
    assert command.parity(layer, database) == agreed
    nodes = {node.name: node for node in Project.read(manifest).nodes.values()}
    fit = nodes[FIT_ON_SPARK]
    with warehouse.connect(published) as file:
        file.execute(f"attach '{database}' as built (read_only)")
        sides = (f"{fit.schema}.{fit.name}", f"built.{fit.schema}.{fit.name}")
        fitted = compare(file, fit.name, sides, fit.key)
    assert fitted.agrees, fitted
    assert fitted.n_rows > 100


def test_the_heavy_layer_is_what_fits_and_scaling_marts_come_from(manifest):
    project = Project.read(manifest)
    names = [node.name for node in project.heavy_layer()]
    assert {"fct_training_runs", "fct_metrics_by_year", "int_trends__samples"} <= {*names}
    assert names.index("stg_epoch_ai__ai_model_records") < names.index(
        "int_ai_models__z_scores"
    )
    assert not any(name.startswith("fit_") for name in names)
    # these come after a fit
    assert not {"fct_growth_trends", "fct_growth_curves"} & {*names}
    assert all(node.key for node in project.nodes.values())
