"""DuckDB's SQL in Spark's words: what SQLGlot leaves, or answers otherwise."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from scalehouse.engines.translate import translate

SCALEHOUSE = Path(sys.executable).with_name("scalehouse")
SCHEMA = {
    "t": {
        "n_row": "int",
        "a": "double",
        "b": "double",
        "m": "decimal(10,2)",
        "n": "int",
        "x": "string",
    }
}
COLUMNS = {
    name: kind.replace("string", "varchar").replace("int", "integer")
    for name, kind in SCHEMA["t"].items()
}
# They tell a translation from what Spark would make of DuckDB's words.
ROWS = """n_row,a,b,m,n,x
1,1000,1,2.5,2,"a,b|A"
2,2.5,2.5,-2.5,2,"03/12/2020"
3,,1,3.5,2,"b,a"
4,0.5,1,,2,
"""
OF_A_ROW = {
    "a logarithm is no quotient of two others": ("log10(a)", "LOG10(t.a)"),
    "a fraction is a double": ("1 / 365.2425", "CAST(365.2425 AS DOUBLE)"),
    "nulls come last": ("first_value(x) over (order by a)", "ORDER BY t.a NULLS LAST"),
    "a cast to an integer rounds": ("cast(a as integer)", "CAST(RINT(t.a) AS INT)"),
    "halves of a decimal go away from zero": ("cast(m as integer)", "CAST(ROUND(t.m) AS INT)"),
    "a written fraction is a decimal": ("cast(2.5 as integer)", "CAST(ROUND("),
    "so is its product with a count": ("cast(n * 1.25 as integer)", "CAST(ROUND(t.n"),
    "a double makes a double of it": ("cast(m + a - a as integer)", "CAST(RINT(t.m"),
    "a quotient is a double": ("cast(m / 1 as integer)", "CAST(RINT(t.m"),
    "a separator is no pattern": ("string_split(x, '|')", r"'\\Q', '|', '\\E'"),
    "an item beyond the end is null": ("string_split(x, ',')[2]", "GET(SPLIT("),
    "an absent item has no place": ("list_position([a], b)", "NULLIF(ARRAY_POSITION("),
    "the length of a list": ("len(string_split(x, ','))", "ARRAY_SIZE(SPLIT("),
    "a date is read as Java writes its parts": (
        "try_strptime(x, '%d/%m/%Y')::date",
        "TRY_TO_TIMESTAMP(t.x, 'd/M/yyyy')",
    ),
    "a group that matched": (r"regexp_replace(x, '(a)', '<\1>', 'g')", "'<$1>'"),
    "an error is raised where it is met": (
        "coalesce(n, error('no n'))",
        "RAISE_ERROR('no n')",
    ),
    "lists that share an item": (
        "list_has_any(string_split(x, ','), ['b'])",
        "ARRAYS_OVERLAP(SPLIT(",
    ),
    "case is ignored": ("regexp_matches(x, '^B', 'i')", "CONCAT('(?i)', '^B')"),
}
OF_ALL_ROWS = {
    "a list keeps its order": ("list(x order by a)", "ARRAY_SORT(COLLECT_LIST("),
    "no rows make no list": ("list(x) filter (where n > 2)", "IF(ARRAY_SIZE("),
    "the n largest values are bounded": ("max(a, 2)", "SLICE(MAX_BY(t.a, t.a, 1000), 1, "),
    "texts are joined": ("string_agg(x, ',' order by x)", "LISTAGG(t.x, ',')"),
    "a quantile": ("quantile_cont(a, 0.25)", "PERCENTILE(t.a, CAST(0.25 AS DOUBLE))"),
    "several quantiles": (
        "quantile_cont(a, [0.25, 0.5, 0.75])",
        "PERCENTILE(t.a, ARRAY(CAST(0.25 AS DOUBLE)",
    ),
}
CASES = OF_A_ROW | OF_ALL_ROWS


@pytest.mark.parametrize(("expression", "expected"), CASES.values(), ids=CASES)
def test_an_expression_is_translated(expression, expected):
    assert expected in translate(f"select {expression} as v from t", SCHEMA)  # noqa: S608


@pytest.fixture(scope="module")
def answers(small_spark, tmp_path_factory):
    """What Spark and DuckDB answer to each case, in two models."""
    root = tmp_path_factory.mktemp("cases")
    (root / "t.csv").write_text(ROWS, encoding="utf-8")
    seed = node("t", "seed", original_file_path="t.csv", config={"column_types": COLUMNS})
    models = [
        node(name, "model", compiled_code=query(cases), depends_on={"nodes": ["seed.t"]})
        for name, cases in (("of_a_row", OF_A_ROW), ("of_all_rows", OF_ALL_ROWS))
    ]
    nodes = {each["unique_id"]: each for each in [seed, *models]}
    (root / "manifest.json").write_text(json.dumps({"nodes": nodes}), encoding="utf-8")
    done = subprocess.run(
        [
            *(SCALEHOUSE, "spark", "build", "of_a_row", "of_all_rows"),
            *("--manifest", "manifest.json", "--output", "out"),
            *("--master", "local[1]", "--partitions", "1"),
        ],
        cwd=root,
        env=small_spark,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    with duckdb.connect() as connection:
        connection.execute(f"create table t as from '{root}/out/t/*.parquet'")
        spark, file = {}, {}
        for model in models:
            file |= columns(connection.sql(model["compiled_code"]))
            spark |= columns(connection.sql(f"from '{root}/out/{model['name']}/*.parquet'"))
    return spark, file


def query(cases):
    columns = ", ".join(
        f"{expression} as {name(case)}" for case, (expression, _) in cases.items()
    )
    key = "n_row, " if cases is OF_A_ROW else ""
    return f"select {key}{columns} from t"  # noqa: S608


def name(case):
    return "c" + "".join(letter for letter in case.lower() if letter.isalpha())


def node(name, kind, **details):
    return {
        "unique_id": f"{kind}.{name}",
        "name": name,
        "alias": name,
        "schema": "main",
        "resource_type": kind,
        "original_file_path": "",
        "depends_on": {},
        "config": {},
        **details,
    }


def columns(relation):
    rows = relation.order(relation.columns[0]).fetchall()
    return dict(zip(relation.columns, zip(*rows, strict=True), strict=True))


@pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java, which is not installed")
@pytest.mark.parametrize("case", CASES)
def test_spark_answers_as_duckdb(answers, case):
    spark, file = answers
    assert spark[name(case)] == file[name(case)]


def test_a_model_reads_views_by_their_last_name():
    sql = translate('select a from "scalehouse"."staging"."t"', SCHEMA)
    assert sql == "SELECT t.a AS a FROM t AS t"


def test_a_model_calls_a_view_by_its_alias():
    sql = translate('select r.a from "scalehouse"."staging"."t" as r', SCHEMA)
    assert sql == "SELECT r.a AS a FROM t AS r"


def test_an_unpivot_is_written_out_with_the_columns_there_are():
    sql = translate(
        "with s as (select x, a, b from t), "
        "long as (unpivot s on columns(* exclude (x)) into name metric value v) "
        "select * from long",
        SCHEMA,
    )
    assert "STRUCT('a' AS name, s.a AS value), STRUCT('b' AS name, s.b AS value)" in sql
    assert "NOT" in sql
    assert sql.endswith("long.x AS x, long.metric AS metric, long.v AS v FROM long AS long")


def test_an_unnest_within_an_expression_gets_a_select_of_its_own():
    sql = translate("select distinct trim(unnest(string_split(x, ','))) as v from t", SCHEMA)
    assert sql.startswith("SELECT DISTINCT TRIM(unnested) AS v FROM (SELECT EXPLODE(")


def test_unnests_side_by_side_share_their_rows():
    sql = translate("select unnest(['a', 'b']) as k, unnest([a, b]) as v from t", SCHEMA)
    assert "ZIP_WITH(ARRAY('a', 'b'), ARRAY(t.a, t.b)" in sql
    assert sql.count("EXPLODE") == 1


def test_a_union_by_name_has_the_order_of_its_first_part():
    sql = translate("select a, x from t union all by name select x, b as a from t", SCHEMA)
    first, second = sql.split(" UNION ALL ")
    assert first == "SELECT t.a AS a, t.x AS x FROM t AS t"
    assert second == "SELECT t.b AS a, t.x AS x FROM t AS t"


def test_a_column_that_a_part_of_a_union_by_name_lacks_is_null_there():
    parts = ("select a from t", "select x from t", "select b, a from t")
    sql = translate(" union all by name ".join(parts), SCHEMA)
    assert sql.split(" UNION ALL ") == [
        "SELECT t.a AS a, NULL AS x, NULL AS b FROM t AS t",
        "SELECT NULL AS a, t.x AS x, NULL AS b FROM t AS t",
        "SELECT t.a AS a, NULL AS x, t.b AS b FROM t AS t",
    ]


def test_a_union_by_name_of_something_else_than_selects_is_refused():
    sql = "select a from t union all by name (select a from t union all select b from t)"
    with pytest.raises(NotImplementedError, match="a union by name of something else"):
        translate(sql, SCHEMA)


@pytest.mark.parametrize(
    "select",
    [
        "list(x order by a desc)",
        "try_strptime(x, '%j')",
        "x || unnest(['a'])",
        "unnest([1]), unnest([2]), unnest([3])",
    ],
)
def test_what_has_no_translation_is_refused(select):
    with pytest.raises(NotImplementedError, match=r"translation|date format"):
        translate(f"select {select} from t", SCHEMA)  # noqa: S608
