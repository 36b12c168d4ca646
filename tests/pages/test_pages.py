"""The written pages say what the published warehouse says."""

import json
from pathlib import Path

import pytest

from scalehouse import cli, pages

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def manifest(tmp_path):
    nodes = {
        "seed.a": node("seed", "seeds/published/epoch_ai/a.csv"),
        "seed.r": node("seed", "seeds/rules/growth/r.csv"),
        "model.b": node("model", "models/staging/epoch_ai/b.sql", "seed.a"),
        "model.f": node("model", "models/core/f.sql", "model.b"),
        "model.c": node("model", "python_models/fit_growth__c.py", "model.f"),
        "model.d": node(
            "model", "models/subjects/growth/d.sql", "model.b", "model.c", "seed.r"
        ),
        "test.e": node("test", "tests/data/e.sql", "model.d"),
    }
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"nodes": nodes}))
    return path


def node(kind, path, *parents):
    return {
        "resource_type": kind,
        "original_file_path": path,
        "depends_on": {"nodes": list(parents)},
    }


def page_with(name, text=""):
    opening, closing = pages.marks(name)
    return f"before\n{opening}{text}{closing}\nafter\n"


@pytest.mark.usefixtures("published")
def test_committed_findings_agree_with_the_published_warehouse():
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    with pages.warehouse.connect() as warehouse:
        assert pages.findings(warehouse, {}) in page


@pytest.mark.usefixtures("published")
def test_committed_comparison_agrees_with_the_published_warehouse():
    page = (ROOT / "docs" / "methods" / "growth.md").read_text(encoding="utf-8")
    with pages.warehouse.connect() as warehouse:
        assert pages.three_eras(warehouse, {}) in page


def test_the_graph_shows_each_layer_once_and_no_test(manifest):
    graph = pages.data_flow(None, json.loads(manifest.read_text())["nodes"])
    assert graph.splitlines()[2:-1] == [
        '    core["<b>core</b>"]',
        '    published["<b>published</b><br/>epoch_ai"]',
        '    rules["<b>rules</b>"]',
        '    staging["<b>staging</b><br/>epoch_ai"]',
        '    subjects["<b>subjects</b><br/>growth"]',
        '    readers(["app, SQL, exports"])',
        "    core --> subjects",
        "    published --> staging",
        "    rules --> subjects",
        "    staging --> core",
        "    subjects --> readers",
    ]


def test_a_section_is_replaced_and_the_rest_is_kept():
    page = pages.replace_section(page_with("findings", "old"), "findings", "new")
    assert page == page_with("findings", "new")


def test_a_page_without_its_marks_is_refused():
    with pytest.raises(ValueError, match="no section marked 'findings'"):
        pages.replace_section("nothing here", "findings", "new")


@pytest.mark.usefixtures("published")
def test_a_stale_page_is_reported_and_left_alone(manifest, tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text(page_with("findings", "doubling every day"))
    stale = page.read_text()
    arguments = ["pages", str(page), "--manifest", str(manifest)]
    assert cli.main(arguments) == 2
    assert "page.md is stale; run `scalehouse pages --write`" in capsys.readouterr().err
    assert page.read_text() == stale


@pytest.mark.usefixtures("published")
def test_a_stale_page_is_rewritten_once(manifest, tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text(page_with("findings", "doubling every day"))
    arguments = ["pages", str(page), "--manifest", str(manifest)]
    assert cli.main([*arguments, "--write"]) == 0
    assert "doubling every day" not in page.read_text()
    assert cli.main(arguments) == 0
    assert "agrees with the published warehouse" in capsys.readouterr().out
