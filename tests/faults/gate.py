"""The gate of ingest, opened for a campaign: what it refuses has its own tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scalehouse.quality import suites

NOTHING_EXPECTED = "{expectations: [], min_compared: 20, columns: [], counts: []}"


@contextmanager
def opened(folder: Path) -> Iterator[None]:
    """Let every file of AI models through; `folder` is made for the suites."""
    folder.mkdir(parents=True)
    for name in ("comparison", "ai_models"):
        (folder / f"{name}.yml").write_text(NOTHING_EXPECTED)
    usual, suites.FOLDER = suites.FOLDER, folder
    try:
        yield
    finally:
        suites.FOLDER = usual
