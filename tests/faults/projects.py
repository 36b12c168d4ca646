"""Projects for campaigns to build: the small one of tests/publish, or a copy of this one."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "publish" / "project"
FILES = ("check_rows.sql", "publish_if_build_passed.sql")
FOLDERS = ("engines", "generic_tests", "materializations")
WHOLE = ("dbt_project.yml", "profiles.yml", "selectors.yml", "requirements.lock")
WHOLE_FOLDERS = ("analyses", "macros", "models", "python_models", "seeds", "src", "tests/data")
# Two tables of a build that name it: one of the first, one of the last.
FIRST_TABLE = """{{{{ config(schema='main', contract={{'enforced': false}}) }}}}
-- change {number}
select '{{{{ invocation_id }}}}' as invocation
"""
LAST_TABLE = """{{ config(schema='main', contract={'enforced': false}) }}
-- depends_on: {{ ref('left_half') }}, {{ ref('fct_growth_trends') }}
select '{{ invocation_id }}' as invocation
"""


def copy_small(folder: Path) -> Path:
    """Copy the small project, which publishes by this one's macros and plugin."""
    shutil.copytree(SMALL, folder)
    shutil.copy(ROOT / "profiles.yml", folder)
    for name in FOLDERS:
        shutil.copytree(ROOT / "macros" / name, folder / "macros" / name)
    for name in FILES:
        shutil.copy(ROOT / "macros" / name, folder / "macros")
    return folder


def copy_whole(folder: Path) -> Path:
    """Copy this project as far as dbt reads it, with the two tables that readers look at."""
    folder.mkdir()
    for name in WHOLE:
        shutil.copy(ROOT / name, folder)
    for name in WHOLE_FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    mark(folder, 0)
    (folder / "models" / "whole.sql").write_text(LAST_TABLE)
    return folder


def mark(folder: Path, number: int) -> None:
    """Change the first of the two tables, so that a refresh builds both."""
    text = FIRST_TABLE.format(number=number)
    (folder / "models" / "left_half.sql").write_text(text)
