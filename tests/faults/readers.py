"""Let many readers read while build after build is published.

    python tests/faults/readers.py --readers 50 --publishes 20

Every read must come from exactly one build: the one that the link leads to when the read
begins, or a newer one.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kills import write_next
from reader import read_until

from scalehouse import publish


@dataclass
class Tally:
    """What the readers saw; the counts after `n_builds_seen_at_least` should be 0."""

    n_readers: int = 0
    n_publishes: int = 0
    n_reads: int = 0
    n_reads_while_publishing: int = 0
    n_builds_seen_at_least: int = 0
    n_mixed_reads: int = 0
    n_errors: int = 0
    n_stale_reads: int = 0  # of an older build than the link led to
    n_without_newest: int = 0  # readers that never got the last build
    remarks: list[str] = field(default_factory=list)

    @property
    def n_faults(self) -> int:
        faults = self.n_mixed_reads + self.n_errors
        return faults + self.n_stale_reads + self.n_without_newest


def campaign(folder: Path, n_readers: int, n_publishes: int) -> Tally:
    """Start readers, publish, stop them, and count what they saw."""
    home, stop = folder / "warehouse", folder / "stop"
    ids = [f"20260101T000000Z-{number:08x}" for number in range(n_publishes + 1)]
    publish_one(home, ids[0])
    readers = [start_reader(home, stop) for _ in range(n_readers)]
    publishes = [publish_one(home, build_id) for build_id in ids[1:]]
    stop.touch()  # every reader reads once more
    tally = Tally(n_readers, n_publishes, n_builds_seen_at_least=n_publishes + 1)
    for pid, pipe in readers:
        with os.fdopen(pipe) as handle:
            found = json.load(handle)
        os.waitpid(pid, 0)
        tally.n_reads += found["n_reads"]
        tally.n_mixed_reads += found["n_mixed"]
        tally.n_stale_reads += found["n_stale"]
        tally.n_errors += len(found["errors"])
        tally.n_without_newest += ids[-1] not in found["seen"]
        seen = len(found["seen"])
        tally.n_builds_seen_at_least = min(tally.n_builds_seen_at_least, seen)
        tally.n_reads_while_publishing += sum(
            any(start < was_done and began < end for began, was_done in publishes)
            for start, end in found["spans"]
        )
        tally.remarks += found["errors"][:1]
    return tally


def publish_one(home: Path, build_id: str) -> tuple[float, float]:
    """Publish a build; when that began and ended."""
    write_next(home, build_id)
    start = time.monotonic()
    publish.publish(home, build_id, n_tables=3, n_kept=3)
    return start, time.monotonic()


def start_reader(home: Path, stop: Path) -> tuple[int, int]:
    """Fork a reader, which has its modules already; its report comes through a pipe."""
    receive, send = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(receive)
        with os.fdopen(send, "w") as handle:
            json.dump(asdict(read_until(home, stop)), handle)
        os._exit(0)
    os.close(send)
    return pid, receive


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--publishes", type=int, default=20)
    options = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = campaign(Path(folder), options.readers, options.publishes)
    print(json.dumps(asdict(tally), indent=1))
    print(f"{time.monotonic() - start:.0f} seconds")
    return int(bool(tally.n_faults))


if __name__ == "__main__":
    sys.exit(main())
