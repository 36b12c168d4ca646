"""What a reader does, in a real browser, offline: choose, link, click, download."""

import csv

import pytest

from scalehouse import warehouse

pytestmark = pytest.mark.browser

CHART = "[data-testid=stVegaLiteChart] :is(svg, canvas)"


def finding(home, snapshot):
    with warehouse.connect(home) as connection:
        row = connection.execute(
            "select doubling_months, n_obs from fct_growth_trends "
            "where specification = 'compute__deep_learning' and snapshot_date = ?",
            [snapshot],
        ).fetchone()
    return f"doubles every {row[0]:.1f} months", f"n = {row[1]}"


def expect_finding(page, home, snapshot):
    months, n_obs = finding(home, snapshot)
    page.locator("h3", has_text=months).filter(has_text=n_obs).wait_for()


def test_the_snapshot_is_chosen_lives_in_the_url_and_survives_a_reload(
    open_page, warehouse_home
):
    page = open_page("eras")
    expect_finding(page, warehouse_home, "2026-07-19")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="2022-05-03").click()
    expect_finding(page, warehouse_home, "2022-05-03")
    page.wait_for_url("**/eras?*snapshot=2022-05-03*")
    page.reload()
    expect_finding(page, warehouse_home, "2022-05-03")
    assert "snapshot=2022-05-03" in page.url


def test_an_unknown_snapshot_in_the_url_is_said_to_be_unknown(open_page, warehouse_home):
    page = open_page("eras?snapshot=1999-01-01")
    page.get_by_text("There is no snapshot 1999-01-01").wait_for()
    expect_finding(page, warehouse_home, "2026-07-19")


def test_a_click_on_a_point_shows_its_source_and_the_csv_has_all_points(open_page, tmp_path):
    page = open_page("eras?snapshot=2026-03-30")
    points = page.locator(f"{CHART} .mark-symbol path")
    page.wait_for_function(
        "selector => document.querySelectorAll(selector).length > 400",
        arg="[data-testid=stVegaLiteChart] .mark-symbol path",
    )
    points.first.hover(force=True)
    page.locator("#vg-tooltip-element", has_text="Organisation").wait_for()
    points.first.click(force=True)
    page.locator("[data-testid=stDataFrame]").wait_for()

    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    download.value.save_as(tmp_path / "points.csv")
    with (tmp_path / "points.csv").open(newline="") as written:
        rows = list(csv.DictReader(written))
    assert len(rows) == points.count()
    assert {row["snapshot_date"] for row in rows} == {"2026-03-30"}
    assert {row["citation"].startswith("Epoch AI") for row in rows} == {True}
