"""Read and write CSV in one explicit dialect, strictly.

Comma, double quote (doubled inside a cell), UTF-8 with or without a byte order
mark, LF or CRLF, line breaks inside quotes. Nothing is guessed from the content.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scalehouse.ingest.errors import IngestError

Place = Path | str  # where a file lies, or its address

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DOWNLOAD_AGAIN = "download it again"
_NOT_CSV = (  # first bytes, what the file is
    (b"PK\x03\x04", "a zip archive or an Excel workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF document"),
    (b"PAR1", "a Parquet file"),
    (b"<", "a web page (HTML or XML)"),
    (b"{", "JSON"),
    (b"[", "JSON"),
    (b"version https://git-lfs", "a pointer to a file kept elsewhere (Git LFS)"),
)
_FIELD = re.compile(r'(?:"(?:[^"]|"")*+"|[^",\r\n][^,\r\n]*+|)(?:,|\r?\n|\Z)')
_SEPARATOR_NOTE = re.compile(r'"?sep=.?"?[,;\t]*', re.IGNORECASE)
_NEEDS_QUOTES = re.compile(r'[",\r\n]')


@dataclass(frozen=True)
class PublishedFile:
    """A file, wholly read as text: every record has as many cells as the header."""

    path: Place
    content: bytes
    header: list[str]
    records: list[list[str]]
    line_end: str = "\n"
    is_ended: bool = True  # a last record without its line end may be cut off

    @property
    def sha256(self) -> str:
        """Checksum of the file as it was published."""
        return hashlib.sha256(self.content).hexdigest()


def read_bytes(path: Path) -> bytes:
    """Read a file's bytes, or say why they can't be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise IngestError(path, "no such file", "check the path") from None
    except IsADirectoryError:
        raise IngestError(path, "a directory, not a file", "name one file") from None
    except OSError as error:
        reason = error.strerror or "can't be read"
        raise IngestError(path, reason, "check that you may read it") from None


def read_csv(path: Path) -> PublishedFile:
    """Read a file whole, or raise an error that says where it is broken."""
    return parse_csv(path, read_bytes(path))


def parse_csv(path: Place, content: bytes) -> PublishedFile:
    """Split a file's content into cells; the path only names it in errors."""
    text = _decode(path, content)
    _check_first_line(path, text)
    rows, lines = _split(path, text)
    line_end = _check_line_ends(path, text, lines)
    header = rows[0]
    _check_header(path, header)
    _check_widths(path, rows, lines)
    if header in rows[1:]:
        number = rows.index(header, 1)
        what = "the header stands here once more: two files were put together"
        raise IngestError(path, what, "ingest each by itself", row=number, line=lines[number])
    if len(rows) == 1:
        remedy = f"{_DOWNLOAD_AGAIN}, and check that the export held records"
        raise IngestError(path, "a header and no records", remedy)
    return PublishedFile(
        path, content, header, rows[1:], line_end, is_ended=text.endswith("\n")
    )


def render_csv(rows: Iterable[Sequence[str]]) -> str:
    """Write rows as CSV text: LF, quotes only where a cell needs them."""
    return "".join(
        # most rows need no quotes anywhere, and one search says so
        f"{','.join(map(_quoted, row) if _NEEDS_QUOTES.search(''.join(row)) else row)}\n"
        for row in rows
    )


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def _decode(path: Place, content: bytes) -> str:
    body = content.removeprefix(_BYTE_ORDER_MARK)
    if not body.strip():
        raise IngestError(path, "the file is empty", _DOWNLOAD_AGAIN)
    for magic, kind in _NOT_CSV:
        if body.lstrip().startswith(magic):
            raise IngestError(path, f"this is {kind}, not CSV", "download the CSV export")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = len(content) - len(body) + error.start
        what = f"not UTF-8: byte {content[offset]:#04x} at byte offset {offset}"
        remedy = "save the file as UTF-8"
        if "end of data" in error.reason:
            what = f"cut off inside a character, at byte offset {offset}"
            remedy = _DOWNLOAD_AGAIN
        line = content.count(b"\n", 0, offset) + 1
        raise IngestError(path, what, remedy, line=line) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        what = f"a NUL byte at byte offset {content.index(0)}"
        remedy = f"the file is damaged or not UTF-8: {_DOWNLOAD_AGAIN}"
        raise IngestError(path, what, remedy, line=line)
    return text


