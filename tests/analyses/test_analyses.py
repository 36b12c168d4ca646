"""Every analysis asks a question and the published warehouse answers it."""

import itertools
import re
from pathlib import Path

import pytest

from scalehouse import warehouse

ANALYSES = sorted(Path(__file__).resolve().parents[2].glob("analyses/*.sql"))
REF = re.compile(r"\{\{\s*ref\('(\w+)'\)\s*\}\}")


@pytest.fixture(scope="module")
def published(warehouse_home):
    with warehouse.connect(warehouse_home) as connection:
        yield connection


def test_there_are_analyses():
    assert len(ANALYSES) >= 15


@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_an_analysis_opens_with_its_question(path):
    lines = itertools.takewhile(
        lambda line: line.startswith("--"), path.read_text().splitlines()
    )
    comment = " ".join(line.removeprefix("--").strip() for line in lines)
    assert "?" in comment, f"{path.name} does not open with a question; start with `-- …?`"


@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_an_analysis_has_an_answer(path, published):
    # marts lie in the main schema, so a name alone finds them
    query = REF.sub(r"\1", path.read_text())
    assert "{{" not in query, f"{path.name} uses more than ref(): compile it by hand"
    rows = published.execute(query).fetchall()
    assert rows, f"{path.name} returns no row"
    assert any(value is not None for row in rows for value in row[1:])


def test_marts_are_all_that_analyses_read(published):
    marts = {
        name
        for (name,) in published.execute(
            "select table_name from duckdb_tables() where schema_name = 'main'"
        ).fetchall()
    }
    for path in ANALYSES:
        read = set(REF.findall(path.read_text()))
        assert read <= marts, f"{path.name} reads {read - marts}, which are no marts"
