"""How fast does the app answer, and does it stay small?

Serves the app on a built warehouse and takes, in one run:

- the first page: from the start of the process, and from a healthy server with cold
  caches, to all charts drawn in a browser;
- a filter change on the server: a rerun of the page to its finished chart specification,
  for answers that are not cached yet and for cached ones, as wall and as processor time,
  beside the rerun of a page with one line of text;
- a filter change in the browser: from the choice to the drawn charts;
- memory over many interactions: resident size of a server process, by hundred.

Two pages have no filter: downloads has one view, and the answers of the page on SQL come
from a process of their own.

Usage: python benchmarks/app.py HOME [--interactions 500] [--changes 6] [--only browser]
           [--pages eras sizes]
HOME is the folder with the published scalehouse.duckdb.
"""

import argparse
import http.client
import itertools
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "app"
STREAMLIT = (sys.executable, "-m", "streamlit", "run")
# Pages have a snapshot to choose; these have something else.
CHOICES = {"claims": "verdict", "what_if": "chip_offer"}
NO_CHOICE = {"sql", "downloads"}
PAGES = sorted({page.stem for page in (APP / "app_pages").glob("*.py")} - NO_CHOICE)
DRAWN = """() => document.querySelector("[data-test-script-state=notRunning] h1")
    && [...document.querySelectorAll("[data-testid=stVegaLiteChart]")]
        .every(chart => chart.querySelector("svg, canvas"))"""
# From the next click on, note when the page last changed.
WATCH = """() => {
    const seen = window.seen = {began: 0, last: 0, ran: false};
    const note = () => {
        seen.last = performance.now();
        seen.ran ||= !!document.querySelector("[data-test-script-state=running]");
    };
    window.watching?.disconnect();
    window.watching = new MutationObserver(note);
    const everything = {subtree: true, childList: true, attributes: true, characterData: true};
    window.watching.observe(document.body, everything);
    addEventListener("click", () => { seen.began = performance.now(); },
        {capture: true, once: true});
}"""
# When the script has run and nothing has moved for a while, the last change counts.
CHANGED = """() => {
    const {began, last, ran} = window.seen;
    const is_done = ran && document.querySelector("[data-test-script-state=notRunning]");
    return is_done && performance.now() - last > 300 ? last - began : null;
}"""


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home")
    parser.add_argument("--interactions", type=int, default=500)
    parser.add_argument("--changes", type=int, default=6)
    parser.add_argument("--only", choices=["browser", "server", "memory"])
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=PAGES)
    options = parser.parse_args()
    os.environ["SCALEHOUSE_WAREHOUSE"] = str(Path(options.home).resolve())
    sys.path.insert(0, str(APP))
    if options.only in {None, "browser"}:
        time_in_browser(options.pages, options.changes)
    if options.only in {None, "server"}:
        time_on_server(options.pages)
    if options.only in {None, "memory"}:
        watch_memory(options.pages, options.interactions)


def time_in_browser(pages: Sequence[str], n_changes: int) -> None:
    """Time the first page of a fresh server, and filter changes of every page, in Chromium."""
    with serve() as (address, seconds), browse() as page:
        began = time.perf_counter()
        page.goto(address)
        page.wait_for_selector("h1")
        answered = time.perf_counter() - began
        page.wait_for_function(DRAWN)
        drawn = time.perf_counter() - began
        print(f"start of the server: {seconds:.2f} s")
        print(f"first page: heading {answered:.2f} s, drawn {drawn:.2f} s")
        print(f"first page from the start of the process: {seconds + drawn:.2f} s")
        medians = {}
        for name in pages:
            found = list(change_in_browser(page, address, name, n_changes))
            medians[name] = statistics.median(found)
            print(f"{name} in the browser: {spread(found)}")
        print(
            f"median page in the browser: {1000 * statistics.median(medians.values()):.0f} ms"
        )


