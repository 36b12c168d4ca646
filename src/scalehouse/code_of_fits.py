"""Which code computes: the part of the package that runs inside Python models.

Kept fits are named after it and a refresh looks at it, so both agree on what makes a fit
anew. Nothing is listed by hand: it is what a model imports, directly or through others, with
the data files beside these modules, and the versions of the libraries that calculate.
"""

import ast
import functools
import hashlib
import os
import platform
from importlib.metadata import version
from importlib.util import resolve_name
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
# What calculates beside the package itself.
LIBRARIES = ("duckdb", "numpy", "pandas", "pyarrow", "scipy")
# Files beside a module that it may read.
DATA = {".csv", ".json", ".sql", ".yml"}


def read(path: Path) -> str:
    """Return the text of a file as it is now."""
    return path.read_text(encoding="utf-8")


class Package:
    """The package as it is at one moment: each file is looked for once, and read once."""

    def __init__(self, folder: Path = PACKAGE) -> None:
        """Look into a folder of the package when first asked."""
        self.folder = folder
        self.read = functools.cache(read)

    def code_files(self, code: str) -> list[Path]:
        """Return the files of the package that a program runs or reads, sorted.

        Args:
            code: Text of the program, a Python model.
        """
        found: dict[str, Path] = {}
        waiting = [*_imports(code, self.folder.name, "")]
        while waiting:
            name = waiting.pop()
            if name not in found and (path := self._modules.get(name)):
                found[name] = path
                around = name.rpartition(".")[0]
                within = name if path.name == "__init__.py" else around
                # whoever imports a module runs the packages around it
                waiting += [
                    around or name,
                    *_imports(self.read(path), self.folder.name, within),
                ]
        folders = {path.parent for path in found.values()} - {self.folder}
        data = {path for path in self._data if not folders.isdisjoint(path.parents)}
        return sorted({*found.values()} | data)

    def checksum_of_code(self, code: str) -> str:
        """Return the checksum of a program with all that computes for it."""
        return checksum(
            code,
            versions(),
            *(
                f"{path.relative_to(self.folder)}\n{self.read(path)}"
                for path in self.code_files(code)
            ),
        )

    @functools.cached_property
    def _files(self) -> list[Path]:
        folders = os.walk(self.folder)
        return [Path(folder, name) for folder, _, names in folders for name in sorted(names)]

    @functools.cached_property
    def _data(self) -> list[Path]:
        return [path for path in self._files if path.suffix in DATA]

    @functools.cached_property
    def _modules(self) -> dict[str, Path]:
        """The file of each module by its full name; a package's own file before another."""
        paths = [path for path in self._files if path.suffix == ".py"]
        paths.sort(key=lambda path: path.name == "__init__.py")
        modules = {}
        for path in paths:
            module = path.parent if path.name == "__init__.py" else path.with_suffix("")
            parts = module.relative_to(self.folder.parent).parts
            modules[".".join(parts)] = path
        return modules


# The files as they were when this process first looked, which is what it imported.
IMPORTED = Package()


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
