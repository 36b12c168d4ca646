"""A claim is one row of a seed and, where none tests it yet, one row of a specification."""

import csv
import shutil
from pathlib import Path

import duckdb
import pytest

from scalehouse import warehouse

ROOT = Path(__file__).resolve().parents[2]
PROJECT = [
    *("dbt_project.yml", "profiles.yml", "models", "macros", "seeds", "python_models"),
    "tests/data",
]
SNAPSHOT = "2025-06-20"

# What lies between the two seeds and the scoreboard.
NODES = [
    *("published_claims", "summary_specifications"),
    *("int_claims__published", "int_claims__summary_samples", "fct_record_summaries"),
    *("fct_estimates", "fct_claim_checks", "rpt_claim_scoreboard"),
]

SPECIFICATION = {
    "specification": "added__vision_parameters",
    "question": "How large is a notable vision model since 2020?",
    "metric": "parameters",
    "population": "notable",
    "sample_rule": "all",
    "excludes_speculative": "false",
    "starts_on": "2020-01-01",
    "grouping_name": "task_domain",
    "group_name": "Vision",
    "ci_level": "0.9",
    "source_url": "https://example.org/vision",
}
CLAIM = {
    "kind": "median",
    "claim": "median size of a vision model since 2020",
    "quantity": "metric_median",
    "relation": "equals",
    "unit": "parameters",
    "last_digit": "1",
    "known_from": "primary",
    "snapshot_date": SNAPSHOT,
    "tested_by": "fct_record_summaries",
    "specification": "added__vision_parameters",
    "group_name": "all",
    "population": "notable",
    "tolerance_rule": "inside_our_interval",
    "source_url": "https://example.org/vision",
    "reason": "added by a test",
}
MEDIAN = """
    select median(parameters)
    from fct_training_runs
    inner join bridge_ai_models__domains using (snapshot_date, ai_model_id)
    where
        snapshot_date = date '{date}'
        and task_domain = 'Vision'
        and is_notable
        and publication_date >= date '2020-01-01'
        and parameters > 0
"""


def left_out(_, names):
    """Name the descriptions of other tables, which take most of the time to parse."""
    kept = ("claims", "groups")
    return [n for n in names if n.endswith(".yml") and not any(k in n for k in kept)]


def add_rows(seed, rows):
    """Append rows to a seed, in the order of its header."""
    with seed.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with seed.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header, lineterminator="\n").writerows(rows)


@pytest.fixture(scope="module")
def median(warehouse_home):
    with warehouse.connect(warehouse_home) as database:
        ((found,),) = database.sql(MEDIAN.format(date=SNAPSHOT)).fetchall()
    return found


@pytest.fixture(scope="module")
def added(build, warehouse_home, median, tmp_path_factory):
    """Build two more claims, one true and one far off, on a copy of project and warehouse."""
    home = tmp_path_factory.mktemp("added")
    for name in PROJECT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, home / name, ignore=left_out)
        else:
            shutil.copy(ROOT / name, home / name)
    add_rows(home / "seeds/rules/claims/summary_specifications.csv", [SPECIFICATION])
    add_rows(
        home / "seeds/published/claims/published_claims.csv",
        [
            CLAIM | {"claim_id": "Z01", "source_claim": "Z01", "published_value": str(median)},
            CLAIM | {"claim_id": "Z02", "source_claim": "Z02", "published_value": "1"},
        ],
    )
    (home / "warehouse/next").mkdir(parents=True)
    database = home / "warehouse/next" / warehouse.DATABASE
    shutil.copy(warehouse.published_path(warehouse_home), database)
    only = ("--resource-type", "seed", "model", "--select", *NODES)
    build(home / "warehouse", *only, root=home)
    return database


def test_two_rows_give_a_tested_claim(added, median):
    with duckdb.connect(added, read_only=True) as database:
        found = database.sql("""
            select claim_id, verdict_at_own_time, own_estimate
            from rpt_claim_scoreboard
            where source_claim like 'Z%'
            order by claim_id
        """).fetchall()
    assert found == [("Z01", "holds", median), ("Z02", "contradicted", median)]


def test_a_new_claim_is_tested_on_every_snapshot(added):
    with duckdb.connect(added, read_only=True) as database:
        ((checked, snapshots),) = database.sql("""
            select
                (select count(*) from fct_claim_checks where claim_id = 'Z01'),
                (
                    select count(distinct snapshot_date)
                    from dim_snapshots where table_name in ('ai_models', 'ml_hardware')
                )
        """).fetchall()
    assert checked == snapshots


def test_other_claims_stay_as_they_were(added, warehouse_home):
    with duckdb.connect(added, read_only=True) as database:
        database.execute(
            f"attach '{warehouse.published_path(warehouse_home)}' as before (read_only)"
        )
        changed = database.sql("""
            from before.main.rpt_claim_scoreboard
            except
            from rpt_claim_scoreboard
        """).fetchall()
    assert changed == []
