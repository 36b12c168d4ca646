"""Every analysis asks a question and the published warehouse answers it."""

import pytest

from scalehouse import analyses, warehouse

ANALYSES = analyses.load()


@pytest.fixture(scope="module")
def published(warehouse_home):
    with warehouse.connect(warehouse_home) as connection:
        yield connection


def test_there_are_analyses():
    assert len(ANALYSES) >= 15
    assert len({analysis.question for analysis in ANALYSES}) == len(ANALYSES)


@pytest.mark.parametrize("analysis", ANALYSES, ids=lambda analysis: analysis.name)
def test_an_analysis_has_an_answer(analysis, published):
    rows = published.execute(analysis.sql).fetchall()
    assert rows, f"{analysis.name} returns no row"
    assert any(value is not None for row in rows for value in row[1:])


def test_marts_are_all_that_analyses_read(published):
    marts = {
        name
        for (name,) in published.execute(
            "select table_name from duckdb_tables() where schema_name = 'main'"
        ).fetchall()
    }
    for analysis in ANALYSES:
        assert analysis.reads <= marts, f"{analysis.name} reads {analysis.reads - marts}"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("select 1", "does not open with a question"),
        ("-- how many?\nselect {{ var('n') }}", "more of dbt than ref"),
        ("-- how many?\n{% set n = 1 %}select 1", "more of dbt than ref"),
    ],
)
def test_a_file_that_readers_could_not_run_is_refused(tmp_path, text, complaint):
    (tmp_path / "how_many.sql").write_text(text)
    with pytest.raises(ValueError, match=f"how_many.sql .*{complaint}"):
        analyses.load(tmp_path)
