"""What an ingest tells its user."""

from collections.abc import Iterable
from pathlib import Path

from scalehouse.ingest.aliases import Reading
from scalehouse.ingest.dialect import CsvFile


def describe(name: str, file: CsvFile, reading: Reading) -> str:
    """Tell what became of every column of one file."""
    lines = [
        f"{name}: {len(file.records)} records, {len(file.header)} published columns",
        _count("kept", reading.positions),
        _count("left out (known)", reading.left_out),
    ]
    if reading.unknown:
        lines.append(_count("UNKNOWN, not ingested", reading.unknown))
        lines.append("    decide on each in seeds/assumptions/column_aliases.csv")
    if reading.absent:
        lines.append(_count("not published in this vintage, left empty", reading.absent))
    return "\n".join(lines)


def describe_written(reports: Iterable[str], written: Iterable[Path]) -> str:
    """Join the reports and end with the files that changed."""
    lines = [*reports, *(f"wrote {path} ({path.stat().st_size:,} bytes)" for path in written)]
    return "\n".join(lines) if lines else "nothing to do: the seeds hold every file already"


def _count(label: str, columns: Iterable[str]) -> str:
    names = list(columns)
    return f"  {len(names)} {label}: {', '.join(names)}"
