"""What every writer of a warehouse keeps to: whole seeds, and one writer at a time."""

import os
from pathlib import Path

from scalehouse.errors import ScalehouseError
from scalehouse.ingest import journal
from scalehouse.locks import LockedError, take


class CannotWriteError(ScalehouseError):
    """Nobody may write now, or not there; the message says why and what helps."""


def refuse_half_replaced(seeds: Path) -> None:
    """End where an ingest was stopped between two seeds, before anybody reads them."""
    if journal.is_waiting(seeds):
        message = (
            "An ingest was stopped while it replaced the seeds: run "
            "`scalehouse recover`, then build again."
        )
        raise CannotWriteError(message)


def claim(folder: Path) -> int:
    """Become the only writer of a folder, which is made if need be.

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
        message = f"Can't build in {folder} ({error.strerror}): correct the rights."
        raise CannotWriteError(message) from None
    return handle
