"""The app reads marts and the catalog: nothing else, whatever else the file holds."""

import ast
import json
import re
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
PAGES = sorted(page.stem for page in (APP / "app_pages").glob("*.py"))
# What a statement may name beside marts: the build's own table, DuckDB's catalog.
CATALOG = {"build_manifest", "duckdb_tables", "duckdb_columns"}
WORKINGS = ("raw", "staging", "intermediate", "fits")
READS = re.compile(r"\b(?:from|join)\s+(?!lateral\b)([a-z_][\w.]*)")
DEFINES = re.compile(r"\b([a-z_]\w*)\s+as\s*\(\s*(?:select|from|with)\b")
IS_SQL = re.compile(r"\bselect\b|^\s*from\s", re.MULTILINE)
WORDS = ("title", "subheader", "markdown", "caption", "info", "warning", "error")


def statements(code):
    """Return the texts of a module that are SQL; its docstrings are prose."""
    tree = ast.parse(code)
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in prose
        and IS_SQL.search(node.value)
    ]


def tables(statement):
    """Return what a statement reads, its own CTEs left out."""
    return set(READS.findall(statement)) - set(DEFINES.findall(statement))


@pytest.fixture(scope="module")
def readable(parsed):
    """Marts, table macros and the catalog."""
    manifest = json.loads((parsed / "target" / "manifest.json").read_text())
    marts = {
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == "main"
    }
    macros = {
        name.removeprefix("what_if_")
        for name in (macro["name"] for macro in manifest["macros"].values())
        if name.startswith("what_if_")
    }
    return marts | macros | CATALOG


@pytest.mark.parametrize("file", sorted(APP.rglob("*.py")), ids=lambda path: path.stem)
def test_statements_read_marts_and_the_catalog(readable, file):
    read = {table for statement in statements(file.read_text()) for table in tables(statement)}
    assert read <= readable


def test_statements_are_found():
    found = [
        tables(each) for file in APP.rglob("*.py") for each in statements(file.read_text())
    ]
    assert {"fct_growth_trends", "dim_metrics", "training_cost"} <= set().union(*found)


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ('Q = "select * from raw.metrics"', {"raw.metrics"}),
        ('Q = "from int_slowing__samples"', {"int_slowing__samples"}),
        (
            'Q = "select * from fct_access_by_year inner join raw.access_tiers"',
            {"fct_access_by_year", "raw.access_tiers"},
        ),
        ('Q = "with own as (select 1) select * from own, main.dim_days"', set()),
        ('"""How pages select rows from raw.metrics."""', set()),
    ],
)
def test_what_a_statement_reads_is_recognised(code, read):
    assert {table for statement in statements(code) for table in tables(statement)} == read


@pytest.fixture(scope="module")
def marts_only(publish_copy, tmp_path_factory):
    """Home of a copy of the warehouse that holds its marts and macros alone."""
    home = tmp_path_factory.mktemp("marts_only")
    drops = (f"drop schema if exists {schema} cascade" for schema in WORKINGS)
    publish_copy(home, "20990101T000000Z-0000000a", *drops)
    return home


def said(app):
    return [element.value for kind in WORDS for element in app.get(kind)]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_the_same_without_the_workings(open_app, marts_only, page):
    whole, closed = open_app(page=page), open_app(marts_only, page=page)
    assert not closed.exception
    assert not closed.error
    # build and citation name the build
    assert said(closed)[:-1] == said(whole)[:-1]
