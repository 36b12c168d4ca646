"""Which code computes: the part of the package that runs inside Python models.

Kept fits are named after it and a refresh looks at it, so both agree on what makes a fit
anew. Nothing is listed by hand: it is what a model imports, directly or through others, with
the data files beside these modules, and the versions of the libraries that calculate.
"""

import ast
import functools
import hashlib
import platform
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import resolve_name
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
# What calculates beside the package itself.
LIBRARIES = ("duckdb", "numpy", "pandas", "pyarrow", "scipy")
# Files beside a module that it may read.
DATA = {".csv", ".json", ".sql", ".yml"}

Read = Callable[[Path], str]


def read(path: Path) -> str:
    """Return the text of a file as it is now."""
    return path.read_text(encoding="utf-8")


# The text that a file had when this process first looked, which is what it imported.
read_once: Read = functools.cache(read)


def code_files(code: str, package: Path = PACKAGE, read: Read = read) -> list[Path]:
    """Return the files of the package that a program runs or reads, sorted.

    Args:
        code: Text of the program, a Python model.
        package: Folder of the package.
        read: Returns the text of a file.
    """
    found: dict[str, Path] = {}
    waiting = [*_imports(code, package.name, "")]
    while waiting:
        name = waiting.pop()
        if name not in found and (path := _path_of(name, package)):
            found[name] = path
            around = name.rpartition(".")[0]
            within = name if path.name == "__init__.py" else around
            # whoever imports a module runs the packages around it
            waiting += [around or name, *_imports(read(path), package.name, within)]
    folders = {path.parent for path in found.values()} - {package}
    data = {path for folder in folders for path in folder.rglob("*.*") if path.suffix in DATA}
    return sorted({*found.values()} | data)


def checksum_of_code(code: str, package: Path = PACKAGE, read: Read = read) -> str:
    """Return the checksum of a program with all that computes for it."""
    files = code_files(code, package, read)
    return checksum(
        code,
        versions(),
        *(f"{path.relative_to(package)}\n{read(path)}" for path in files),
    )


@functools.cache
def versions() -> str:
    """Return the versions of what calculates, and the processor, as they round differently."""
    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    return "\n".join([*libraries, platform.python_version(), platform.machine()])


def checksum(*texts: str) -> str:
    """Return the checksum of texts, in their order."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


@functools.cache
def _imports(text: str, package: str, within: str) -> frozenset[str]:
    """Return the names in a program's text that may be modules of the package."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            source = resolve_name(f"{dots}{node.module or ''}", within or None)
            names.update([source, *(f"{source}.{alias.name}" for alias in node.names)])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # `importlib.import_module` takes a name as text
            names.add(node.value)
    return frozenset(name for name in names if f"{name}.".startswith(f"{package}."))


def _path_of(name: str, package: Path) -> Path | None:
    """Return the file of a module, None for a name that is none."""
    path = package.joinpath(*name.split(".")[1:])
    options = (path / "__init__.py", path.with_suffix(".py"))
    return next((option for option in options if option.is_file()), None)
