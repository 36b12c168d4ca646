"""A former address of a page leads to the present one, and takes no page's place."""

import pytest
from starlette.requests import Request

from lib import former_addresses
from scalehouse import renamed

ENTRIES = (
    renamed.Entry("page", "scaling", "growth", "", "", "renamed", "plainer", "0.4.0"),
    renamed.Entry("page", "later", "not_there_yet", "", "", "renamed", "plainer", "0.4.0"),
    renamed.Entry("page", "eras", "growth", "", "", "merged", "one page", "0.4.0"),
    renamed.Entry("page", "unread", "", "", "", "removed", "nobody read it", "0.4.0"),
)


@pytest.fixture
def redirects(tmp_path, monkeypatch):
    """What redirects, by address; there are a page on growth and one on eras."""
    for name in ("growth", "eras"):
        (tmp_path / f"{name}.py").touch()
    monkeypatch.setattr(renamed, "load", lambda: ENTRIES)
    return {route.path: route.endpoint for route in former_addresses.routes(tmp_path)}


@pytest.mark.parametrize(
    ("query", "location"),
    [
        (b"", "growth"),
        (b"snapshot=2026-07-19&domain=a%26b", "growth?snapshot=2026-07-19&domain=a%26b"),
    ],
)
def test_a_former_address_keeps_its_parameters(redirects, query, location):
    asked = {"type": "http", "path": "/scaling", "query_string": query, "headers": []}
    answer = redirects["/scaling"](Request(asked | {"server": ("127.0.0.1", 8501)}))
    assert (answer.status_code, answer.headers["location"]) == (307, location)


def test_what_is_still_there_or_has_no_successor_is_left_alone(redirects):
    assert redirects.keys() == {"/scaling"}


def test_every_former_page_leads_to_one_there_is():
    addresses = {route.path.removeprefix("/") for route in former_addresses.routes()}
    present = {page.stem for page in former_addresses.PAGES.glob("*.py")}
    expected = {name for name in renamed.of_kind("page") if name not in present}
    assert addresses == expected
