"""Checks an installation: each check reports what it found, and a remedy where it is wrong."""

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import duckdb
from packaging.requirements import Requirement

from scalehouse import age, warehouse
from scalehouse.cli.ingest import TABLES as COMMANDS
from scalehouse.errors import ScalehouseError
from scalehouse.ingest import journal
from scalehouse.ingest.column_aliases import read_aliases
from scalehouse.ingest.seeds import Seeds
from scalehouse.ingest.sources import SnapshotKey
from scalehouse.ingest.tables import TABLES, WHOLE
from scalehouse.locks import LockedError, locked
from scalehouse.publish import build_ids, published_build
from scalehouse.warehouse import DATABASE

_OLDEST_PYTHON = (3, 11)
_BUILDS_OF_SPACE = 3  # one in next, its copy, and DuckDB's temporary files
_SHOWN = 3
_OLD_DAYS = 120  # after which a publisher may well have something newer
_PUBLISHED = """
    select build_id, duckdb_version, n_warnings, tags['storage_version']
    from main.build_manifest, duckdb_databases()
    where database_name = current_database()
"""


class UnwellError(ScalehouseError):
    """A check failed; the message is the whole report."""


class Finding(NamedTuple):
    """The result of one check; with a remedy only where it failed."""

    subject: str
    found: str
    remedy: str = ""

    def __str__(self) -> str:
        """Return one line of the report."""
        if not self.remedy:
            return f"ok     {self.subject}: {self.found}"
        return f"WRONG  {self.subject}: {self.found}; {self.remedy}"


def examine(project: Path, home: Path) -> list[Finding]:
    """Run every check on a checkout and a warehouse; none of them changes anything."""
    checks: tuple[Callable[[Path], Iterator[Finding]], ...] = (_packages, _seeds)
    findings = [_python()]
    for check in checks:
        findings += check(project)
    for look in (_build_lock, _published, _leftovers, _next_build, _disk):
        findings += look(home)
    findings += _rights(project, home)
    return findings


def report(project: Path, home: Path) -> str:
    """Run every check, and return the report when all passed.

    Raises:
        UnwellError: A check failed; the message is the report.
    """
    findings = examine(project, home)
    n_wrong = sum(bool(finding.remedy) for finding in findings)
    text = "\n".join(map(str, findings))
    if n_wrong:
        message = f"{n_wrong} of {len(findings)} checks found something wrong\n{text}"
        raise UnwellError(message)
    return text


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    remedy = "" if sys.version_info >= _OLDEST_PYTHON else "install Python 3.11 or later"
    return Finding("python", found, remedy)


def _packages(project: Path) -> Iterator[Finding]:
    lock = project / "requirements.lock"
    if not lock.is_file():
        yield Finding("packages", f"no {lock}", "run this from a checkout of the project")
        return
    pinned = list(_pinned(lock))
    other = []
    for package in pinned:
        try:
            installed = metadata.version(package.name)
        except metadata.PackageNotFoundError:
            installed = "none"
        if installed == "none" or not package.specifier.contains(installed):
            wanted = str(package.specifier).removeprefix("==")
            other.append(f"{package.name} {installed} instead of {wanted}")
    if other:
        more = f" and {len(other) - _SHOWN} more" if len(other) > _SHOWN else ""
        found = f"{', '.join(other[:_SHOWN])}{more}"
        yield Finding("packages", found, "run `make build`, which installs the lock")
        return
    yield Finding("packages", f"all {len(pinned)} of the lock")


def _pinned(lock: Path) -> Iterator[Requirement]:
    """Return the packages that a lock requires on this Python and this machine."""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if line[:1].isalnum():  # neither a comment nor a checksum
            package = Requirement(line.removesuffix("\\"))
            if package.marker is None or package.marker.evaluate():
                yield package


def _seeds(project: Path) -> Iterator[Finding]:
    root = project / "seeds"
    try:
        with locked(root):
            pass
    except LockedError:
        yield Finding("seeds", "an ingest is running: not checked")
        return
    except OSError as error:
        remedy = "run this from a checkout of the project"
        yield Finding("seeds", f"{root} can't be read ({error.strerror})", remedy)
        return
    if journal.is_littered(root):
        found = "an ingest was stopped"
        yield Finding("seeds", found, "run `scalehouse recover`")
        return
    try:
        alias_file = root / "rules" / "core" / "column_aliases.csv"
        seeds = Seeds(root, {name: read_aliases(alias_file, name) for name in TABLES})
        seeds.check_complete(set())
    except ScalehouseError as error:
        yield Finding("seeds", str(error), "ingest or restore it as described")
        return
    n_records = sum(len(records) for records in seeds.records.values())
    found = f"{len(seeds.snapshots)} snapshots, {n_records:,} records, all as ingested"
    yield Finding("seeds", found)
    yield from ages(seeds.snapshots)


