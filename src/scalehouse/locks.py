"""Locks on folders, released when their process ends, so that none goes stale."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LockedError(RuntimeError):
    """Another process holds the lock."""


@contextmanager
def locked(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Lock a file or folder exclusively; without `wait`, raise LockedError if it is locked."""
    handle = os.open(path, os.O_RDONLY)
    try:
        take(handle, wait=wait)
        yield
    finally:
        os.close(handle)


def take(handle: int, *, wait: bool = False) -> None:
    """Lock an open file or folder until it is closed, at the latest by the process's end."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        raise LockedError from None
