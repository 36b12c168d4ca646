"""models/exposures.yml names every mart that a page reads, and none that no page names."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "app" / "app_pages").glob("*.py"))
MART = re.compile(r"\b(?:dim|fct|bridge|rpt)_[a-z0-9_]+")


@pytest.fixture(scope="module")
def exposures():
    """The marts that each page's exposure names, by the page's address."""
    text = (ROOT / "models" / "exposures.yml").read_text(encoding="utf-8")
    return {
        exposure["name"]: {MART.search(ref)[0] for ref in exposure["depends_on"]}
        for exposure in yaml.safe_load(text)["exposures"]
    }


@pytest.fixture
def asked(open_app, monkeypatch):
    """Open a page and return the marts that its statements name."""
    from lib import warehouse  # noqa: PLC0415 - found once the app's folder is on the path

    statements = []
    original = warehouse.query

    def listen(sql, **parameters):
        statements.append(sql)
        return original(sql, **parameters)

    monkeypatch.setattr(warehouse, "query", listen)

    def of(page):
        statements.clear()
        open_app(page=page)
        return set(MART.findall("\n".join(statements)))

    return of


def test_every_page_has_an_exposure(exposures):
    assert sorted(exposures) == [page.stem for page in PAGES]


@pytest.mark.parametrize("page", [page.stem for page in PAGES])
def test_an_exposure_names_what_its_page_reads(asked, exposures, page):
    assert asked(page) - exposures[page] == set()


def test_an_exposure_names_only_marts_that_the_app_names(exposures):
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "app").rglob("*.py"))
    assert set().union(*exposures.values()) - set(MART.findall(code)) == set()
