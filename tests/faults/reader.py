"""Read the published warehouse until told to stop; report reads, mixtures and errors.

Started as `reader.py <warehouse> <stop file>`. A read looks at the first and the last table
of a build; both name the build that made them.
"""

import json
import sys
import time
from pathlib import Path

import duckdb

from scalehouse import warehouse

HALVES = "select (select min(invocation) from left_half), (select max(invocation) from whole)"


def read(home: Path, pause: float) -> tuple[str, bool]:
    """Read once; give the build's id and whether both tables belong to it."""
    with warehouse.connect(home) as published:
        ((build_id,),) = published.execute("select build_id from build_manifest").fetchall()
        time.sleep(pause)
        ((left, whole),) = published.execute(HALVES).fetchall()
    return build_id, left == whole and build_id.endswith(whole[:8])


def read_until(home: Path, stop: Path, pause: float = 0.02) -> dict[str, object]:
    """Read in a loop, and once more when told to stop; an error is kept, and it goes on."""
    n_reads = n_mixed = 0
    seen: list[str] = []
    errors: list[str] = []
    is_last = False
    while not is_last:
        is_last = stop.exists()
        try:
            build_id, is_one = read(home, pause)
        except (duckdb.Error, OSError) as error:
            errors.append(f"reader: {error}")
            continue
        n_reads += 1
        n_mixed += not is_one
        if build_id not in seen:
            seen.append(build_id)
    return {"n_reads": n_reads, "n_mixed": n_mixed, "seen": seen, "errors": errors}


if __name__ == "__main__":
    report = read_until(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(json.dumps(report))
