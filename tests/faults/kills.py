"""Kill ingests, builds and publishes at random moments, and look at what is left.

    python tests/faults/kills.py --publishes 80 --builds 60

Readers read the published build all the time. After each kill the seeds must be those from
before or those of the complete ingest, and the link must lead to a whole build that was
published; a run that nobody kills must do its work on what the others left. A seed of the
campaign gives the same moments again.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb
import gate
import killing
import projects
import vintages
from dbt.cli.main import dbtRunner

from scalehouse import publish, refresh
from scalehouse.cli import main as scalehouse
from scalehouse.ingest import journal

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
READER = HERE / "reader.py"
SEEDS = ("rules/core", "published/epoch_ai", "published/hugging_face", "quality")
N_ROWS = 400_000  # a table of some MB, so that copying takes a while
N_KEPT = 3


@dataclass
class Tally:
    """What a part did and found; every count after `n_reads` should be 0."""

    n_kills: int = 0  # while the process was at work, by phase in `phases`
    n_too_late: int = 0  # runs that had ended: they have to do what the kills stopped
    n_reads: int = 0
    n_changed_seeds: int = 0  # seeds that are neither the old nor the new ones
    n_lost_builds: int = 0  # links that lead nowhere, or back to an older build
    n_torn_builds: int = 0  # published files that don't hold one whole build
    n_reader_errors: int = 0
    n_mixed_reads: int = 0
    n_stale_reads: int = 0
    n_failed_runs: int = 0  # nobody killed them, and they did not do their work
    phases: dict[str, int] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    @property
    def n_faults(self) -> int:
        """How often something was lost, torn or refused to a reader."""
        found = asdict(self)
        told = {"n_kills", "n_too_late", "n_reads"}
        return sum(found[name] for name in found if name.startswith("n_") and name not in told)

    def count(self, run: killing.Run, phase: str) -> None:
        """Count a run that somebody tried to kill."""
        if run.was_killed:
            self.phases[phase] = self.phases.get(phase, 0) + 1
        self.n_kills += run.was_killed
        self.n_too_late += not run.was_killed
        self.expect_good(run)

    def expect_good(self, run: killing.Run) -> None:
        """Count a run that failed by itself."""
        self.n_failed_runs += not run.was_killed and not run.was_good


@dataclass
class Part:
    """One part of a campaign."""

    folder: Path
    n_kills: int
    n_readers: int
    chance: random.Random
    tally: Tally = field(default_factory=Tally)

    def kill(self, work: killing.Work, watched: Path, usual: killing.Run) -> killing.Run:
        return killing.run(work, watched, killing.choose(self.chance, usual))


@contextmanager
def reading(part: Part, home: Path) -> Iterator[None]:
    """Let processes read the published build until this is left, and take their reports."""
    stop = part.folder / "stop"
    command = [sys.executable, READER, home, stop]
    readers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        for _ in range(part.n_readers)
    ]
    try:
        yield
    finally:
        stop.touch()
        for reader in readers:
            found = json.loads(reader.communicate(timeout=120)[0])
            part.tally.n_reads += found["n_reads"]
            part.tally.n_mixed_reads += found["n_mixed"]
            part.tally.n_stale_reads += found["n_stale"]
            part.tally.n_reader_errors += len(found["errors"])
            part.tally.remarks += found["errors"][:3]


def seeds_of(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.csv"))
    }


def kill_ingests(part: Part) -> None:
    """Kill ingests behind an open gate, which lasts longer than all that can be torn."""
    with gate.opened(part.folder / "suites"):
        kill_gated_ingests(part)


def kill_gated_ingests(part: Part) -> None:
    """Kill ingests of a snapshot into copies of the committed seeds, and their recovery."""
    root, home = part.folder / "seeds", part.folder / "warehouse"
    for name in SEEDS:
        shutil.copytree(ROOT / "seeds" / name, root / name)
    path = part.folder / "published.csv"
    path.write_text(vintages.next_one(), encoding="utf-8")
    command = ["ingest", "ai-models", str(path), "--seeds-dir", str(root)]
    command += ["--scope", "all", "--snapshot-date", "2026-10-01"]
    write_next(home, "20260101T000000Z-00000000")
    publish.publish(home, "20260101T000000Z-00000000", n_tables=3, n_kept=N_KEPT)
    with reading(part, home):
        kill_again_and_again(part, root, lambda: scalehouse(command) == 0)


def kill_again_and_again(part: Part, root: Path, work: killing.Work) -> None:
    """Kill an ingest into `root` as often as asked, and hold the seeds to before or after."""
    tally, before = part.tally, seeds_of(root)
    usual = killing.run(work, root)
    after = seeds_of(root)
    tally.expect_good(usual)
    if before == after:
        tally.remarks.append("the ingest that nobody killed changed nothing")
    while tally.n_kills + tally.n_too_late < part.n_kills:
        _put_back(root, before)
        run = part.kill(work, root, usual)
        is_waiting = journal.is_waiting(root)
        tally.count(run, _ingest_phase(root, is_new=seeds_of(root) == after))
        if is_waiting:
            _kill_recovery(part, root)
        wanted = (after,) if is_waiting else (before, after)
        tally.n_changed_seeds += seeds_of(root) not in wanted


def _ingest_phase(root: Path, *, is_new: bool) -> str:
    if journal.is_waiting(root):
        return "putting seeds in place"
    if is_new:
        return "ending"
    return "writing aside" if journal.is_littered(root) else "reading, counting, gate"


def _kill_recovery(part: Part, root: Path) -> None:
    """Finish what a killed ingest left: killed itself, and then not."""

    def work() -> bool:
        journal.recover(root)
        return True

    step = part.chance.randrange(10)
    run = killing.run(work, root, killing.Moment(0, step))
    if run.was_killed:
        part.tally.count(run, "recovering")
    part.tally.expect_good(killing.run(work, root))


def _put_back(root: Path, seeds: dict[str, bytes]) -> None:
    if (root / ".ingest").exists():
        shutil.rmtree(root / ".ingest")
    for name, content in seeds.items():
        if not (root / name).exists() or (root / name).read_bytes() != content:
            (root / name).write_bytes(content)


def kill_publishes(part: Part) -> None:
    """Kill the publishing of a build that is there."""
    home = part.folder / "warehouse"
    build_id, number = "", 0

    def write() -> None:
        nonlocal build_id, number
        build_id, number = f"20260101T000000Z-{number:08x}", number + 1
        write_next(home, build_id)

    def work() -> bool:
        publish.publish(home, build_id, n_tables=3, n_kept=N_KEPT)
        return True

    kill_and_look(part, home, work, write)


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


def kill_builds(part: Part) -> None:
    """Kill `dbt build` of the small project, its publishing included."""
    project = projects.copy_small(part.folder / "project")
    home = project / "warehouse"
    kill_and_look(part, home, lambda: build(project, home))


def kill_refreshes(part: Part) -> None:
    """Kill builds of what changed in a copy of this project, published at its real size."""
    project, home = _whole_project(part)
    pristine, number = part.folder / "pristine", 0
    shutil.copytree(home / "next", pristine)

    def change() -> None:
        nonlocal number
        number += 1
        projects.mark(project, number)
        shutil.copytree(pristine, home / "next", dirs_exist_ok=True)

    def work() -> bool:
        changed = refresh.selection(home, project)
        state = str(refresh.state_folder(home))
        return changed is not None and build(
            project, home, "--select", *changed, "--state", state
        )

    kill_and_look(part, home, work, change)


def kill_whole_builds(part: Part) -> None:
    """Kill whole builds of a copy of this project."""
    project, home = _whole_project(part)
    kill_and_look(part, home, lambda: build(project, home))


def _whole_project(part: Part) -> tuple[Path, Path]:
    """Copy this project and what it has built, and bring that up to date."""
    project = projects.copy_whole(part.folder / "project")
    home = project / "warehouse"
    (home / "next").mkdir(parents=True)
    for path in (ROOT / "warehouse" / "next").iterdir():
        shutil.copy(path, home / "next")
    changed = refresh.selection(home, project)
    state = str(refresh.state_folder(home))
    narrow = [] if changed is None else ["--select", *changed, "--state", state]
    part.tally.expect_good(killing.run(lambda: build(project, home, *narrow), home))
    return project, home


def build(project: Path, home: Path, *arguments: str) -> bool:
    """Run `dbt build` in this process."""
    os.environ["SCALEHOUSE_WAREHOUSE"] = str(home)
    os.chdir(project)
    return dbtRunner().invoke(["build", *arguments]).success


def kill_and_look(
    part: Part,
    home: Path,
    work: killing.Work,
    before_each: Callable[[], None] = lambda: None,
) -> None:
    """Kill work on a warehouse, with readers; after each kill a whole build must be there."""
    tally = part.tally
    if publish.published_build(home) is None:
        before_each()
        tally.expect_good(killing.run(work, home))
    before_each()
    usual = killing.run(work, home)
    tally.expect_good(usual)
    with reading(part, home):
        for _ in range(part.n_kills):
            before_each()
            names, published = names_in(home), publish.published_build(home)
            run = part.kill(work, home, usual)
            tally.count(run, _publish_phase(home, names, published))
            look(home, published, tally)
        before_each()
        tally.expect_good(killing.run(work, home))
        look(home, published, tally)
    if any(name.endswith(".partial") for name in names_in(home)):
        tally.remarks.append("the last publish left parts of others behind")


def names_in(home: Path) -> set[str]:
    return {path.name for path in (home / "builds").iterdir()}


def _publish_phase(home: Path, names: set[str], published: str | None) -> str:
    """Tell from what it left how far a run had come that began with these names."""
    now = names_in(home)
    if publish.published_build(home) == published:
        left = " ".join(now - names)
        return "copying" if ".partial" in left else "swapping the link" if left else "before"
    is_pruning = any(name.endswith(".partial") for name in now)
    return "pruning" if is_pruning else "ending"


def look(home: Path, was_published: str | None, tally: Tally) -> None:
    """Count what a kill broke."""
    now = publish.published_build(home)
    kept = publish.build_ids(home)
    if now is None or now not in kept or now < (was_published or ""):
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


PARTS = {
    "ingests": (kill_ingests, 60),
    "gated-ingests": (kill_gated_ingests, 12),
    "publishes": (kill_publishes, 80),
    "builds": (kill_builds, 60),
    "refreshes": (kill_refreshes, 20),
    "whole-builds": (kill_whole_builds, 4),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, (_, usual) in PARTS.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--readers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=20220211)
    options = parser.parse_args()
    n_faults = 0
    for name, (kill, _) in PARTS.items():
        n_kills = getattr(options, name.replace("-", "_"))
        if not n_kills:
            continue
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            chance = random.Random(f"{options.seed} {name}")
            part = Part(Path(folder), n_kills, options.readers, chance)
            kill(part)
        n_faults += part.tally.n_faults + len(part.tally.remarks)
        seconds = round(time.monotonic() - start)
        print(name, json.dumps(asdict(part.tally) | {"seconds": seconds}), flush=True)
    return int(n_faults > 0)


if __name__ == "__main__":
    sys.exit(main())
