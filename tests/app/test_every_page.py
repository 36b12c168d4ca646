"""What holds for every page. Pages are found by themselves."""

import json
import re
from pathlib import Path

import altair as alt
import pytest
from altair.utils import schemapi

PAGES = sorted(
    page.stem for page in (Path(__file__).parents[2] / "app" / "app_pages").glob("*.py")
)
# Where every value is read and every word is known.
MAY_BE_EMPTY = ("fct_cast_failures", "fct_unmatched_terms")
FIRST_SNAPSHOT = "2022-05-03"
WORDS = ("title", "subheader", "markdown", "caption", "info", "warning", "error")


def words(app):
    return "\n".join(str(element.value) for kind in WORDS for element in app.get(kind))


def specifications(app):
    return [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]


@pytest.fixture(scope="module", params=PAGES)
def opened(request, open_app):
    return open_app(page=request.param)


@pytest.fixture(scope="module")
def hostile_home(publish_copy, hostile, tmp_path_factory):
    home = tmp_path_factory.mktemp("hostile")
    publish_copy(home, "20990101T000000Z-00000009", *hostile)
    return home


def test_a_page_answers_a_question_with_credit_on_every_chart(opened, marts):
    assert not opened.exception
    assert opened.title[0].value.endswith("?")
    ((build_id,),) = marts.execute("select build_id from build_manifest").fetchall()
    for specification in specifications(opened):
        n, *_, credit = specification["title"]["text"]
        assert re.match(r"n = [\d,]+ \w", n)
        assert credit.endswith(f"Scalehouse {build_id}")
    assert any(build_id in caption.value for caption in opened.caption)
    assert not {"nan", "None", "NaT"} & set(re.findall(r"\w+", words(opened)))


def test_the_sql_of_a_page_runs(opened, marts):
    for code in opened.code:
        if code.language == "sql":
            rows = marts.execute(code.value).df()
            assert len(rows) or any(table in code.value for table in MAY_BE_EMPTY)


def test_charts_are_what_vega_lite_understands(opened):
    for specification in specifications(opened):
        schemapi.validate_jsonschema(specification, alt.load_schema())


def test_every_chart_and_table_can_be_taken_along(opened):
    offered = [
        re.sub(r":primary\[(.+)\]", r"\1", button.proto.label)
        for button in opened.get("download_button")
    ]
    assert offered.count("PNG") == offered.count("SVG") == len(specifications(opened))
    assert offered.count("CSV") == offered.count("BibTeX") >= offered.count("PNG")


@pytest.mark.parametrize("page", PAGES)
def test_the_first_and_smallest_snapshot_is_shown_or_said_to_lack_data(open_app, page):
    app = open_app(page=page, snapshot=FIRST_SNAPSHOT)
    assert not app.exception
    assert not {"nan", "None", "NaT"} & set(re.findall(r"\w+", words(app)))


@pytest.mark.parametrize("page", PAGES)
def test_what_the_data_hold_is_shown_and_not_obeyed(open_app, hostile_home, page):
    app = open_app(hostile_home, page=page)
    assert not app.exception
    said = words(app)  # other tables are drawn, not marked up
    marked_up = "\n".join([said, *(table.value.to_csv() for table in app.table)])
    assert not re.search(r"(?<!\\)<(script|img)|(?<!\\)\]\(javascript|\u202e", marked_up)
