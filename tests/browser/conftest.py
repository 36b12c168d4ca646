import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from scalehouse import warehouse

ROOT = Path(__file__).resolve().parents[2]
STILL = """() => new Promise(done => {
    let timer = null;
    const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => { observer.disconnect(); done(); }, 200);
    };
    const observer = new MutationObserver(wait);
    observer.observe(document.body, {subtree: true, childList: true, attributes: true});
    wait();
})"""
# Without a sandbox, since tests may run as root; without anything of its own
# to fetch, since the tests count what is asked of other hosts.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("no Chromium found: install `chromium` to test the app in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def open_context(chromium):
    """Open a browser of one colour scheme, kept for the session with what it has fetched."""
    contexts = {}

    def open_as(scheme):
        if scheme not in contexts:
            contexts[scheme] = chromium.new_context(color_scheme=scheme)
            contexts[scheme].set_default_timeout(60_000)
        return contexts[scheme]

    yield open_as
    for context in contexts.values():
        context.close()


@pytest.fixture
def open_page(open_context, app_url):
    """Open pages of the app; afterwards, nothing may have gone wrong in any."""
    pages, troubles = [], []

    def open_at(path="", scheme="light", width=1280, height=854):
        page = open_context(scheme).new_page()
        pages.append(page)
        _note_troubles(page, troubles)
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{app_url}/{path}")
        _wait_until_done(page)
        return page

    yield open_at
    for page in pages:
        page.close()
    assert troubles == []


@pytest.fixture(scope="session")
def paths():
    """The path of every page, by its name: that of the first is empty."""
    names = sorted(page.stem for page in (ROOT / "app" / "app_pages").glob("*.py"))
    return {name: "" if name == "overview" else name for name in names}


@pytest.fixture(scope="session")
def wait_until_still():
    """Wait until nothing on a page has changed for a moment, as after a change of size."""
    return lambda page: page.evaluate(STILL)


@pytest.fixture(scope="session")
def wait_until_done():
    """Wait until a page's script has run and all its charts are drawn."""
    return _wait_until_done


def _wait_until_done(page):
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning] h1")
    page.wait_for_function(
        """() => [...document.querySelectorAll("[data-testid=stVegaLiteChart]")]
            .every(chart => chart.querySelector("svg, canvas"))
            && !document.querySelector("[data-testid=stSkeleton]")"""
    )


def _note_troubles(page, troubles):
    def note(kind, what):
        troubles.append(f"{kind}: {what}")

    def on_console(said):
        # On a page but the first, Streamlit's client asks beside it before it asks the root.
        is_probe = "/_stcore/" in said.location["url"] and "404" in said.text
        if said.type == "error" and not is_probe:
            note("console", said.text)

    def on_failure(asked):
        # What the browser itself gave up, at a reload or a closing, is no failure.
        if asked.failure != "net::ERR_ABORTED":
            note(f"failed, {asked.failure}", asked.url)

    def on_request(asked):
        if urlsplit(asked.url).hostname not in ("127.0.0.1", None):
            note("outside", asked.url)

    page.on("pageerror", lambda error: note("error", error))
    page.on("console", on_console)
    page.on("requestfailed", on_failure)
    page.on("request", on_request)


@pytest.fixture(scope="session")
def app_home(warehouse_home, tmp_path_factory):
    """The home that the served app reads: the published build, until a test publishes."""
    home = tmp_path_factory.mktemp("home")
    (home / warehouse.DATABASE).symlink_to(warehouse.published_path(warehouse_home))
    return home


@pytest.fixture(scope="session")
def app_url(app_home, tmp_path_factory):
    """Address of the app, served as `make app` serves it but for the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("streamlit") / "log"
    command = [sys.executable, "-m", "streamlit", "run", "app/serve.py"]
    with log.open("w") as output:
        server = subprocess.Popen(
            [*command, "--server.headless=true", f"--server.port={port}"],
            cwd=ROOT,
            env=os.environ | {"SCALEHOUSE_WAREHOUSE": str(app_home)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_healthy(port, server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_until_healthy(port, server, log):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        health = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            health.request("GET", "/_stcore/health")
            if health.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            health.close()
    pytest.fail(f"the app did not start:\n{log.read_text()}")
