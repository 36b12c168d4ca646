"""Every fit has its section in the methods, and every printed example is what comes out."""

import doctest
import inspect
import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from scalehouse import stats

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
BLOCK = re.compile(r"^```pycon\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PARTS = ["Question", "Formula", "Assumptions", "Failure modes", "Worked example"]


def examples():
    return [
        pytest.param(block, id=f"{page.stem}-{number}")
        for page in PAGES
        for number, block in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), 1)
    ]


def sections():
    page = (ROOT / "docs" / "methods" / "fits.md").read_text(encoding="utf-8")
    return dict(
        section.split("\n", 1) for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    )


@pytest.mark.parametrize("block", examples())
def test_a_printed_example_is_what_comes_out(block):
    test = doctest.DocTestParser().get_doctest(block, {}, "example", None, None)
    assert any(example.want for example in test.examples), "the example prints nothing"
    report = []
    failures = doctest.DocTestRunner(verbose=False).run(test, out=report.append).failed
    assert not failures, "".join(report)


@pytest.mark.parametrize("title", sections())
def test_a_section_says_how_the_number_is_had_and_how_it_fails(title):
    parts = re.findall(r"^\*\*([A-Z][a-z ]+)\*\*: ", sections()[title], flags=re.MULTILINE)
    assert parts == PARTS
    assert len(BLOCK.findall(sections()[title])) == 1


def test_every_public_fit_has_an_example():
    shown = "".join(block for text in sections().values() for block in BLOCK.findall(text))
    fits = {
        name
        for module in iter_modules(stats.__path__)
        if not module.name.startswith("_")
        for name, thing in vars(import_module(f"{stats.__name__}.{module.name}")).items()
        if inspect.isfunction(thing)
        and thing.__module__.endswith(f".{module.name}")
        and re.match(
            r"fit_|bound_|forecast_|backtest_|leave_|anchor_|attribute_|median_ratio", name
        )
    }
    assert len(fits) > 20
    assert {name for name in fits if f"{name}(" not in shown} == set()


def test_tables_named_in_a_section_exist():
    marts = {path.stem for path in (ROOT / "models").rglob("fct_*.sql")}
    for title, text in sections().items():
        named = set(re.findall(r"`(fct_\w+)`", text.split("**Question**")[0]))
        assert named <= marts, title
