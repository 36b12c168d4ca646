"""Models give the rows that their unit tests, which a build leaves out, expect."""

import json
import shutil

from scalehouse import warehouse


def test_models_give_the_rows_that_their_unit_tests_expect(
    run_parsed, parsed, warehouse_home, tmp_path
):
    # dbt reads the types of a model's inputs from the tables of a build
    built = tmp_path / "next" / warehouse.DATABASE
    built.parent.mkdir()
    shutil.copyfile(warehouse.published_path(warehouse_home), built)
    run_parsed("test", tmp_path, "--select", "test_type:unit")
    results = json.loads((tmp_path / "target" / "run_results.json").read_text())["results"]
    expected = json.loads((parsed / "target" / "manifest.json").read_text())["unit_tests"]
    assert {result["unique_id"] for result in results} >= expected.keys()
    assert len(expected) >= 98
