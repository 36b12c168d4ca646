"""Every anchor of a mart catches what it is there for."""

import csv
import re

import duckdb
import pytest

from scalehouse import warehouse

TABLES = ("dim_snapshots", "fct_training_runs", "fct_growth_trends", "dim_hardware")


@pytest.fixture(scope="module")
def anchors(project_root):
    (path,) = project_root.glob("seeds/**/anchors.csv")
    with path.open(encoding="utf-8", newline="") as seed:
        return path, list(csv.DictReader(seed))


@pytest.fixture(scope="module")
def measure(project_root, warehouse_home, anchors):
    """Measure the published marts, one of them changed; give each anchor's row."""
    (path,) = project_root.glob("models/**/int_data_health__anchors.sql")
    sql = path.read_text(encoding="utf-8").replace("{{ reads_published_records() }}", "true")
    sql = re.sub(r"{{ ref\('(\w+)'\) }}", r"\1", sql)
    connection = duckdb.connect()
    published = warehouse.published_path(warehouse_home)
    connection.execute(f"attach '{published}' as published (read_only)")
    types = {"known_since": "date", "lower_limit": "double", "upper_limit": "double"}
    texts = {"is_rule": "boolean", "word": "varchar", "ai_model_id": "varchar"}
    connection.read_csv(str(anchors[0]), header=True, dtype=types | texts).create("anchors")

    def measured(table="", changes="*"):
        for name in TABLES:
            columns = changes if name == table else "*"
            connection.execute(
                f"create or replace temp view {name} as select {columns} from published.{name}"  # noqa: S608
            )
        rows = connection.sql(sql).fetchall()
        columns = connection.sql(sql).columns
        return [dict(zip(columns, row, strict=True)) for row in rows]

    yield measured
    connection.close()


def missed(rows):
    return {
        (row["anchor"], row["column_name"])
        for row in rows
        if row["observed_value"] is None
        or not (row["lower_limit"] or float("-inf")) <= row["observed_value"]
        or not row["observed_value"] <= (row["upper_limit"] or float("inf"))
    }


def test_the_published_marts_hold_every_anchor(measure, anchors):
    rows = measure()
    assert missed(rows) == set()
    assert {(row["table_name"], row["anchor"], row["column_name"]) for row in rows} == {
        (row["table_name"], row["anchor"], row["column_name"]) for row in anchors[1]
    }


def test_a_change_of_unit_of_any_column_misses_its_anchors(measure, anchors):
    """A thousand times as much, or as little, of any anchored quantity."""
    numbers = {
        (row["table_name"], row["column_name"])
        for row in anchors[1]
        if row["check_kind"] in {"median_between", "value_between"}
        and row["column_name"] != "publication_year"
    }
    assert len(numbers) > 10
    for table, column in numbers:
        expected = {
            (row["anchor"], column)
            for row in anchors[1]
            if (row["table_name"], row["column_name"]) == (table, column)
            # its limits are wider than a thousand either way
            and float(row["upper_limit"]) < 1e4 * float(row["lower_limit"])
        }
        for factor in (1e3, 1e-3):
            found = missed(measure(table, f"* replace ({column} * {factor} as {column})"))
            assert expected <= found, (column, factor)
            assert {name for _, name in found} <= {column}, (column, factor)


@pytest.mark.parametrize(
    ("table", "change", "anchor"),
    [
        ("fct_training_runs", "null::double as cost_per_flop_usd_2023", "compute_and_cost"),
        ("fct_training_runs", "'unknown' as access_tier", "access_is_known_for_most"),
        ("fct_training_runs", "null::date as publication_date", "training_runs_are_dated"),
        ("fct_training_runs", "ai_model_id || 'x' as ai_model_id", "palm_keeps_its_magnitude"),
        ("fct_growth_trends", "'not_estimable' as status", "trends_can_be_estimated"),
        ("fct_growth_trends", "r_squared + 1 as r_squared", "fits_explain_a_share"),
        ("dim_hardware", "1900.0::double as release_year", "chips_are_of_this_century"),
    ],
)
def test_what_a_change_breaks_is_named(measure, table, change, anchor):
    found = missed(measure(table, f"* replace ({change})"))
    assert any(name.startswith(anchor) for name, _ in found)


@pytest.mark.parametrize("table", ["fct_training_runs", "fct_growth_trends", "dim_hardware"])
def test_a_mart_without_rows_misses_all_its_anchors(measure, anchors, table):
    nothing = "unnest([]::int[]) as no_row, *"
    assert missed(measure(table, nothing)) == {
        (row["anchor"], row["column_name"]) for row in anchors[1] if row["table_name"] == table
    }
