"""Every page of the app, in a real browser: drawn without errors, legible to everybody.

Pages are found by themselves. Each is drawn light and dark, wide and narrow; the wide
and light picture is kept where SCALEHOUSE_SCREENSHOTS says (`make screenshots`).
"""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(page.stem for page in (ROOT / "app" / "app_pages").glob("*.py"))
BACKGROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
WIDTHS = {1280: 1000, 390: 844}
# Down to the last part of the page that is whole and no title of what comes below: no picture
# of the docs is cut off.
WHOLE = """() => {
    const isTitle = part => [...part.querySelectorAll('h2, h3, h4, strong')].some(
        title => title.innerText.trim() === part.innerText.trim()
    );
    const parts = [...document.querySelectorAll(
        '[data-testid=stMain] [data-testid=stVerticalBlock] > div'
    )].filter(part => !isTitle(part));
    const bottoms = parts.map(part => part.getBoundingClientRect().bottom);
    return Math.max(...bottoms.filter(bottom => bottom < window.innerHeight)) + 16;
}"""
# Dark and light differ in their colours alone.
VIOLATIONS = {"resultTypes": ["violations"]}
RULES = {"light": VIOLATIONS, "dark": VIOLATIONS | {"runOnly": ["color-contrast"]}}


@pytest.fixture(scope="module")
def keep_picture():
    """Take a picture of a page where one is kept: wide and light, as in the docs."""
    kept = os.environ.get("SCALEHOUSE_SCREENSHOTS")

    def take(page, name, height):
        width = page.viewport_size["width"]
        if kept and width == max(WIDTHS):
            whole = {"x": 0, "y": 0, "width": width, "height": height}
            page.screenshot(path=ROOT / kept / f"{name}.png", clip=whole)

    return take


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_drawn_fits_and_can_be_read_by_everybody(
    open_page, paths, wait_until_done, wait_until_still, keep_picture, name
):
    page = open_page(paths[name])
    assert page.locator("[data-testid=stException]").count() == 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            wait_until_still(page)  # charts follow the window after a moment
            wait_until_done(page)
            assert (page.evaluate(BACKGROUND) == "rgb(255, 255, 255)") == (scheme == "light")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            shown = page.evaluate(WHOLE)
            assert 0 < shown <= height + 16
            if scheme == "light":
                keep_picture(page, name, shown)
        found = Axe().run(page, options=RULES[scheme]).response["violations"]
        serious = [
            (rule["id"], node["target"], node["failureSummary"])
            for rule in found
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]
        assert serious == []
