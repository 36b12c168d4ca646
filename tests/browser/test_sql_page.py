"""Asking in SQL, in a real browser: the link keeps the statement, and answers are text."""

import csv
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

STATEMENT = """select '=cmd() <script>window.harmed = 1</script>' as "<b>name</b>", 42 as n"""


def test_a_statement_lives_in_the_url_and_its_answer_is_inert(
    open_page, wait_until_done, tmp_path
):
    page = open_page("sql")
    field = page.get_by_label("One statement that reads")
    field.fill(STATEMENT)
    page.get_by_role("button", name="Run").click()
    page.get_by_text("1 rows, all there are.").wait_for()
    page.wait_for_url("**/sql?*sql=*")
    assert parse_qs(urlsplit(page.url).query)["sql"] == [STATEMENT]

    page.reload()
    wait_until_done(page)
    assert page.get_by_label("One statement that reads").input_value() == STATEMENT
    page.get_by_text("1 rows, all there are.").wait_for()
    assert page.evaluate("window.harmed") is None

    # Streamlit's own download would write the formula: there is only ours
    page.get_by_test_id("stDataFrame").first.hover()
    own = page.locator("[data-testid=stElementToolbar] button[aria-label^=Download]")
    assert own.count() >= 1
    assert not own.first.is_visible()
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").get_by_text("CSV").first.click()
    download.value.save_as(tmp_path / "answer.csv")
    with (tmp_path / "answer.csv").open(newline="") as written:
        (row,) = csv.DictReader(written)
    assert row["<b>name</b>"] == "'=cmd() <script>window.harmed = 1</script>"
    assert row["n"] == "42"


def test_a_refusal_is_said_on_the_page(open_page):
    page = open_page("sql?sql=drop%20table%20fct_growth_trends")
    page.get_by_text("This is a statement of type DROP").wait_for()
