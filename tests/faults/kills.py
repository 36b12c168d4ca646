"""Kill ingests, builds and publishes at random moments, and look at what is left.

    python tests/faults/kills.py --ingests 80 --builds 60 --publishes 80

Readers read the published build all the time. After each kill the seeds must be those from
before or those of the complete ingest, and the link must lead to a whole build that was
published. Builds are of the small project of tests/publish: a kill must land anywhere in
a run, many times. Modules are imported once and each run is forked, so that a kill lands in
the work rather than in the imports.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb
import gate
from dbt.cli.main import dbtRunner

from scalehouse import publish
from scalehouse.cli import main as scalehouse
from scalehouse.ingest import journal

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
READER = HERE / "reader.py"
SMALL_PROJECT = ROOT / "tests" / "publish" / "project"
N_ROWS = 400_000  # a table of some MB, so that copying takes a while


@dataclass
class Tally:
    """What a campaign did and found; every count below `n_kills` should be 0."""

    n_kills: int = 0
    n_in_time: int = 0  # the process was still at work
    n_finished_later: int = 0  # ingests that were complete, but for putting in place
    n_changed_seeds: int = 0  # seeds that are neither the old nor the new ones
    n_lost_builds: int = 0  # links that lead nowhere, or published builds that are gone
    n_torn_builds: int = 0  # published files that don't hold one whole build
    n_reader_errors: int = 0
    n_mixed_reads: int = 0
    n_reads: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def n_faults(self) -> int:
        """How often something was lost, torn or refused to a reader."""
        return (
            self.n_changed_seeds
            + self.n_lost_builds
            + self.n_torn_builds
            + self.n_reader_errors
            + self.n_mixed_reads
            + len(self.remarks)
        )


@dataclass
class Part:
    """One part of a campaign."""

    folder: Path
    n_kills: int
    n_readers: int
    chance: random.Random
    tally: Tally = field(default_factory=Tally)


def kill_in(work: Callable[[], object], seconds: float) -> bool:
    """Run work in a fork, kill it after so long; whether it was still at work."""
    pid = forked(work)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)  # not waited for yet, so it is there
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def usual_seconds(work: Callable[[], object]) -> float:
    """Measure how long work takes when nobody kills it."""
    start = time.monotonic()
    os.waitpid(forked(work), 0)
    return time.monotonic() - start


def forked(work: Callable[[], object]) -> int:
    """Do work silently in a fork; its process id."""
    pid = os.fork()
    if pid == 0:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        try:
            work()
        finally:
            os._exit(0)
    return pid


class Readers:
    """Processes that read the published build until they are told to stop."""

    def __init__(self, home: Path, n_readers: int) -> None:
        self.stop = home.parent / f"stop-{home.name}"
        command = [sys.executable, READER, home, self.stop]
        self.processes = [
            subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            for _ in range(n_readers)
        ]

    def report(self, tally: Tally) -> None:
        self.stop.touch()
        for process in self.processes:
            found = json.loads(process.communicate(timeout=60)[0])
            tally.n_reads += found["n_reads"]
            tally.n_mixed_reads += found["n_mixed"]
            tally.n_reader_errors += len(found["errors"])
            tally.remarks += found["errors"][:3]


def seeds_of(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.csv"))
    }


def kill_ingests(part: Part) -> None:
    """Kill ingests of a snapshot into copies of the committed seeds."""
    folder = part.folder
    root = folder / "seeds"
    root.mkdir()
    for name in ("assumptions", "epoch_ai", "hugging_face", "quality"):
        shutil.copytree(ROOT / "seeds" / name, root / name)
    published = folder / "published.csv"
    published.write_text(
        "Model,Publication date,Domain,Organization,Parameters,Training compute (FLOP)\n"
        + "".join(
            f"Made {n},2026-01-{n % 28 + 1:02},Language,Us,1e9,1e21\n" for n in range(900)
        )
    )
    command = ["ingest", "ai-models", str(published), "--seeds-dir", str(root)]
    command += ["--scope", "all", "--snapshot-date", "2026-10-01"]
    with gate.opened(folder / "suites"):
        _kill_again_and_again(part, root, lambda: scalehouse(command))


def _kill_again_and_again(part: Part, root: Path, work: Callable[[], object]) -> None:
    """Kill an ingest into `root` as often as asked, and hold the seeds to before or after."""
    tally, chance = part.tally, part.chance
    before = seeds_of(root)
    seconds = usual_seconds(work)
    after = seeds_of(root)
    if before == after:
        tally.remarks.append("the ingest that nobody killed changed nothing")
    for _ in range(part.n_kills):
        _put_back(root, before)
        # half of the kills anywhere, half near the end, where the seeds are replaced
        moment = chance.uniform(0, 1) if chance.random() < 0.5 else chance.uniform(0.75, 1.05)
        tally.n_kills += 1
        tally.n_in_time += kill_in(work, moment * seconds)
        if journal.is_waiting(root):
            tally.n_finished_later += 1
            journal.recover(root)
            tally.n_changed_seeds += seeds_of(root) != after
        else:
            tally.n_changed_seeds += seeds_of(root) not in (before, after)


def _put_back(root: Path, seeds: dict[str, bytes]) -> None:
    if (root / ".ingest").exists():
        shutil.rmtree(root / ".ingest")
    for name, content in seeds.items():
        if not (root / name).exists() or (root / name).read_bytes() != content:
            (root / name).write_bytes(content)


def kill_builds(part: Part) -> None:
    """Kill `dbt build`, its publishing included."""
    project = part.folder / "project"
    shutil.copytree(SMALL_PROJECT, project)
    shutil.copy(ROOT / "profiles.yml", project)
    (project / "macros").mkdir()
    shutil.copy(ROOT / "macros" / "publish.sql", project / "macros")
    os.environ["SCALEHOUSE_WAREHOUSE"] = str(project / "warehouse")

    def work() -> None:
        os.chdir(project)
        dbtRunner().invoke(["build"])

    kill_and_look(part, project / "warehouse", work)


def kill_publishes(part: Part) -> None:
    """Kill the publishing of a build that is there."""
    home = part.folder / "warehouse"
    number = 0

    def work() -> None:
        build_id = f"20260101T000000Z-{number:08x}"
        write_next(home, build_id)
        publish.publish(home, build_id, n_tables=3, n_kept=3)

    def next_number() -> None:
        nonlocal number
        number += 1

    kill_and_look(part, home, work, before_each=next_number)


def write_next(home: Path, build_id: str) -> None:
    """Write what a build would leave: two tables that name it, first and last."""
    path = home / "next" / "scalehouse.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
    invocation = build_id[-8:]
    with duckdb.connect(path) as database:
        database.execute(f"create table left_half as select '{invocation}' as invocation")
        database.execute(
            f"create table whole as select '{invocation}' as invocation, hash(i) as h "
            f"from range({N_ROWS}) as r(i)"
        )
        database.execute(f"create table build_manifest as select '{build_id}' as build_id")


def kill_and_look(
    part: Part,
    home: Path,
    work: Callable[[], object],
    before_each: Callable[[], None] = lambda: None,
) -> None:
    """Kill work on a warehouse, with readers; after each kill a whole build must be there."""
    usual_seconds(work)
    before_each()
    seconds = usual_seconds(work)
    readers = Readers(home, part.n_readers)
    try:
        for _ in range(part.n_kills):
            before_each()
            was_published = publish.published_build(home)
            part.tally.n_kills += 1
            part.tally.n_in_time += kill_in(work, part.chance.uniform(0, 1.1) * seconds)
            look(home, was_published, part.tally)
    finally:
        readers.report(part.tally)


def look(home: Path, was_published: str | None, tally: Tally) -> None:
    """Count what a kill broke."""
    now = publish.published_build(home)
    kept = publish.build_ids(home)
    if now is None or now not in kept or (was_published and was_published not in kept):
        tally.n_lost_builds += 1
        tally.remarks.append(f"published {was_published}, then {now}; kept {kept}")
    for build_id in kept:
        try:
            path = home / "builds" / build_id / "scalehouse.duckdb"
            with duckdb.connect(path, read_only=True) as build:
                ((found,),) = build.execute("select build_id from build_manifest").fetchall()
                halves = build.execute(
                    "select distinct invocation from left_half union "
                    "select distinct invocation from whole"
                ).fetchall()
        except duckdb.Error as error:
            tally.n_torn_builds += 1
            tally.remarks.append(f"{build_id}: {error}")
            continue
        tally.n_torn_builds += found != build_id or len(halves) != 1


PARTS = {"ingests": kill_ingests, "publishes": kill_publishes, "builds": kill_builds}


def campaign(folder: Path, n_kills: dict[str, int], n_readers: int, seed: int) -> list[Part]:
    """Run the three parts, each with a tally of its own."""
    chance = random.Random(seed)
    parts = []
    for name, kill in PARTS.items():
        part = Part(folder / name, n_kills[name], n_readers, chance)
        part.folder.mkdir()
        kill(part)
        parts.append(part)
    return parts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ingests", type=int, default=80)
    parser.add_argument("--builds", type=int, default=60)
    parser.add_argument("--publishes", type=int, default=80)
    parser.add_argument("--readers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=20220211)
    options = parser.parse_args()
    start = time.monotonic()
    n_kills = {name: getattr(options, name) for name in PARTS}
    with tempfile.TemporaryDirectory() as folder:
        parts = campaign(Path(folder), n_kills, options.readers, options.seed)
    for name, part in zip(PARTS, parts, strict=True):
        print(name, json.dumps(asdict(part.tally)))
    print(f"{time.monotonic() - start:.0f} seconds")
    return int(any(part.tally.n_faults for part in parts))


if __name__ == "__main__":
    sys.exit(main())
