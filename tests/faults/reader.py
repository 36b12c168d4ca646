"""Read the published warehouse until told to stop; report reads, mixtures and errors.

Started as `reader.py <warehouse> <stop file>`. A read looks at the first and the last table
of a build; both name the build that made them. It is stale when the link led to a newer
build before it began.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb

from scalehouse import publish, warehouse

PAUSE = 0.3  # seconds between the halves of a read
HALVES = "select (select min(invocation) from left_half), (select max(invocation) from whole)"


@dataclass
class Report:
    """What one reader saw; `n_mixed`, `n_stale` and errors should be 0 and none."""

    n_reads: int = 0
    n_mixed: int = 0
    n_stale: int = 0
    spans: list[tuple[float, float]] = field(default_factory=list)  # when each read was
    seen: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def read(home: Path) -> tuple[str, bool]:
    """Read once, through pandas; give the build's id and whether both tables belong to it."""
    with warehouse.connect(home) as published:
        build_id = str(published.sql("select build_id from build_manifest").df().iat[0, 0])
        time.sleep(PAUSE)
        left, whole = published.sql(HALVES).df().iloc[0]
    return build_id, left == whole and build_id.endswith(whole[:8])


def read_until(home: Path, stop: Path) -> Report:
    """Read in a loop, and once more when told to stop; an error is kept, and it goes on."""
    report = Report()
    is_last = False
    while not is_last:
        is_last = stop.exists()
        start = time.monotonic()
        try:
            linked = publish.published_build(home)
            build_id, is_one = read(home)
        except (duckdb.Error, OSError) as error:
            report.errors.append(f"reader: {error}")
            continue
        report.spans.append((start, time.monotonic()))
        report.n_reads += 1
        report.n_mixed += not is_one
        report.n_stale += linked is not None and build_id < linked
        if build_id not in report.seen:
            report.seen.append(build_id)
    return report


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(read_until(Path(sys.argv[1]), Path(sys.argv[2])))))
