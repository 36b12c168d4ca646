"""docs/questions.md sends each question to a mart, a page and an analysis that are there."""

import re

from project import ROOT

QUESTIONS = ROOT / "docs" / "questions.md"
ROW = re.compile(r"^\| [^|]+ \| `(?P<mart>\w+)` \| (?P<rest>.+) \|$", re.MULTILINE)
NONE = "-"


def test_every_row_of_the_table_is_true(project):
    assert problems(QUESTIONS.read_text(encoding="utf-8"), project) == []


def test_every_mart_has_a_question(project):
    asked = {row["mart"] for row in ROW.finditer(QUESTIONS.read_text(encoding="utf-8"))}
    assert sorted(mart["alias"] for mart in project.marts if mart["alias"] not in asked) == []


def test_a_wrong_mart_key_page_or_analysis_is_found(project):
    true = ROW.search(QUESTIONS.read_text(encoding="utf-8"))[0]
    assert problems(true, project) == []
    wrong = [
        true.replace("`fct_growth_trends`", "`fct_growth`"),
        true.replace("`snapshot_date`", "`calendar_year`"),
        true.replace("| growth |", "| grown |"),
        true.replace(".sql)", "_then.sql)"),
        true.replace("how_have_the_eras_doubling_times_changed", "how_fast_do_users_click"),
    ]
    assert [row for row in wrong if not problems(row, project)] == []


def problems(text, project):
    """Name what a row says that the project does not have."""
    marts = {mart["alias"]: mart for mart in project.marts}
    analyses = {node["name"]: node for node in project.of_type("analysis")}
    found = []
    for row in ROW.finditer(text):
        key, page, analysis = (cell.strip() for cell in row["rest"].split("|"))
        mart = marts.get(row["mart"])
        if mart is None:
            found.append(f"{row['mart']}: no such mart")
            continue
        if re.findall(r"`(\w+)`", key) != mart["config"]["meta"]["key"]:
            found.append(
                f"{row['mart']}: its key is {', '.join(mart['config']['meta']['key'])}"
            )
        if page != NONE and not (ROOT / "app" / "app_pages" / f"{page}.py").is_file():
            found.append(f"{page}: no such page")
        if analysis != NONE:
            link = re.fullmatch(r"\[(\w+)\]\(\.\./analyses/(\w+)\.sql\)", analysis)
            node = analyses.get(link[2]) if link and link[1] == link[2] else None
            if node is None or not reads(node, mart, project):
                found.append(f"{analysis}: no analysis of {row['mart']}")
    return found


def reads(node, mart, project):
    return mart["unique_id"] in {parent["unique_id"] for parent in project.parents(node)}