def _split(path: Place, text: str) -> tuple[list[list[str]], list[int]]:
    """Split text into rows of cells, and return the line each row starts on."""
    reader = csv.reader(
        io.StringIO(text, newline="\n"),
        delimiter=",",
        quotechar='"',
        doublequote=True,
        skipinitialspace=False,
        strict=True,
    )
    rows: list[list[str]] = []
    lines: list[int] = []
    line = 1
    usual_limit = csv.field_size_limit(len(text) + 1)
    try:
        for row in reader:
            rows.append(row)
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        rest = text.split("\n", line - 1)[-1]
        raise _broken_row(path, rows, line, rest, str(error)) from None
    finally:
        csv.field_size_limit(usual_limit)
    while not rows[-1]:  # blank lines after the last record
        rows.pop()
    return rows, lines


def _check_line_ends(path: Place, text: str, lines: list[int]) -> str:
    physical = text.split("\n")
    ends = [physical[line - 2].endswith("\r") for line in lines[1:]]
    for row, (end, line) in enumerate(zip(ends, lines, strict=False)):
        if end != ends[0]:
            what = "records end with CRLF here and LF there"
            remedy = "save the file with one kind of line end"
            raise IngestError(path, what, remedy, row=row, line=line)
    return "\r\n" if any(ends) else "\n"


def _broken_row(
    path: Place, rows: list[list[str]], line: int, rest: str, reason: str
) -> IngestError:
    index = at = 0
    while (match := _FIELD.match(rest, at)) and match.end() > at:
        index, at = index + 1, match.end()
    header = rows[0] if rows else []
    column = header[index] if index < len(header) else f"number {index + 1}"
    if "end of data" in reason:
        what = "a quote is opened and never closed: the file is cut off or a quote is missing"
        remedy = _DOWNLOAD_AGAIN
    elif "new-line" in reason:
        what = "a lone carriage return outside quotes"
        remedy = "save the file with LF or CRLF line ends"
    else:
        what = "text stands between a closing quote and the next comma"
        remedy = f"double the quotes inside the cell, or {_DOWNLOAD_AGAIN}"
    return IngestError(path, what, remedy, row=len(rows), line=line, column=column)


def _check_first_line(path: Place, text: str) -> None:
    """Recognise what spreadsheets write instead of a header with commas."""
    first = text.split("\n", 1)[0].rstrip("\r")
    if _SEPARATOR_NOTE.fullmatch(first):
        what = f"{first!r} is a note to Excel about the separator, not the header"
        raise IngestError(path, what, "delete the first line", line=1)
    if "," in first:
        return
    for separator, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
        if separator in first:
            what = f"the header is one column with {name} in it, so they separate the columns"
            remedy = "save the file as CSV with commas, and numbers with decimal points"
            raise IngestError(path, what, remedy, line=1)


def _check_header(path: Place, header: list[str]) -> None:
    if not header:
        what = "the first line is blank"
        raise IngestError(path, what, "put the header on the first line", line=1)
    _check_names_end(path, header)
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        positions = [str(at) for at, name in enumerate(header, 1) if name == repeated[0]]
        what = f"the header has this name {len(positions)} times, at {', '.join(positions)}"
        raise IngestError(
            path, what, "keep one column of each name", line=1, column=repeated[0]
        )


def _check_names_end(path: Place, header: list[str]) -> None:
    """Refuse columns without a name right of the named ones, as spreadsheets save them."""
    n_named = max((at for at, name in enumerate(header, 1) if name.strip()), default=0)
    if n_named == len(header):
        return
    if n_named < 2 < len(header):  # noqa: PLR2004 - a title and empty cells beside it
        what = f"one name and {len(header) - n_named} empty cells: a title, not the header"
        raise IngestError(path, what, "delete the lines above the header", line=1)
    first, last = n_named + 1, len(header)
    columns = f"column {first}" if first == last else f"columns {first} to {last}"
    what = f"no name for {columns}, right of the last named one"
    remedy = "delete what stands there, as spreadsheets save cells that were once used"
    raise IngestError(path, what, remedy, line=1)


def _check_widths(path: Place, rows: list[list[str]], lines: list[int]) -> None:
    expected = len(rows[0])
    for number, (row, line) in enumerate(zip(rows, lines, strict=False)):
        if len(row) == expected:
            continue
        what = f"{len(row)} fields where the header has {expected}"
        remedy = "look for a comma, quote or line break that needs quotes"
        if number == len(rows) - 1 and len(row) < expected:
            what = f"the last record is cut off: {what}"
            remedy = _DOWNLOAD_AGAIN
        column = rows[0][len(row)] if len(row) < expected else None
        raise IngestError(path, what, remedy, row=number, line=line, column=column)