def ages(snapshots: Iterable[SnapshotKey]) -> Iterator[Finding]:
    """Say how old the newest snapshot of each table is: a hint, and nothing that is wrong.

    A view of the AI models has a line of its own where it is newer than the whole database.
    """
    newest: dict[tuple[str, str], dt.date] = {}
    for key in sorted(snapshots):
        newest[key.table_name, key.scope] = dt.date.fromisoformat(key.snapshot_date)
    commands = {table: command for command, (table, _) in COMMANDS.items()}
    for (name, scope), date in sorted(newest.items()):
        whole = newest.get((name, WHOLE), dt.date.min)
        if scope != WHOLE and date <= whole:
            continue
        found = f"{date}, {age.describe(date)}"
        if age.days_old(date) > _OLD_DAYS:
            source = "--from-url" if TABLES[name].downloads else "FILE --snapshot-date DATE"
            command = f"scalehouse ingest {commands[name]} {source}"
            command += f" --scope {scope}" if scope else ""
            found += f": newer data may have been published: {command}"
        yield Finding(f"newest {' '.join(filter(None, (name, scope)))}", found)


def _build_lock(home: Path) -> Iterator[Finding]:
    folder = home / "next"
    if not folder.is_dir():
        yield Finding("build lock", "no build yet")
        return
    try:
        with locked(folder):
            yield Finding("build lock", "free")
    except LockedError:
        yield Finding("build lock", "a dbt run is using the warehouse")


def _published(home: Path) -> Iterator[Finding]:
    link = home / DATABASE
    kept = build_ids(home)
    if not link.is_symlink():
        found = "a file, not a link to a build" if link.exists() else "nothing yet"
        remedy = "move it away and build" if link.exists() else "run `make build`"
        yield Finding("published build", f"{link}: {found}", remedy)
        return
    if not link.exists():
        remedy = "run `scalehouse rollback BUILD`" if kept else "run `make build`"
        found = f"the link leads nowhere; kept builds: {', '.join(kept) or 'none'}"
        yield Finding("published build", found, remedy)
        return
    try:
        with warehouse.connect(home) as published:
            rows = published.sql(_PUBLISHED).fetchall()
    except duckdb.Error as error:
        found = str(error).splitlines()[0]
        yield Finding("published build", found, "run `scalehouse rollback`, then build again")
        return
    build_id, duckdb_version, n_warnings, storage = rows[0]
    by = f"by DuckDB {duckdb_version} for {storage}"
    found = f"{build_id}, {by}, {n_warnings} warnings"
    remedy = ""
    if build_id != published_build(home):
        remedy = f"it stands in the folder of {published_build(home)}: build again"
    yield Finding("published build", found, remedy)
    installed = f"v{duckdb.__version__}"
    if duckdb_version != installed:
        found = f"the build is by {duckdb_version}, {installed} is installed"
        yield Finding("storage version", found, "build again with the installed version")


def _leftovers(home: Path) -> Iterator[Finding]:
    found = sorted(path.name for path in (home / "builds").glob(".*.partial"))
    if found:
        remedy = "none is needed: the next publish removes it"
        yield Finding("leftovers", f"{', '.join(found)} of a stopped publish ({remedy})")


def _next_build(home: Path) -> Iterator[Finding]:
    built, published = home / "next" / DATABASE, home / DATABASE
    if not (built.exists() and published.exists()):
        return
    if built.stat().st_mtime > published.stat().st_mtime:
        found = "newer than the published build: the last run was partial, failed or is running"
        yield Finding("next build", f"{found} (see logs/dbt.log)")


def _rights(project: Path, home: Path) -> Iterator[Finding]:
    written = (project / "seeds", _nearest(home), home / "next", home / "builds")
    closed = [
        str(folder)
        for folder in written
        if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK)
    ]
    if closed:
        remedy = "grant this user write permission there, or run as another"
        yield Finding("rights", f"{', '.join(closed)} cannot be written", remedy)
        return
    yield Finding("rights", "seeds and warehouse can be written")


def _nearest(home: Path) -> Path:
    """Return the warehouse's folder, or the nearest parent that exists."""
    return next(path for path in (home, *home.absolute().parents) if path.exists())


def _disk(home: Path) -> Iterator[Finding]:
    folder = _nearest(home)
    free = shutil.disk_usage(folder).free
    published = home / DATABASE
    needed = published.stat().st_size * _BUILDS_OF_SPACE if published.exists() else 0
    remedy = f"free some: a build needs {needed / 1e6:,.0f} MB" if free < needed else ""
    yield Finding("disk", f"{free / 1e6:,.0f} MB free", remedy)
