"""The report of an ingest."""

import difflib
from collections.abc import Collection, Iterable
from pathlib import Path

from scalehouse.ingest.column_aliases import Reading, TableAliases
from scalehouse.ingest.dialect import PublishedFile


def describe(name: str, file: PublishedFile, reading: Reading, aliases: TableAliases) -> str:
    """Report what became of every column of one file."""
    lines = [
        f"{name}: {len(file.records)} records, {len(file.header)} published columns",
        _listed("kept", reading.positions),
        _listed("known and left out", reading.left_out),
    ]
    if reading.unknown:
        lines.append(_listed("UNKNOWN and not ingested", reading.unknown))
        lines += [_hint(column, aliases) for column in reading.unknown]
    if not file.is_ended:
        lines.append("  the last record has no line end: the file may be cut off inside it")
    if reading.absent:
        lines.append(_listed("optional and absent here, left empty", reading.absent))
    return "\n".join(lines)


def describe_written(reports: Iterable[str], written: Iterable[Path]) -> str:
    """Join the reports and end with the files that changed."""
    lines = [*reports, *(f"wrote {path} ({path.stat().st_size:,} bytes)" for path in written)]
    if not lines:
        return "nothing to do: the seeds hold every file already"
    return "\n".join(lines)


def _listed(label: str, columns: Collection[str]) -> str:
    return f"  {len(columns)} {label}: {', '.join(name or repr(name) for name in columns)}"


def _hint(column: str, aliases: TableAliases) -> str:
    near = difflib.get_close_matches(column, aliases.kept, n=1, cutoff=0.7)
    like = f" (like {near[0]!r}?)" if near else ""
    return f"    {column!r}{like}: decide on it in {aliases.path}"
