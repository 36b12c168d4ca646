"""Do work in a fork and kill it: after a while, or at one of the steps it takes on disk.

Modules are imported once and every run is forked, so that a kill lands in the work rather
than in the imports. Steps are counted by Python's audit events: each opens, makes, renames,
links or removes a file of the watched folder, or starts another program on it.
"""

import mmap
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Work = Callable[[], bool]  # True when it did what it should

STEPS = {
    "open",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "shutil.copyfile",
    "shutil.rmtree",
    "subprocess.Popen",
}
_LATE_BY = 0.03  # seconds after a step: as long as copying a few MB takes
_BEYOND = 1.1  # some kills come too late, so that a run completes on what others left


@dataclass(frozen=True)
class Moment:
    """When to kill: so many seconds after the start, or after a step."""

    seconds: float
    step: int | None = None
    with_children: bool = False  # as when the machine dies; else programs it started go on


@dataclass(frozen=True)
class Run:
    """How a run of some work ended."""

    was_killed: bool
    was_good: bool
    seconds: float
    n_steps: int


def choose(chance: random.Random, usual: Run) -> Moment:
    """Choose a moment: one half by the clock, a quarter at a step, a quarter soon after one."""
    with_children = chance.random() < 0.5
    by = chance.random()
    if by < 0.5:
        return Moment(chance.uniform(0, _BEYOND) * usual.seconds, None, with_children)
    step = chance.randrange(usual.n_steps)
    seconds = 0 if by < 0.75 else chance.uniform(0, _LATE_BY)
    return Moment(seconds, step, with_children)


def run(work: Work, watched: Path, moment: Moment | None = None) -> Run:
    """Do work in silence, in a process group of its own; kill it if a moment is given."""
    counter = mmap.mmap(-1, 8)
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        _be_the_fork(work, watched, moment, counter)
    if moment and moment.step is None:
        time.sleep(moment.seconds)
        _kill(pid, moment)  # not waited for yet, so it is there
    _, status = os.waitpid(pid, 0)
    seconds = time.monotonic() - start
    is_good = os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0
    return Run(os.WIFSIGNALED(status), is_good, seconds, int.from_bytes(counter[:8], "little"))


def _be_the_fork(work: Work, watched: Path, moment: Moment | None, counter: mmap.mmap) -> None:
    is_good = False
    try:
        os.setpgid(0, 0)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        _watch(watched, moment, counter)
        is_good = work()
    finally:
        os._exit(not is_good)


def _watch(watched: Path, moment: Moment | None, counter: mmap.mmap) -> None:
    """Count the steps of this process, for as long as it lives, and end it at its moment."""
    folder, n_steps = str(watched), 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal n_steps
        if event not in STEPS or not _is_below(folder, event, arguments):
            return
        if moment and n_steps == moment.step:
            if not moment.seconds:
                _kill(os.getpid(), moment)
            timer = threading.Timer(moment.seconds, _kill, (os.getpid(), moment))
            timer.daemon = True
            timer.start()
        n_steps += 1
        counter[:8] = n_steps.to_bytes(8, "little")

    sys.addaudithook(hook)


def _is_below(folder: str, event: str, arguments: tuple[object, ...]) -> bool:
    # removing a tree names its files from the folder above, by a descriptor
    is_relative = event in {"os.remove", "os.rmdir"} and arguments[-1] != -1
    return is_relative or folder in repr(arguments[:2])


def _kill(pid: int, moment: Moment) -> None:
    if moment.with_children:
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # so soon that it has no group yet, and no children
        else:
            return
    os.kill(pid, signal.SIGKILL)
