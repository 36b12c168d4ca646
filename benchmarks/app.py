"""How fast does the app answer, and does it stay small?

Serves the app on a built warehouse and takes, in one run:

- the first page: from a healthy server with cold caches to all charts drawn in a browser;
- a filter change on the server: a rerun of the page to its finished chart specification,
  for answers that are not cached yet and for cached ones, as wall and as processor time,
  beside the rerun of a page with one line of text;
- a filter change in the browser: from the click to the drawn chart;
- memory over many interactions: resident size of a server process, by hundred.

Usage: python benchmarks/app.py HOME [--interactions 500] [--changes 20]
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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "app"
STREAMLIT = (sys.executable, "-m", "streamlit", "run")
PAGES = ("overview", "scaling", "eras", "efficiency", "access", "sizes")
DRAWN = """() => document.querySelector("[data-test-script-state=notRunning] h1")
    && [...document.querySelectorAll("[data-testid=stVegaLiteChart]")]
        .every(chart => chart.querySelector("svg, canvas"))"""


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home")
    parser.add_argument("--interactions", type=int, default=500)
    parser.add_argument("--changes", type=int, default=20)
    options = parser.parse_args()
    os.environ["SCALEHOUSE_WAREHOUSE"] = str(Path(options.home).resolve())
    sys.path.insert(0, str(APP))
    time_in_browser(options.changes)
    time_on_server()
    watch_memory(options.interactions)


def time_in_browser(n_changes: int) -> None:
    """Time the first page of a fresh server, and filter changes, in Chromium."""
    with serve() as (address, seconds), browse() as page:
        print(f"start of the server: {seconds:.1f} s")
        began = time.perf_counter()
        page.goto(address)
        page.wait_for_selector("h1")
        answered = time.perf_counter() - began
        page.wait_for_function(DRAWN)
        print(
            f"first page: heading {answered:.2f} s, drawn {time.perf_counter() - began:.2f} s"
        )
        page.goto(f"{address}/eras")
        page.wait_for_function(DRAWN)
        found = []
        for choice in itertools.islice(itertools.cycle(["2012", "2010"]), n_changes):
            began = time.perf_counter()
            page.get_by_role("radio", name=choice, exact=True).click()
            page.get_by_text(f"published since {choice}").wait_for()
            page.wait_for_function(DRAWN)
            found.append(time.perf_counter() - began)
        print(f"filter change in the browser: {spread(found)}")


def time_on_server() -> None:
    """Time reruns of every page: answers not cached, cached, and of a page of one line."""
    plain = AppTest.from_string("import streamlit as st\nst.title('x')").run()
    floor, _ = rerun(plain, 20)
    print(f"rerun of a page of one line: {spread(floor)}")
    for name in PAGES:
        app = AppTest.from_file(APP / "streamlit_app.py", default_timeout=120)
        app.switch_page(f"app_pages/{name}.py").run()
        dates = app.selectbox(key="snapshot").options
        fresh, fresh_cpu = zip(*(choose(app, date) for date in dates[1:]), strict=True)
        known, known_cpu = zip(*(choose(app, date) for date in dates[1:] * 2), strict=True)
        print(
            f"{name}: not cached {spread(fresh)}, processor {spread(fresh_cpu)}; "
            f"cached {spread(known)}, processor {spread(known_cpu)}, "
            f"{statistics.median(known) / statistics.median(floor):.1f} times the one line"
        )


def watch_memory(n_interactions: int) -> None:
    """Print the resident size after each hundred filter changes, over all pages."""
    apps = []
    for name in PAGES:
        app = AppTest.from_file(APP / "streamlit_app.py", default_timeout=120)
        apps.append(app.switch_page(f"app_pages/{name}.py").run())
    dates = itertools.cycle(apps[0].selectbox(key="snapshot").options)
    for count, app in enumerate(itertools.islice(itertools.cycle(apps), n_interactions), 1):
        choose(app, next(dates))
        if count % 100 == 0:
            print(f"after {count} interactions: {resident_mb():.0f} MB")


def choose(app: AppTest, date: str) -> tuple[float, float]:
    """Choose a snapshot and return the wall and processor seconds of the rerun."""
    app.selectbox(key="snapshot").set_value(date)
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
        [*STREAMLIT, "app/streamlit_app.py", "--server.headless=true", f"--server.port={port}"],
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
