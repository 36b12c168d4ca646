"""Synchronises files with the disk, so that a crash loses nothing."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Flush a file, or a folder's entries, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
