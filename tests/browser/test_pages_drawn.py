"""Every page of the app, in a real browser: drawn without errors, legible to everybody.

Pages are found by themselves. Screenshots, light and dark, wide and narrow, are kept in
the folder that SCALEHOUSE_SCREENSHOTS names, else in pytest's own.
"""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = sorted(
    page.stem for page in (Path(__file__).parents[2] / "app" / "app_pages").glob("*.py")
)
WIDTHS = {1280: 1000, 390: 844}


def path_of(name):
    """Return a page's path: that of the first page is empty."""
    return "" if name == "overview" else name


@pytest.fixture(scope="module")
def shots(tmp_path_factory):
    kept = os.environ.get("SCALEHOUSE_SCREENSHOTS")
    return Path(kept) if kept else tmp_path_factory.mktemp("shots")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_drawn_fits_and_can_be_read_by_everybody(
    open_page, wait_until_done, shots, name
):
    page = open_page(path_of(name))
    assert page.locator("[data-testid=stException]").count() == 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            wait_until_done(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.screenshot(path=shots / f"{name}_{scheme}_{width}.png")
        found = Axe().run(page).response["violations"]
        serious = [
            (rule["id"], node["target"], node["failureSummary"])
            for rule in found
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]
        assert serious == []
