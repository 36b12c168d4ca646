"""The first page in a real browser, offline, light and dark, wide and narrow.

The screenshot in the documentation is made here:
SCALEHOUSE_SCREENSHOTS=docs/images .venv/bin/pytest tests/browser
"""

import csv
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scalehouse import warehouse

pytestmark = pytest.mark.browser

CHART = "[data-testid=stVegaLiteChart] :is(svg, canvas)"


@pytest.fixture
def open_page(chromium, app_url):
    """Open pages of the app; afterwards, nothing may have gone wrong in any."""
    contexts, troubles = [], []

    def note(kind, what):
        troubles.append(f"{kind}: {what}")

    def open_at(query="", **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: note("error", error))
        page.on(
            "console", lambda said: note("console", said.text) if said.type == "error" else None
        )
        # what the browser itself gave up, at a reload or a closing, is no failure
        page.on(
            "requestfailed",
            lambda asked: (
                note(f"failed, {asked.failure}", asked.url)
                if asked.failure != "net::ERR_ABORTED"
                else None
            ),
        )
        page.on(
            "request",
            lambda asked: (
                note("outside", asked.url)
                if urlsplit(asked.url).hostname not in ("127.0.0.1", None)
                else None
            ),
        )
        page.goto(f"{app_url}/{query}")
        page.wait_for_selector(CHART)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert troubles == []


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
    page = open_page()
    expect_finding(page, warehouse_home, "2026-07-19")
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="2022-05-03").click()
    expect_finding(page, warehouse_home, "2022-05-03")
    page.wait_for_url("**/?*snapshot=2022-05-03*")
    page.reload()
    expect_finding(page, warehouse_home, "2022-05-03")
    assert "snapshot=2022-05-03" in page.url


def test_an_unknown_snapshot_in_the_url_is_said_to_be_unknown(open_page, warehouse_home):
    page = open_page("?snapshot=1999-01-01")
    page.get_by_text("There is no snapshot 1999-01-01").wait_for()
    expect_finding(page, warehouse_home, "2026-07-19")


def test_a_click_on_a_point_shows_its_source_and_the_csv_has_all_points(open_page, tmp_path):
    page = open_page("?snapshot=2026-03-30")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_and_follows_the_readers_colours(open_page, tmp_path, scheme, width):
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 854})
    page.wait_for_timeout(1000)  # the chart's last layout
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(CHART).bounding_box()["width"] <= width
    background = page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    )
    assert (background == "rgb(255, 255, 255)") == (scheme == "light")
    shot = tmp_path / f"eras_{scheme}_{width}.png"
    page.screenshot(path=shot)
    assert shot.stat().st_size < 400_000
    if (scheme, width) == ("light", 1280) and (
        kept := os.environ.get("SCALEHOUSE_SCREENSHOTS")
    ):
        shutil.copyfile(shot, Path(kept) / "eras.png")
