"""DuckDB's SQL in Spark's words: what SQLGlot leaves, or answers otherwise."""

import pytest

from scalehouse.engines.translate import translate

SCHEMA = {"t": {"a": "double", "b": "double", "n": "int", "x": "string", "d": "date"}}
CASES = {
    "a logarithm is no quotient of two others": ("log10(a)", "LOG10(t.a)"),
    "a fraction is a double": ("1 / 365.2425", "CAST(365.2425 AS DOUBLE)"),
    "nulls come last": ("row_number() over (order by a)", "ORDER BY t.a NULLS LAST"),
    "a cast to an integer rounds": ("cast(a as integer)", "CAST(RINT(t.a) AS INT)"),
    "a list keeps its order": ("list(x order by a)", "ARRAY_SORT(COLLECT_LIST("),
    "no rows make no list": ("list(x)", "IF(ARRAY_SIZE("),
    "the n largest values are bounded": ("max(a, n)", "SLICE(MAX_BY(t.a, t.a, 1000), 1, "),
    "a separator is no pattern": ("string_split(x, '|')", r"'\\Q', '|', '\\E'"),
    "an item beyond the end is null": ("string_split(x, ',')[2]", "GET(SPLIT("),
    "an absent item has no place": ("list_position([a], b)", "NULLIF(ARRAY_POSITION("),
    "the length of a list": ("len(string_split(x, ','))", "ARRAY_SIZE(SPLIT("),
    "a date is read as Java writes its parts": (
        "try_strptime(x, '%d/%m/%Y')",
        "TRY_TO_TIMESTAMP(t.x, 'd/M/yyyy')",
    ),
    "a group that matched": (r"regexp_replace(x, '(a)', '<\1>', 'g')", "'<$1>'"),
    "case is ignored": ("regexp_matches(x, 'a', 'i')", "CONCAT('(?i)', 'a')"),
    "texts are joined": ("string_agg(x, ',')", "LISTAGG(t.x, ',')"),
    "a quantile": ("quantile_cont(a, 0.25)", "PERCENTILE(t.a, CAST(0.25 AS DOUBLE))"),
}


@pytest.mark.parametrize(("expression", "expected"), CASES.values(), ids=CASES)
def test_an_expression_means_on_spark_what_it_means_in_duckdb(expression, expected):
    assert expected in translate(f"select {expression} as v from t", SCHEMA)  # noqa: S608


def test_a_model_reads_views_by_their_last_name():
    sql = translate('select a from "scalehouse"."staging"."t"', SCHEMA)
    assert sql == "SELECT t.a AS a FROM t AS t"


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
