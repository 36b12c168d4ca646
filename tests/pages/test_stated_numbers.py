"""Every number that README, DISCREPANCIES and the methods pages state is a row of the
warehouse, a rule, a published figure, or an exception with its reason."""

import csv
import re
from pathlib import Path

import pytest

from scalehouse import claims, pages, warehouse
from scalehouse.evidence import Evidence, statements

ROOT = Path(__file__).resolve().parents[2]
README, REPORT = ROOT / "README.md", ROOT / claims.REPORT
METHODS = [ROOT / "docs" / "methods.md", *sorted((ROOT / "docs" / "methods").glob("*.md"))]
EXCEPTIONS = Path(__file__).with_name("numbers_without_a_row.csv")
TYPED = "It grows 7.318 times a year [6.871, 7.902] (n = 8,431), and by 61.37% at most."

# Subjects whose marts and rules a page speaks of, beside that of its name.
SUBJECTS = {
    "methods": ["growth"],
    "access": ["robustness"],
    "claims": ["ledger"],
    "costs": ["efficiency", "ledger"],
    "downloads": ["ledger"],
    "efficiency": ["costs", "growth"],
    "fits": ["growth"],
    "enhancements": ["costs"],
    "eras": ["frontier", "growth"],
    "forecasts": ["growth"],
    "frontier": ["growth"],
    "growth": ["eras", "robustness"],
    "hardware": ["frontier", "growth"],
    "performance": ["costs", "ledger"],
    "revisions": ["growth"],
    "robustness": ["access", "growth"],
    "sizes": ["growth", "slowing"],
    "slowing": ["growth"],
}
ROWS_OF_PAGE = """
    select estimate, ci_low, ci_high, n_obs, ci_level, unit
    from fct_estimates
    where
        list_contains(list_append($marts, 'dim_snapshots'), source_mart)
        and list_contains($days, strftime(snapshot_date, '%Y-%m-%d'))
"""
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def exceptions(page):
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        return {row["number"] for row in csv.DictReader(file) if row["page"] == page.stem}


def test_every_exception_is_stated_and_has_a_reason():
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    stated = {
        (page.stem, found.number.written)
        for page in [README, *METHODS]
        for found in statements(page.read_text(encoding="utf-8"))
    }
    assert [row for row in rows if (row["page"], row["number"]) not in stated] == []
    assert [row for row in rows if len(row["reason"]) < len("printed there")] == []


def cells(folders):
    """Give the numbers in the rules of some subjects."""
    for folder in folders:
        for path in (ROOT / "seeds" / "rules" / folder).glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    yield from (float(cell) for cell in row.values() if is_number(cell))


def is_number(cell):
    return re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", cell or "") is not None


def published_rows(database, marts):
    """Give what is published about the numbers of some marts, or of none."""
    return database.execute(
        """
        select
            published_value, published_ci_low, published_ci_high, n_obs_published,
            published_ci_level, unit
        from rpt_claim_scoreboard
        where tested_by is null or list_contains($marts, tested_by)
        """,
        {"marts": marts},
    ).fetchall()


@pytest.fixture(scope="module")
def database(warehouse_home):
    with warehouse.connect(warehouse_home) as connection:
        yield connection


@pytest.fixture(scope="module")
def newest(database):
    ((day,),) = database.sql(
        "select max(snapshot_date) from dim_snapshots where table_name = 'ai_models'"
    ).fetchall()
    return str(day)


def evidence(database, page, newest):
    """Take the rows of a page's subjects on the days that it names, and their rules."""
    subjects = [page.stem, *SUBJECTS.get(page.stem, [])]
    marts = [
        path.stem
        for subject in subjects
        for path in (ROOT / "models").glob(f"**/{subject}/fct_*.sql")
    ]
    text = page.read_text(encoding="utf-8")
    days = sorted({newest, *DAY.findall(text)})
    ours = database.execute(ROWS_OF_PAGE, {"marts": marts, "days": days}).fetchall()
    return Evidence(
        [*ours, *published_rows(database, marts)], cells(["core", "claims", *subjects])
    )


@pytest.mark.parametrize("page", METHODS, ids=lambda page: page.stem)
def test_every_number_of_a_methods_page_has_a_home(database, newest, page):
    known = exceptions(page)
    found = evidence(database, page, newest).unsupported(page.read_text(encoding="utf-8"))
    homeless = [f"{n.written}: {n.context}" for n in found if n.written not in known]
    assert homeless == [], f"no row, rule or published figure gives these of {page.name}"


@pytest.mark.parametrize("page", METHODS, ids=lambda page: page.stem)
def test_a_number_typed_into_a_methods_page_is_found(database, newest, page):
    found = evidence(database, page, newest).unsupported(TYPED)
    assert [number.written for number in found] == ["7.318", "61.37%"]


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
    and snapshot_date = (select max(snapshot_date) from dim_snapshots)
"""
PRINTED = re.compile(r"(?<=n = )\d+|\d+\.\d+|\d+(?=%)")


@pytest.fixture(scope="module")
def findings(database):
    return Evidence.of(database, FINDINGS)


def test_every_number_of_the_readme_is_a_row(findings):
    text = README.read_text(encoding="utf-8")
    known = exceptions(README)
    assert [n for n in findings.unsupported(text) if n.written not in known] == []


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


def homeless(database, report):
    """List the numbers of a report that no claim, check or count gives."""
    scoreboard = {row["claim_id"]: row for row in claims.scoreboard(database)}
    counts = [float(count) for (count,) in database.execute(COUNTS).fetchall()]
    found = []
    for line in report.splitlines():
        claim = scoreboard.get(line.removeprefix("| [").partition("]")[0])
        if claim is None or not line.startswith("| ["):
            found += Evidence([], counts).unsupported(line)
            continue
        rest = line
        # words of the seed, which are held to it as they stand
        for words in (claim["claim"], claim["reason"]):
            if words:
                rest = rest.replace(f" {words.replace('|', '/')}", "", 1)
        ours = database.execute(ROWS, {"claim_id": claim["claim_id"]}).fetchall()
        published = tuple(claim[f"published_{part}"] for part in ("value", "ci_low", "ci_high"))
        ends = [end for end in published if end is not None]
        found += Evidence([*ours, (*published, None, None, None)], ends).unsupported(rest)
    return found


def test_every_number_of_the_report_on_claims_is_a_check(database):
    assert homeless(database, REPORT.read_text(encoding="utf-8")) == []


def test_a_number_typed_into_the_report_on_claims_is_found(database):
    report = REPORT.read_text(encoding="utf-8")
    lines = [line for line in report.splitlines() if line.startswith("| [")]
    for line in lines:
        before, ours = line.rsplit(" | ", 1)
        assert homeless(database, f"{before} 61.375 | {ours}"), line
    assert homeless(database, report.replace(" claims of ", "77 claims of ", 1))
