"""Macros and descriptions as they stand in the files, read without dbt."""

import re
from pathlib import Path

import jinja2
import yaml

ROOT = Path(__file__).parents[2]
MACROS = ROOT / "macros"


def read_macros(folders, **context):
    """Give one Jinja module with every macro of folders or files; tests become `test_…`."""
    names = (f"{folder}/*.sql" if "." not in folder else folder for folder in folders)
    files = sorted(file for name in names for file in MACROS.glob(name))
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    source = re.sub(r"{% test (\w+)", r"{% macro test_\1", source)
    source = source.replace("{% endtest %}", "{% endmacro %}")
    environment = jinja2.Environment(  # noqa: S701 - the output is SQL
        extensions=["jinja2.ext.do"], undefined=jinja2.StrictUndefined
    )
    environment.globals |= {"return": lambda value: value} | context
    return environment.from_string(source).module


def read_yaml(file):
    """Read a file of descriptions, by the C parser: in Python it takes ten times as long."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def value_folders():
    """Give the folders whose macros stand for a value in SQL."""
    others = {"engines", "generic_tests", "materializations", "words"}
    return sorted(
        folder.name
        for folder in MACROS.iterdir()
        if folder.is_dir() and folder.name not in others
    )


def documented_macros():
    """Give every documented macro of these folders."""
    files = [file for folder in value_folders() for file in (MACROS / folder).glob("*.yml")]
    return [macro for file in files for macro in read_yaml(file)["macros"]]