def change_in_browser(page: Page, address: str, name: str, n_changes: int) -> Iterator[float]:
    """Choose again and again on one page; yield the seconds from choice to drawn charts."""
    page.goto(f"{address}/{'' if name == 'overview' else name}")
    page.wait_for_function(DRAWN)
    key = CHOICES.get(name, "snapshot")
    box = page.locator(f".st-key-{key} input")
    for number in range(1, n_changes + 1):
        box.click()
        options = page.get_by_role("option")
        option = options.nth(number % options.count())
        page.evaluate(WATCH)
        option.click()
        yield page.wait_for_function(CHANGED).json_value() / 1000


def time_on_server(pages: Sequence[str]) -> None:
    """Time reruns of every page: answers not cached, cached, and of a page of one line."""
    plain = AppTest.from_string("import streamlit as st\nst.title('x')").run()
    floor, _ = rerun(plain, 20)
    print(f"rerun of a page of one line: {spread(floor)}")
    medians: dict[str, list[float]] = {"not cached": [], "cached": []}
    for name in pages:
        app = open_page(name)
        options = app.selectbox(key=CHOICES.get(name, "snapshot")).options[1:]
        found = {
            "not cached": [choose(app, name, option) for option in options],
            "cached": [choose(app, name, option) for option in options * 2],
        }
        for state, times in found.items():
            walls, processor = zip(*times, strict=True)
            medians[state].append(statistics.median(walls))
            print(f"{name}, {state}: {spread(walls)}, processor {spread(processor)}")
    for state, of_pages in medians.items():
        middle, most = 1000 * statistics.median(of_pages), 1000 * max(of_pages)
        print(f"all pages, {state}: median {middle:.0f} ms, slowest page {most:.0f} ms")


def watch_memory(pages: Sequence[str], n_interactions: int) -> None:
    """Print the resident size after each hundred filter changes, over all pages."""
    apps = {name: open_page(name) for name in pages}
    for count, name in enumerate(itertools.islice(itertools.cycle(apps), n_interactions), 1):
        options = apps[name].selectbox(key=CHOICES.get(name, "snapshot")).options
        choose(apps[name], name, options[count // len(apps) % len(options)])
        if count % 100 == 0:
            print(f"after {count} interactions: {resident_mb():.0f} MB")


def open_page(name: str) -> AppTest:
    """Open a page as a reader's session of its own."""
    app = AppTest.from_file(APP / "streamlit_app.py", default_timeout=120)
    return app.switch_page(f"app_pages/{name}.py").run()


def choose(app: AppTest, name: str, option: str) -> tuple[float, float]:
    """Choose an option and return the wall and processor seconds of the rerun."""
    app.selectbox(key=CHOICES.get(name, "snapshot")).set_value(option)
    wall, cpu = time.perf_counter(), time.process_time()
    app.run()
    found = time.perf_counter() - wall, time.process_time() - cpu
    if app.exception:
        raise RuntimeError(app.exception[0].value)
    return found


def rerun(app: AppTest, times: int) -> tuple[list[float], list[float]]:
    """Run a page again and again, and return wall and processor seconds."""
    walls, cpus = [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        app.run()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return walls, cpus


def spread(seconds: list[float] | tuple[float, ...]) -> str:
    """Write the median and the quartiles in milliseconds."""
    low, middle, high = statistics.quantiles(seconds, n=4, method="inclusive")
    return f"{1000 * middle:.0f} ms [{1000 * low:.0f}, {1000 * high:.0f}]"


def resident_mb() -> float:
    """Return this process's resident memory, as Linux counts it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def serve() -> Iterator[tuple[str, float]]:
    """Serve the app on a free port; yield its address and the seconds it took to start."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    server = subprocess.Popen(
        [*STREAMLIT, "app/serve.py", "--server.headless=true", f"--server.port={port}"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        while not is_healthy(port):
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}", time.perf_counter() - began
    finally:
        server.terminate()
        server.wait(timeout=20)


def is_healthy(port: int) -> bool:
    """Ask the server whether it is there."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/_stcore/health")
        return asked.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        asked.close()


@contextmanager
def browse() -> Iterator[Page]:
    """Open a tab of Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--headless", "--no-sandbox", "--disable-gpu"],
        )
        page = chromium.new_page(viewport={"width": 1280, "height": 854})
        page.set_default_timeout(120_000)
        yield page
        chromium.close()


if __name__ == "__main__":
    main()
