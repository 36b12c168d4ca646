"""Links between pages lead somewhere, and so do the pages and sections that code names."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# docs/methods/access.md, "Access and compute": a sentence may break anywhere in it
NAMED = re.compile(r'\b(docs/[a-z_0-9/]+\.md)(?:,\s+"([^"]+)")?')


def files(*patterns):
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted(ROOT / name for name in names.split() if (ROOT / name).exists())


def headings(page):
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return HEADING.findall(text)


def anchors(page):
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings(page)}


def broken(page):
    for link in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if ":" in link:
            continue
        if not target.exists():
            yield f"{link}: no such file"
        elif anchor and anchor not in anchors(target):
            yield f"{link}: no such heading"


def unknown(text):
    for name, section in NAMED.findall(text):
        if not (ROOT / name).is_file():
            yield f"{name}: no such page"
        elif section and " ".join(section.split()) not in headings(ROOT / name):
            yield f'{name}, "{section}": no such heading'


@pytest.mark.parametrize(
    "page", [pytest.param(page, id=str(page.relative_to(ROOT))) for page in files("*.md")]
)
def test_every_link_of_a_page_leads_to_a_file_and_heading(page):
    assert not list(broken(page))


def test_a_broken_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# One, two\n[a](#one-two) [b](#three) [c](page.md#one-two) [d](none.md)\n")
    assert list(broken(page)) == ["#three: no such heading", "none.md: no such file"]


def test_every_page_and_section_that_is_named_exists():
    names = ["*.md", "*.yml", "*.sql", "app/*.py", "src/*.py", "seeds/published/claims/*.csv"]
    found = {
        f"{file.relative_to(ROOT)}: {each}"
        for file in files(*names)
        for each in unknown(file.read_text("utf-8"))
    }
    assert not found


def test_a_page_or_section_that_does_not_exist_is_found():
    named = 'docs/methods.md, "Samples", docs/metods.md, docs/methods.md,\n  "No such thing"'
    assert list(unknown(named)) == [
        "docs/metods.md: no such page",
        'docs/methods.md, "No such thing": no such heading',
    ]
