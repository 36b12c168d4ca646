"""Replace several seeds as one: written aside, marked complete, then put in place.

A stop before the mark leaves the old seeds, a stop after it leaves a complete ingest that
waits to be finished; the next ingest or `scalehouse recover` finishes it.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scalehouse import locks
from scalehouse.disk import sync
from scalehouse.ingest.errors import IngestError

_FOLDER = ".ingest"
_MARK = "complete"
_SUFFIX = ".part"  # not .csv: dbt takes every .csv below the folder for a seed


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep a second ingest out of the seeds; the lock ends with the process."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        with locks.locked(root):
            yield
    except locks.LockedError:
        what = "another ingest is writing here"
        raise IngestError(root, what, "wait until it has ended") from None
    except OSError as error:
        what = f"can't be used as the seeds folder ({error.strerror})"
        raise IngestError(root, what, "name another with --seeds-dir") from None


def is_waiting(root: Path) -> bool:
    """Whether a complete ingest waits to be put in place."""
    return (root / _FOLDER / _MARK).exists()


def is_littered(root: Path) -> bool:
    """Whether an ingest that was stopped left something behind."""
    return (root / _FOLDER).exists()


def replace(root: Path, texts: dict[str, str]) -> None:
    """Replace seeds, named from the root, by new texts: all of them or none."""
    try:
        _clear(root)
        for name, text in texts.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            _write(root / _FOLDER / f"{name}{_SUFFIX}", text)
        _sync_folders(root)
        _write(root / _FOLDER / _MARK, "")
        sync(root / _FOLDER)
    except OSError as error:
        _clear(root)
        what = f"can't be written ({error.strerror}); the seeds are unchanged"
        raise IngestError(root, what, "free the disk or correct the rights") from None
    finish(root)


def finish(root: Path) -> None:
    """Put a complete ingest in place; stopped in between, it is finished next time."""
    folder = root / _FOLDER
    try:
        for part in sorted(folder.rglob(f"*{_SUFFIX}")):
            seed = root / part.relative_to(folder).with_suffix("")
            part.replace(seed)
            sync(seed.parent)
        (folder / _MARK).unlink()
        _clear(root)
    except OSError as error:
        what = f"can't be replaced ({error.strerror}); some seeds are new, some old"
        remedy = "correct the rights and run `scalehouse recover`, which finishes this"
        raise IngestError(root, what, remedy) from None


def recover(root: Path) -> str:
    """Finish a complete ingest, throw an incomplete one away, and say which."""
    if is_waiting(root):
        finish(root)
        return "finished an earlier ingest that was stopped while writing"
    if is_littered(root):
        _clear(root)
        return "threw away an ingest that was stopped before it was complete"
    return ""


def _clear(root: Path) -> None:
    # The mark goes first: what is left without it is nothing that counts.
    (root / _FOLDER / _MARK).unlink(missing_ok=True)
    if (root / _FOLDER).exists():
        shutil.rmtree(root / _FOLDER)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())


def _sync_folders(root: Path) -> None:
    for folder in (root, root / _FOLDER, *(root / _FOLDER).glob("**/")):
        sync(folder)
