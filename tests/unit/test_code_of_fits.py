"""Which code computes: what Python models import, and nothing else."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scalehouse import code_of_fits, refresh

ROOT = Path(__file__).resolve().parents[2]
MODELS = sorted((ROOT / "python_models").glob("*.py"))
# What Python has imported of the package once a model and all its functions' imports ran, a
# line each. Libraries take longest, and are the same for all.
IMPORTED = """
import json, os, runpy, sys
import duckdb, pandas, scipy.optimize, scipy.stats
for model in sys.argv[1:]:
    if os.fork() == 0:
        runpy.run_path(model)
        print(json.dumps([
            module.__file__ for name, module in sys.modules.items()
            if f"{name}.".startswith("scalehouse.")
        ]), flush=True)
        os._exit(0)
    if os.wait()[1]:
        sys.exit(model)
"""


@pytest.fixture
def package(tmp_path):
    """A package of five modules, three of which the model below runs."""
    package = tmp_path / "scalehouse"
    files = {
        "__init__.py": "",
        "cli.py": "from scalehouse.stats import trend",
        "stats/__init__.py": "",
        "stats/trend.py": "def fit():\n    from scalehouse.stats import _ols",
        "stats/_ols.py": "",
        "stats/words.yml": "",
        "other/__init__.py": "",
    }
    for name, text in files.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text)
    return package


MODEL = "from scalehouse.stats.trend import fit"


def test_code_is_what_a_model_imports_directly_or_through_others(package):
    found = code_of_fits.Package(package).code_files(MODEL)
    assert [path.relative_to(package).as_posix() for path in found] == [
        "__init__.py",
        "stats/__init__.py",
        "stats/_ols.py",
        "stats/trend.py",
        "stats/words.yml",
    ]


@pytest.mark.parametrize(
    ("way", "is_seen"),
    [
        ("import scalehouse.stats._ols", True),
        ("from scalehouse import stats\nfrom scalehouse.stats import _ols", True),
        ("import importlib\nimportlib.import_module('scalehouse.stats._ols')", True),
        ("import scalehouse_other.stats._ols", False),
    ],
)
def test_modules_are_found_however_they_are_imported(package, way, is_seen):
    names = {path.name for path in code_of_fits.Package(package).code_files(way)}
    assert ("_ols.py" in names) is is_seen


def test_relative_imports_are_followed(package):
    (package / "stats/trend.py").write_text("from . import _ols\nfrom .. import other")
    names = {path.parent.name for path in code_of_fits.Package(package).code_files(MODEL)}
    assert names == {"scalehouse", "stats", "other"}


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("stats/trend.py", True),
        ("stats/_ols.py", True),
        ("stats/words.yml", True),
        ("cli.py", False),
        ("other/__init__.py", False),
    ],
)
def test_a_word_counts_where_it_computes(package, name, counts):
    before = code_of_fits.Package(package).checksum_of_code(MODEL)
    with (package / name).open("a") as file:
        file.write("\n# a word")
    assert (code_of_fits.Package(package).checksum_of_code(MODEL) != before) is counts


@pytest.mark.parametrize("name", code_of_fits.LIBRARIES)
def test_versions_of_libraries_are_part_of_the_code(monkeypatch, name):
    versions, version = code_of_fits.versions.__wrapped__, code_of_fits.version
    before = versions()
    monkeypatch.setattr(
        code_of_fits, "version", lambda asked: "0" if asked == name else version(asked)
    )
    assert versions() != before


def test_nothing_that_a_python_model_imports_is_missed():
    computes = {str(path) for model in MODELS for path in code_of(model)}
    command = [sys.executable, "-c", IMPORTED, *MODELS]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for model, imported in zip(MODELS, done.stdout.splitlines(), strict=True):
        assert {*json.loads(imported)} <= {*map(str, code_of(model))}, model.name
    assert str(code_of_fits.PACKAGE / "stats" / "log_linear.py") in computes
    assert str(code_of_fits.PACKAGE / "cli.py") not in computes


def test_libraries_are_those_that_the_code_imports():
    files = {path for model in MODELS for path in [model, *code_of(model)]}
    nodes = [
        node
        for path in files
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(code_of_fits.read(path)))
    ]
    names = [
        alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    ]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom)]
    roots = {name.partition(".")[0] for name in names} - {
        *sys.stdlib_module_names,
        "scalehouse",
    }
    assert sorted(roots) == sorted(code_of_fits.LIBRARIES)


def test_a_word_in_the_command_line_recomputes_nothing(tmp_path):
    for folder in ("src", "python_models"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    package = tmp_path / "src" / "scalehouse"

    def names():
        code = {
            model.name: code_of_fits.Package(package).checksum_of_code(code_of_fits.read(model))
            for model in MODELS
        }
        return code, refresh.inputs(tmp_path)

    before = names()
    with (package / "cli.py").open("a") as file:
        file.write("# a word\n")
    assert names() == before
    with (package / "stats" / "changepoint.py").open("a") as file:
        file.write("# a word\n")
    after = names()
    assert after[1] != before[1]
    changed = [name for name, code in after[0].items() if code != before[0][name]]
    assert len(changed) == 1
    assert "kinked" in code_of_fits.read(ROOT / "python_models" / changed[0])


def code_of(model):
    return code_of_fits.Package().code_files(code_of_fits.read(model))
