"""Models give the rows that their unit tests, which a build leaves out, expect."""

import json
import shutil

from scalehouse import warehouse


def test_models_give_the_rows_that_their_unit_tests_expect(build, warehouse_home, tmp_path):
    # dbt reads the types of a model's inputs from the tables of a build
    built = tmp_path / "next" / warehouse.DATABASE
    built.parent.mkdir()
    shutil.copyfile(warehouse.published_path(warehouse_home), built)
    build(tmp_path, "--select", "test_type:unit", command="test")
    target = tmp_path / "target"
    results = json.loads((target / "run_results.json").read_text())["results"]
    expected = json.loads((target / "manifest.json").read_text())["unit_tests"]
    assert {result["unique_id"] for result in results} >= expected.keys()
    assert len(expected) >= 98
