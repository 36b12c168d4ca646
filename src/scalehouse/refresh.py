"""Build only what changed since the last published build.

`next` keeps the state that it was published in: dbt's manifest, which shows changed nodes and
macros (`scalehouse.changed_nodes`), and checksums of all files behind it, which show whether
anything changed, and which records and code did that are in no manifest. Every run that writes
forgets this state before it starts, and only publishing writes it again. Without it, or where
a change can't be attributed to certain nodes, a refresh is a full build with all unit tests:
the run before may have failed one.
"""

import hashlib
import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scalehouse import changed_nodes
from scalehouse.code_of_fits import Package, read, versions

MANIFEST, INPUTS = "manifest.json", "inputs.json"
# What every table may depend on, though no node of dbt names it.
GLOBAL = ("dbt_project.yml", "profiles.yml", "requirements.lock", "selectors.yml")
# The versions of what calculates, among the checksums of files.
VERSIONS = "versions"
# Selects all, with the unit tests that a plain build leaves out.
EVERYTHING = "fqn:*"
UNIT_TESTS = "resource_type:unit_test"
PACKAGE = "src/scalehouse"
# What the project itself is made of, records and code.
PROJECT = ("macros", "models", "python_models", "seeds", "tests/data")


def refresh(home: Path, root: Path) -> int:
    """Run the build that brings `home` up to date, if any, and return dbt's exit code."""
    if changed_files(home, root) == set():
        return 0  # dbt would take seconds to find the same
    # a process of its own: dbt parses and builds in one, and keeps locks until it ends
    command = [sys.executable, "-m", "scalehouse.refresh", str(home)]
    return subprocess.run(command, cwd=root, check=False).returncode  # noqa: S603


def build(home: Path, root: Path) -> int:
    """Parse the project, build what changed since the state of `home`, return an exit code."""
    # only here: dbt takes seconds to import, and most refreshes find nothing to do
    runner = importlib.import_module("dbt.cli.main").dbtRunner
    parsed = runner().invoke(["--quiet", "parse"])
    if not parsed.success:
        # what dbt kept of the last parse may stand in its way: an entry moved to another file
        parsed = runner().invoke(["--quiet", "parse", "--no-partial-parse"])
    if not parsed.success:
        return 2
    manifest = root / os.environ.get("DBT_TARGET_PATH", "target") / MANIFEST
    chosen = selection(home, root, manifest)
    if chosen == []:
        return 0
    command = ["build", "--select", *(chosen or [EVERYTHING])]
    if has_new_records_only(changed_files(home, root)):
        # they compare made-up rows with code, which has not changed
        command += ["--exclude", UNIT_TESTS]
    done = runner(manifest=parsed.result).invoke(command)
    return 2 if done.exception else int(not done.success)


def selection(home: Path, root: Path, manifest: Path) -> list[str] | None:
    """Return what dbt has to select, None when only a full build will do.

    Args:
        home: Folder of the warehouse.
        root: Folder of the project.
        manifest: What dbt has just parsed there.
    """
    changed = changed_files(home, root)
    if changed is None or changed & {*GLOBAL, VERSIONS}:
        return None
    # large seeds and the code of Python models are in no manifest
    chosen = [Path(path).stem for path in changed if is_of_records(path)]
    chosen += [model for model, code in _code(root).items() if code & changed]
    before, now = (
        changed_nodes.Manifest.read(path) for path in (state_folder(home) / MANIFEST, manifest)
    )
    return changed_nodes.selection_of(before, now, chosen)


def has_new_records_only(changed: set[str] | None) -> bool:
    """Whether seeds are all that is known to have changed."""
    return bool(changed) and all(map(is_of_records, changed or ()))


def changed_files(home: Path, root: Path) -> set[str] | None:
    """Return the paths of new, changed and removed inputs, None when that is unknown."""
    state = state_folder(home)
    if not (state / MANIFEST).is_file() or not (state / INPUTS).is_file():
        return None
    before, now = json.loads((state / INPUTS).read_text(encoding="utf-8")), inputs(root)
    return {path for path in before.keys() | now if before.get(path) != now.get(path)}


def is_of_records(path: str) -> bool:
    """Whether an input is a seed."""
    return path.startswith("seeds/") and path.endswith(".csv")


def inputs(root: Path) -> dict[str, str]:
    """Return the checksum of each file that tables are made by or of, by its path in `root`."""
    files = [root / name for name in GLOBAL]
    for folder in PROJECT:
        files += (root / folder).rglob("*.*")
    files += [root / path for code in _code(root).values() for path in code]
    return {VERSIONS: versions()} | {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
        if file.is_file() and "__pycache__" not in file.parts
    }


def _code(root: Path) -> dict[str, set[str]]:
    """Return the paths of what computes in each Python model, beside the model itself."""
    package = Package(root / PACKAGE)
    return {
        model.stem: {
            file.relative_to(root).as_posix() for file in package.code_files(read(model))
        }
        for model in sorted((root / "python_models").rglob("*.py"))
    }


def keep_state(home: Path, manifest: Path, checksums: dict[str, str]) -> None:
    """Write the state of `next`, which has just been published."""
    state = state_folder(home)
    shutil.copyfile(manifest, state / MANIFEST)
    text = json.dumps(checksums, indent=0, sort_keys=True)
    # the checksums come last and at once: a state is there whole or not at all
    draft = state / f".{INPUTS}.partial"
    draft.write_text(text, encoding="utf-8")
    draft.replace(state / INPUTS)


def forget_state(home: Path) -> None:
    """Remove the state of `next`, which is about to be written to."""
    for name in (INPUTS, MANIFEST):
        (state_folder(home) / name).unlink(missing_ok=True)


def state_folder(home: Path) -> Path:
    """Return the folder that holds the state, beside the database it speaks of."""
    return home / "next"


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1]), Path.cwd()))
