"""Every number that README, DISCREPANCIES and the methods pages state has its source.

`stated/<page>.csv` names it for each number of a page, in the order of the page: the row of
`fct_estimates`, the published figure, or a query; else the reason why none has it. A number
typed by hand has no line there, and is found whatever rows happen to be equal to it.
"""

import csv
import random
import re
from functools import cache
from pathlib import Path

import pytest

from scalehouse import claims, pages, warehouse
from scalehouse.evidence import Evidence, statements
from scalehouse.number_sources import KINDS, Sources, without_generated

ROOT = Path(__file__).resolve().parents[2]
README, REPORT = ROOT / "README.md", ROOT / claims.REPORT
METHODS = [ROOT / "docs" / "methods.md", *sorted((ROOT / "docs" / "methods").glob("*.md"))]
STATED = Path(__file__).with_name("stated")
# Schemas whose tables queries of sources name.
SCHEMAS = "main,raw,intermediate,staging"
# Numbers that are typed into each place, and how many of them have to be found.
TYPED, LEAST_FOUND = 200, 0.95


@pytest.fixture(scope="module")
def database(warehouse_home):
    with warehouse.connect(warehouse_home) as connection:
        connection.execute(f"set search_path = '{SCHEMAS}'")
        yield connection


@pytest.fixture(scope="module")
def sources(database):
    """Give the sources of a page, read once."""
    read = {}

    def of(page):
        if page not in read:
            read[page] = Sources(STATED / f"{page.stem}.csv", database)
        return read[page]

    return of


@pytest.mark.parametrize("page", [README, *METHODS], ids=lambda page: page.stem)
def test_every_number_of_a_page_has_its_source(sources, page):
    assert sources(page).problems(page, page.read_text(encoding="utf-8")) == []


def test_every_file_of_sources_has_its_page_and_its_reasons():
    assert {file.stem for file in STATED.glob("*.csv")} == {
        page.stem for page in [README, *METHODS]
    }
    for path in STATED.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        assert [line for line in lines if line["kind"] not in KINDS] == []
        reasons = [line["source"] for line in lines if line["kind"] == "reason"]
        assert [reason for reason in reasons if len(reason.split()) < 3] == []


def test_a_problem_names_page_line_number_and_nearest_row(sources):
    page = ROOT / "docs" / "methods" / "growth.md"
    text = page.read_text(encoding="utf-8")
    (wrong,) = sources(page).problems(page, f"{text}\nCompute doubles every 5.5828 months.\n")
    line = text.count("\n") + 2
    assert wrong.startswith(f"growth.md:{line}: 5.5828 in ")
    assert "fct_growth_trends|compute__deep_learning|all|doubling_months|" in wrong


def test_a_number_whose_row_changed_is_stale(tmp_path, database):
    page, lines = tmp_path / "page.md", tmp_path / "page.csv"
    row = "fct_growth_trends|compute__deep_learning|all|doubling_months|2026-07-19"
    lines.write_text(f"number,kind,source\n5.4,row,{row}\n")
    (wrong,) = Sources(lines, database).problems(page, "It doubles every 5.4 months.\n")
    assert wrong.startswith("page.md:1: 5.4 in ")
    assert f"{row} gives 5.58" in wrong


# A text is changed many times.
stated_once = cache(statements)


def changed(text, draw):
    """Change a digit of a number that a text states, or of an end of its interval."""
    statement = draw.choice(stated_once(text))
    parts = [statement.number, *filter(None, (statement.low, statement.high))]
    part = draw.choice(parts)
    place = draw.choice(
        [place for place in range(part.start, part.end) if text[place].isdecimal()]
    )
    digit = draw.choice([digit for digit in "123456789" if digit != text[place]])
    return text[:place] + digit + text[place + 1 :]


def typed(text, draw):
    """Type a sentence with a wrong number behind a paragraph of a text."""
    sentence = draw.choice(
        [
            f"It counts {draw.randint(10, 5000):,} AI models.",
            f"That is {draw.randint(1, 99)}% of them.",
            f"It doubles every {draw.uniform(2, 40):.1f} months.",
            f"It grows {draw.uniform(1.1, 9):.1f} times a year.",
            f"It grows {draw.uniform(2, 8):.2f} a year [1.93, {draw.uniform(8, 9):.2f}].",
        ]
    )
    place = draw.choice([match.end() for match in re.finditer(r"(?<=[.:])\n(?=\n)", text)])
    return f"{text[:place]}{sentence}\n{text[place:]}"


def found_share(texts, is_found):
    """Type wrong numbers into texts, and give the share of them that a check finds."""
    draw = random.Random(20260719)  # noqa: S311
    found = 0
    for _ in range(TYPED):
        page, text = draw.choice(texts)
        wrong = draw.choice([changed, typed])(text, draw)
        found += wrong != text and bool(is_found(page, wrong))
    return found / TYPED


