"""The one error an ingest ends with: where, what, and what to do about it."""

from scalehouse.errors import ScalehouseError


class IngestError(ScalehouseError):
    """A file can't be ingested; nothing was written."""

    def __init__(  # noqa: PLR0913 - what, remedy and where: each is a part of the message
        self,
        file: object,
        what: str,
        remedy: str,
        *,
        row: int | None = None,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        """Say where (file; record, counted from 1 after the header; line; column) and what."""
        places = [str(file)]
        if row is not None:
            places.append(f"row {row}" if line is None else f"row {row} (line {line})")
        elif line is not None:
            places.append(f"line {line}")
        if column is not None:
            places.append(f"column {column!r}")
        super().__init__(f"{', '.join(places)}: {what}; {remedy}")
