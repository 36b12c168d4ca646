import functools

import pytest

from scalehouse import analyses, sandbox


@pytest.fixture
def open_sql(open_app):
    """Open the SQL page, with a statement in the URL or without."""

    return functools.partial(open_app, page="sql")


def words(app):
    return "\n".join(
        str(element.value)
        for kind in ("markdown", "caption", "info", "error")
        for element in app.get(kind)
    )


def test_the_page_opens_with_an_answer(open_sql, marts):
    app = open_sql()
    assert not app.exception
    (expected,) = marts.execute(
        "select count(*) from fct_growth_trends where specification = 'compute__deep_learning'"
    ).fetchone()
    assert len(app.dataframe[0].value) == expected
    assert f"{expected} rows, all there are." in words(app)


def test_the_statement_comes_from_the_url_and_can_be_changed(open_sql):
    app = open_sql(sql="select 6 * 7 as answer")
    assert app.text_area(key="sql").value == "select 6 * 7 as answer"
    assert app.dataframe[0].value["answer"].tolist() == [42]
    app.text_area(key="sql").set_value("select 'other' as answer").run()
    assert app.dataframe[0].value["answer"].tolist() == ["other"]


def test_an_example_is_written_into_the_field_and_answered(open_sql, marts):
    app = open_sql()
    example = analyses.load()[0]
    assert len(app.selectbox(key="example").options) == len(analyses.load())
    app.selectbox(key="example").set_value(example.question).run()
    assert not app.exception
    assert app.text_area(key="sql").value == example.sql
    assert len(app.dataframe[0].value) == len(marts.execute(example.sql).fetchall())


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("drop table fct_growth_trends", "of type DROP"),
        ("from read_text('/etc/passwd')", "disabled by configuration"),
        ("select <script>alert(1)</script>", "syntax error"),
        ("", "no statement yet"),
        ("select $1 as a, $$x$$ as b", "has parameters"),
    ],
)
def test_a_refusal_is_shown_as_it_is(open_sql, statement, said):
    app = open_sql(sql=statement or " ")
    assert not app.exception
    assert "No answer" in app.error[0].value
    assert said in app.code[0].value
    assert len(app.dataframe) == 1  # the list of tables


def test_no_rows_say_which_columns_there_would_be(open_sql):
    app = open_sql(sql="select n_obs from fct_growth_trends where n_obs < 0")
    assert not app.exception
    assert "No row fits" in app.info[0].value
    assert "`n_obs`" in app.info[0].value


def test_a_plan_is_shown_as_it_is_drawn(open_sql):
    app = open_sql(sql="explain from fct_growth_trends")
    assert not app.exception
    assert "fct_growth_trends" in app.code[0].value


def test_what_is_cut_off_is_said(open_sql):
    app = open_sql(sql="from range(100000)")
    assert len(app.dataframe[0].value) == sandbox.Limits().rows
    assert "1,000 rows: only the first 1,000 rows are here." in words(app)


def test_a_new_build_answers_the_next_question(open_sql, publish_changed):
    first, second = "20990101T000000Z-00000001", "20990102T000000Z-00000002"
    statement = "select build_id from build_manifest"
    app = open_sql(home=publish_changed(first), sql=statement)
    assert app.dataframe[0].value["build_id"].tolist() == [first]
    publish_changed(second)
    app.run()
    assert app.dataframe[0].value["build_id"].tolist() == [second]
