"""Count a file's records a second time, with another reader."""

import tempfile
from pathlib import Path

import duckdb

from scalehouse.ingest.dialect import PublishedFile
from scalehouse.ingest.errors import IngestError

_COUNT = """
    select count(*) from read_csv(
        $path, columns = $columns, auto_detect = false, all_varchar = true,
        header = true, delim = ',', quote = '"', escape = '"', new_line = $new_line,
        strict_mode = $strict_mode,
        null_padding = false, ignore_errors = false, compression = 'none',
        max_line_size = $max_line_size, parallel = false
    )
"""


def check_count(file: PublishedFile) -> None:
    """Refuse a file in which DuckDB finds another number of records."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "published.csv"  # DuckDB would take '*' in a name for a pattern
        try:
            copy.write_bytes(file.content)
        except OSError as error:
            what = f"can't be copied to {folder}, to be counted ({error.strerror})"
            raise IngestError(file.path, what, "free that disk, or set TMPDIR") from None
        parameters = {
            "path": str(copy),
            "columns": {f"column_{at}": "varchar" for at in range(len(file.header))},
            "new_line": file.line_end.encode("unicode_escape").decode(),
            # DuckDB 1.5's strict mode takes line breaks inside cells for CRLF records' ends
            "strict_mode": file.line_end == "\n",
            "max_line_size": max(len(file.content) + 1, 2_097_152),
        }
        try:
            with duckdb.connect() as connection:
                found = connection.execute(_COUNT, parameters).fetchone()
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            what = f"DuckDB's reader refuses the file ({reason})"
            raise IngestError(file.path, what, "download it again") from None
    n_found = found[0] if found else 0
    if n_found != len(file.records):
        what = f"two readers disagree: {len(file.records)} records here, {n_found} in DuckDB"
        raise IngestError(file.path, what, "look for unbalanced quotes, or download it again")