def test_wrong_numbers_in_methods_pages_are_found(sources):
    texts = [(page, without_generated(page.read_text(encoding="utf-8"))) for page in METHODS]
    share = found_share(texts, lambda page, text: sources(page).problems(page, text))
    assert share >= LEAST_FOUND


def test_wrong_numbers_in_the_readme_are_found(database, sources):
    text = README.read_text(encoding="utf-8")
    findings = pages.findings(database, {})
    assert findings in text

    def is_found(page, wrong):
        return findings not in wrong or sources(page).problems(page, wrong)

    assert found_share([(README, text)], is_found) >= LEAST_FOUND


def test_wrong_numbers_in_the_report_on_claims_are_found(homeless):
    text = REPORT.read_text(encoding="utf-8")
    lines = set(text.splitlines())

    def is_found(_, wrong):
        return homeless("\n".join(set(wrong.splitlines()) - lines))

    share = found_share([(REPORT, text)], is_found)
    assert share >= LEAST_FOUND


FINDINGS = """
    quantity = 'doubling_months'
    and source_mart = 'fct_growth_trends'
    and group_name = 'all'
    and specification in (
        'compute__pre_deep_learning', 'compute__deep_learning', 'compute__large_scale'
    )
    or source_mart = 'fct_metrics_by_year'
    and specification = 'notable'
    and group_name like '%training_compute_flop'
    and quantity in ('coverage_share', 'n_ai_models')
    and snapshot_date = (
        select max(snapshot_date) from dim_snapshots where table_name = 'ai_models'
    )
"""
PRINTED = re.compile(r"(?<=n = )\d+|\d+\.\d+|\d+(?=%)")


@pytest.fixture(scope="module")
def findings(database):
    return Evidence.of(database, FINDINGS)


def test_every_finding_of_the_readme_is_a_row(database, findings):
    assert findings.unsupported(pages.findings(database, {})) == []


def test_a_number_typed_into_the_findings_is_found(database, findings):
    text = pages.findings(database, {})
    printed = list(PRINTED.finditer(text))
    assert len(printed) > len(statements(text)), "ends of intervals are changed by themselves"
    for number in printed:
        typed = f"{text[: number.end()]}{'7' if '%' not in text[number.end()] else '.7'}"
        changed = typed + text[number.end() :]
        assert findings.unsupported(changed), f"{number[0]} was changed unnoticed"


ROWS = """
    select
        checks.estimate, checks.estimate_ci_low, checks.estimate_ci_high, checks.n_obs,
        checks.ci_level, checks.unit
    from fct_claim_checks as checks
    inner join rpt_claim_scoreboard as scoreboard using (claim_id)
    where
        claim_id = $claim_id
        and checks.snapshot_date
        in (scoreboard.own_snapshot_date, scoreboard.newest_snapshot_date)
"""
COUNTS = """
    with ours as (
        select verdict_at_own_time as verdict from rpt_claim_scoreboard
    ), today as (
        select verdict_today as verdict from rpt_claim_scoreboard
    ), lines as (
        select source_claim, sum(n_snapshots_tested) as n_tested
        from rpt_claim_scoreboard
        group by source_claim
    )

    select count(*) from ours group by verdict
    union all
    select count(*) from today group by verdict
    union all
    select count(*) from ours
    union all
    select count(*) from lines
    union all
    select count(*) from lines where n_tested > 0
"""


@pytest.fixture(scope="module")
def homeless(database):
    """List the numbers of a report that no claim, check or count gives."""
    scoreboard = {row["claim_id"]: row for row in claims.scoreboard(database)}
    counts = Evidence([], [float(count) for (count,) in database.execute(COUNTS).fetchall()])

    @cache
    def of_claim(claim_id):
        claim = scoreboard[claim_id]
        ours = database.execute(ROWS, {"claim_id": claim_id}).fetchall()
        published = tuple(claim[f"published_{part}"] for part in ("value", "ci_low", "ci_high"))
        ends = [end for end in published if end is not None]
        return Evidence([*ours, (*published, None, None, None)], ends)

    def unsupported(line):
        claim_id = line.removeprefix("| [").partition("]")[0]
        claim = scoreboard.get(claim_id)
        if claim is None or not line.startswith("| ["):
            return counts.unsupported(line)
        rest = line
        # words of the seed, which are held to it as they stand
        for words in (claim["claim"], claim["reason"]):
            if words:
                rest = rest.replace(f" {words.replace('|', '/')}", "", 1)
        return of_claim(claim_id).unsupported(rest)

    return lambda report: [found for line in report.splitlines() for found in unsupported(line)]


def test_every_number_of_the_report_on_claims_is_a_check(homeless):
    assert homeless(REPORT.read_text(encoding="utf-8")) == []


def test_a_number_typed_into_the_report_on_claims_is_found(homeless):
    report = REPORT.read_text(encoding="utf-8")
    lines = [line for line in report.splitlines() if line.startswith("| [")]
    for line in lines:
        before, ours = line.rsplit(" | ", 1)
        assert homeless(f"{before} 61.375 | {ours}"), line
    assert homeless(report.replace(" claims of ", "77 claims of ", 1))
