"""Guards for every writer of a warehouse: complete seeds, and one writer at a time."""

import os
from pathlib import Path

from scalehouse.errors import ScalehouseError
from scalehouse.ingest import journal
from scalehouse.locks import LockedError, take


class CannotWriteError(ScalehouseError):
    """The warehouse cannot be written now; the message names the reason and the remedy."""


def refuse_half_replaced(seeds: Path) -> None:
    """Raise an error if an ingest was interrupted between two seeds."""
    if journal.is_waiting(seeds):
        message = (
            "An ingest was interrupted while it replaced the seeds: run "
            "`scalehouse recover`, then build again."
        )
        raise CannotWriteError(message)


def claim(folder: Path) -> int:
    """Lock a folder for writing, and create it if it does not exist.

    Returns:
        The handle that holds the lock until it is closed, at the latest by the process's end.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
        try:
            take(handle)
        except BaseException:
            os.close(handle)
            raise
    except LockedError:
        message = f"Another dbt run is using {folder}: wait until it has ended."
        raise CannotWriteError(message) from None
    except OSError as error:
        message = f"Cannot build in {folder} ({error.strerror}): correct the permissions."
        raise CannotWriteError(message) from None
    return handle
