"""A refresh builds what changed, publishes it, and knows when only a full build will do."""

import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from scalehouse import changed_nodes, refresh, warehouse

# Two Python models, the first of which imports from the package.
CODE = {
    "python_models/fit_a.py": "from scalehouse.stats import a",
    "python_models/fit_b.py": "",
    "src/scalehouse/__init__.py": "",
    "src/scalehouse/pages.py": "",
    "src/scalehouse/stats/__init__.py": "",
    "src/scalehouse/stats/a.py": "",
    "src/scalehouse/stats/words.yml": "",
}

# What dbt parses where there is nothing.
NOTHING = {
    "metadata": {"dbt_version": "1", "project_name": "none"},
    **{
        kind: {}
        for kind in (
            "nodes",
            "unit_tests",
            "macros",
            *changed_nodes.SHARED,
            *changed_nodes.LISTED,
        )
    },
}

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path):
    """A project's files, without dbt."""
    root = tmp_path / "root"
    for path in ["dbt_project.yml", "seeds/published/epoch_ai/records.csv"]:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("as built")
    for path, text in CODE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


@pytest.fixture
def home(root, tmp_path):
    """A warehouse whose state is that of the project."""
    home = tmp_path / "home"
    refresh.state_folder(home).mkdir(parents=True)
    (tmp_path / "manifest.json").write_text(json.dumps(NOTHING))
    refresh.keep_state(home, tmp_path / "manifest.json", refresh.inputs(root))
    return home


@pytest.fixture
def selection(home, root):
    """Say what is selected when dbt parses what it parsed before."""
    return lambda: refresh.selection(home, root, refresh.state_folder(home) / refresh.MANIFEST)


def test_where_nothing_changed_dbt_is_not_asked(home, root, monkeypatch):
    asked = []
    done = SimpleNamespace(returncode=7)
    monkeypatch.setattr("subprocess.run", lambda *command, **_: asked.append(command) or done)
    assert refresh.refresh(home, root) == 0
    assert asked == []
    (root / "tests/data").mkdir(parents=True)
    (root / "tests/data/a_rule.sql").write_text("new")
    assert refresh.refresh(home, root) == done.returncode
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("path", "selected"),
    [
        ("seeds/published/epoch_ai/records.csv", ["records+"]),
        ("seeds/rules/core/new.csv", ["new+"]),
        ("src/scalehouse/stats/a.py", ["fit_a+"]),
        ("src/scalehouse/stats/words.yml", ["fit_a+"]),
        ("seeds/published/epoch_ai/_seeds.yml", []),
        ("src/scalehouse/pages.py", []),
    ],
)
def test_what_no_manifest_shows_is_selected_by_its_checksum(root, selection, path, selected):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text("changed = True")
    assert selection() == selected


@pytest.mark.parametrize(
    ("paths", "is_so"),
    [
        (["seeds/published/epoch_ai/records.csv", "seeds/rules/core/new.csv"], True),
        (
            ["seeds/published/epoch_ai/records.csv", "seeds/published/epoch_ai/_seeds.yml"],
            False,
        ),
        (["seeds/published/epoch_ai/records.csv", "models/core/_core__unit_tests.yml"], False),
        ([], False),
    ],
)
def test_new_records_alone_are_told_from_new_code(home, root, paths, is_so):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("changed")
    assert refresh.has_new_records_only(refresh.changed_files(home, root)) is is_so
    refresh.forget_state(home)
    assert refresh.has_new_records_only(refresh.changed_files(home, root)) is False


@pytest.mark.parametrize("path", refresh.GLOBAL)
def test_a_change_of_what_makes_every_table_asks_for_a_full_build(root, selection, path):
    (root / path).write_text("changed")
    assert selection() is None


def test_another_version_of_what_calculates_asks_for_a_full_build(selection, monkeypatch):
    assert selection() == []
    monkeypatch.setattr(refresh, "versions", lambda: "numpy 0")
    assert selection() is None


def test_without_a_state_only_a_full_build_will_do(home, selection):
    manifest = (refresh.state_folder(home) / refresh.MANIFEST).read_text()
    refresh.forget_state(home)
    (refresh.state_folder(home) / refresh.MANIFEST).write_text(manifest)
    assert selection() is None


def test_a_refresh_publishes_the_change_and_a_narrower_build_does_not(project, monkeypatch):
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(project.home))
    first = warehouse.build_id(project.home)
    (project.root / "models" / "whole.sql").write_text(
        "select item_id, 0.0 as weight_kg, '' as invocation from {{ ref('left_half') }}\n"
        "inner join {{ ref('right_half') }} using (item_id)\n"
    )
    narrow = project.build("-s", "right_half")
    assert "Not published: only a full dbt build publishes" in narrow
    assert warehouse.build_id(project.home) == first
    # the narrow build left `next` in a state that nobody knows: everything is built
    assert project.selection() is None
    # what vars made would look unchanged to a refresh without them
    assert "Published build" in project.build("--vars", "{n_resamples: 10}")
    assert project.selection() is None
    project.build("--vars", "{keep_builds: 5}")
    second = warehouse.build_id(project.home)
    with (project.root / "seeds" / "items.csv").open("a") as items:
        items.write("3,30.5\n")
    assert refresh.refresh(project.home, project.root) == 0
    assert len({first, second, warehouse.build_id(project.home)}) == 3
    with warehouse.connect(project.home) as published:
        assert published.sql("select max(item_id) from items").fetchall() == [(3,)]
        (arguments,) = published.sql("select dbt_args from build_manifest").fetchall()
    assert '"items+"' in arguments[0]
    # records changed and no code, so no unit test of a model has anything to find
    assert "resource_type:unit_test" in arguments[0]
    third = warehouse.build_id(project.home)
    assert refresh.refresh(project.home, project.root) == 0
    assert warehouse.build_id(project.home) == third


def test_a_model_that_failed_its_unit_test_is_not_passed_over_next_time(project, monkeypatch):
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(project.home))
    shutil.copy(REPOSITORY / "selectors.yml", project.root)
    first = warehouse.build_id(project.home)
    (project.root / "models" / "whole.sql").write_text(
        "select item_id, 0.0 as weight_kg, '' as invocation from {{ ref('left_half') }}\n"
        "left join {{ ref('right_half') }} using (item_id)\n"
    )
    assert refresh.refresh(project.home, project.root) == 1
    assert refresh.refresh(project.home, project.root) == 1
    # what is tried again is not the whole build either
    (project.root / "models" / "whole.sql").write_text(
        "select item_id, 0.0 as weight_kg, '' as invocation from {{ ref('left_half') }}\n"
        "inner join {{ ref('right_half') }} using (item_id)\n"
    )
    assert "steps did not run" in project.dbt("retry").stdout
    assert warehouse.build_id(project.home) == first
