"""Every number that a page states is in a row of `fct_estimates`, or is an exact answer.

A page notes which rows it states. What it says, rendered, is held against these rows as the
warehouse has them: a number that no row is rounded to fails, as one typed by hand would.
"""

import ast
import random
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib import claims, text
from scalehouse import sandbox, stated_numbers

APP = Path(__file__).parents[2] / "app"
TYPED = 'import streamlit\n\nstreamlit.caption("This grows 37.4 times a year.")\n'
PAGES = sorted(page.stem for page in (APP / "app_pages").glob("*.py"))
WORDS = ("title", "subheader", "markdown", "caption", "info", "warning")
FIRST, OLDER = "2022-05-03", "2024-05-26"

# Pages without the choice of a snapshot.
WITHOUT_SNAPSHOT = ("claims", "downloads", "sql", "what_if")
# Each page as it opens, on another snapshot, and with another choice.
OF_PAGE = {
    "access": {"models": "all", "country": "United States"},
    "claims": {"kind": "trend", "verdict": "holds"},
    "costs": {"trend_of": "frontier", "tenfold": "compute"},
    "data_health": {"models": "all", "metric": "Parameters"},
    "downloads": {"downloads_of": "without packed"},
    "efficiency": {"metric": "Compute per joule", "organization_type": "industry"},
    "enhancements": {"enhancement": "Majority voting", "snapshot": "2026-03-30"},
    "eras": {"deep_learning_from": "2012", "years": "since 2010"},
    "growth": {"metric": "Parameters", "task_domain": "Vision"},
    "overview": {"snapshot": "2026-03-30"},
    "sizes": {"sample": "Language, ends outside", "models": "all"},
    "slowing": {"trend": "", "snapshot": "2026-03-30"},
    "sql": {"sql": "select 42 as answer"},
    "what_if": {"what_if": "lifetime", "tokens_served": "2e13"},
}
MORE = [
    ("growth", {"task_domain": "Vision", "country": "United States"}),
    ("what_if", {"what_if": "inference"}),
    ("what_if", {"what_if": "optimal size"}),
    ("eras", {"snapshot": FIRST}),
]

# Settings and definitions that pages name, as data: what the numbers are, and where they are.
SETTINGS = {
    "access": "select distinct threshold_flop from fct_access_by_compute",
    "claims": f"select {claims.MOST_DRAWN}",
    "downloads": "select parameters_upper_bound from fct_downloads_by_size",
    "eras": """
        select large_scale_z, low_outlier_z, window_half_width_years from dim_eras
    """,
    "overview": "select distinct threshold_flop from fct_access_by_compute",
    "sizes": """
        select gap_low_parameters / 1e9, gap_high_parameters / 1e9 from fct_parameter_gaps
    """,
    "sql": """
        select * from (values (seconds), (memory_mib), (rows), (cell_characters))
    """,
}
OF_TRENDS = "select distinct n_resamples, noise_factor, ci_level from fct_growth_trends"
# Words that hold a number which is a setting, a definition or an example.
PHRASES = {
    None: [
        # the method of trends
        "12 · log₁₀(2) / slope months",
        "between 1/",
    ],
    "access": ["the 95% interval", "90% intervals"],
    "data_health": [
        "by more than 1%",
        "95% intervals",
    ],
    "downloads": ["of the downloads of 30 days", "the 30 days before"],
    "efficiency": [
        "An elasticity of -0.1: ten times the scale, 21% less",
        "1 is agreement",
        "pushes the elasticity towards -1",
    ],
    "overview": [
        "95% intervals. At 1 nothing grows; at 4 there is four times as much of it a year",
    ],
    "sizes": [
        "Models of 20 to 70 billion parameters",
        "exactly 20 or 70 billion parameters",
        "Below 1 there are fewer",
    ],
    "what_if": ["Table 3"],
}
# What is no text for a reader: statements in SQL, expressions of charts, patterns.
CODE = re.compile(
    r"\bselect\b|\border by\b|\bcoalesce\(|datum\.|width <|\band n_obs\b|set threads"
)
AGE = re.compile(r"\([\d,]+ days? old\)")
# Numbers that are typed into texts of the app, and how many of them have to be found.
N_TYPED, LEAST_FOUND = 200, 0.95
# Texts of the data that hold numbers of their own: questions, reasons, methods.
TEXTS = """
    select distinct question from fct_changepoints
    union select distinct question from fct_changepoint_exclusions
    union select distinct release_name from fct_release_gaps
    union select distinct status_reason from fct_estimates where status_reason is not null
    union select distinct method from fct_estimates where method is not null
    union select distinct reason from dim_metrics
    union select distinct citation from dim_snapshots
"""


def words(app):
    """Return all the words of a page, its small tables included."""
    said = [str(element.value) for kind in WORDS for element in app.get(kind)]
    for table in app.table:
        said += [str(cell) for column in table.value for cell in table.value[column]]
    # how old data are is counted when a page is shown
    return AGE.sub("", "\n".join(said).replace(text.NO_BREAK, " "))


def known(app, marts):
    """Return the numbers of the rows that a run noted, as the warehouse has them."""
    numbers, snapshots = [], set()
    for kind, note in app.session_state["stated"]:
        if kind == "row":
            mart, specification, group, snapshot = note
            rows = marts.execute(
                "select estimate, ci_low, ci_high, ci_level, n_obs from fct_estimates "
                "where source_mart = ? and specification = ? and group_name = ? "
                "and snapshot_date = ?",
                [mart, specification, group, snapshot],
            ).fetchall()
            assert rows, note
            snapshots.add(snapshot)
        else:
            statement, asked = note
            rows = [*marts.execute(statement, asked).fetchall(), tuple(asked.values())]
        numbers += [
            float(value)
            for row in rows
            for value in row
            if isinstance(value, int | float) and not isinstance(value, bool)
        ]
    return numbers, snapshots


def settings(page, marts):
    limits = sandbox.Limits()
    statement = SETTINGS.get(page, "select 1 where false")
    for name in ("seconds", "memory_mib", "rows", "cell_characters"):
        statement = statement.replace(f"({name})", f"({getattr(limits, name)})")
    rows = marts.execute(statement).fetchall() + marts.execute(OF_TRENDS).fetchall()
    return [float(value) for row in rows for value in row if value is not None]


def unsupported(app, page, marts):
    """Return the numbers that a page states and that no row has."""
    said = stated_numbers.without(words(app), PHRASES[None] + PHRASES.get(page, []))
    texts = [written for (written,) in marts.execute(TEXTS).fetchall()]
    forms = {form for each in texts for form in (each, text.plain(each), text.clean(each))}
    said = stated_numbers.without(said, sorted(forms, key=len, reverse=True))
    numbers, _ = known(app, marts)
    if page == "sql":  # rows of the answer to a reader's own statement
        numbers.append(len(app.dataframe[0].value))
    return stated_numbers.unsupported(said, [*numbers, *settings(page, marts)])


def views():
    """Another snapshot and another choice for each page; how it opens is tested with TYPED."""
    for page in PAGES:
        if page not in WITHOUT_SNAPSHOT:
            yield page, {"snapshot": OLDER}
        yield page, {key: value for key, value in OF_PAGE[page].items() if value}
    yield from MORE


@pytest.mark.parametrize(("page", "asked"), list(views()), ids=str)
def test_every_number_that_a_page_states_has_its_row(open_app, marts, page, asked):
    app = open_app(page=page, **asked)
    assert not app.exception
    assert not app.error
    assert unsupported(app, page, marts) == []
    # of the snapshot that is shown: the eras compare it with the first, slowing shows all
    if "snapshot" in asked and page != "slowing":
        _, snapshots = known(app, marts)
        assert snapshots <= {asked["snapshot"], *([FIRST] if page == "eras" else [])}


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    """A copy of the app in which each page states a number that was typed by hand."""
    app = tmp_path_factory.mktemp("typed") / "app"
    shutil.copytree(APP, app, ignore=shutil.ignore_patterns("__pycache__"))
    for script in (app / "app_pages").glob("*.py"):
        docstring, end, code = script.read_text().partition('"""\n')
        script.write_text(f"{docstring}{end}{TYPED}{code}")
    return app


@pytest.mark.parametrize("page", PAGES)
def test_a_number_that_is_typed_by_hand_is_the_only_one_without_a_row(
    marts, typed, warehouse_home, monkeypatch, page
):
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(warehouse_home))
    app = AppTest.from_file(typed / "streamlit_app.py", default_timeout=60)
    app.switch_page(f"app_pages/{page}.py").run()
    assert not app.exception
    assert [stated.written for stated in unsupported(app, page, marts)] == ["37.4"]


def test_a_phrase_that_is_left_out_holds_a_number_and_is_a_page_s_own():
    code = "\n".join(
        re.sub(r'"\s*\n\s*f?"', "", file.read_text()) for file in APP.rglob("*.py")
    )
    code = re.sub(r"\s+", " ", code)
    phrases = [phrase for of_page in PHRASES.values() for phrase in of_page]
    assert [phrase for phrase in phrases if phrase not in code] == []
    assert [phrase for phrase in phrases if not stated_numbers.find(phrase)] == []


def literals(code):
    """Give the texts of a script, parts of f-strings among them, without docstrings.

    A number between the braces of an f-string is typed by hand as well.
    """
    tree = ast.parse(code)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Constant):
            yield f"typed {node.value.value}"
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docs
        ):
            yield node.value


def typed_by_hand(code, phrases):
    """List the numbers in the texts of a script that are no setting, definition or example."""
    found = []
    for literal in literals(code):
        if " " in literal.strip() and not CODE.search(literal):
            said = re.sub(r"\s+", " ", literal)
            found += stated_numbers.find(stated_numbers.without(said, phrases))
    return [stated.written for stated in found]


# Words whose number pages take from a row as well, so that only the code is held to them.
IN_CODE = [
    "Bounds are of 90% profile likelihood",
    "per 1,000 tokens",
    "Score with the enhancement (0 to 1)",
]
ALL_PHRASES = sorted(
    [*IN_CODE, *(phrase for of_page in PHRASES.values() for phrase in of_page)],
    key=len,
    reverse=True,
)


@pytest.mark.parametrize(
    "script",
    sorted(APP.rglob("*.py")),
    ids=lambda script: f"{script.parent.name}_{script.stem}",
)
def test_no_number_is_typed_into_a_text_of_the_app(script):
    assert typed_by_hand(script.read_text(), ALL_PHRASES) == []


def test_wrong_numbers_in_texts_of_the_app_are_found():
    draw = random.Random(20260719)  # noqa: S311
    scripts = [script.read_text() for script in sorted((APP / "app_pages").glob("*.py"))]
    found = 0
    for _ in range(N_TYPED):
        sentence = draw.choice(
            [
                f"It counts {draw.randint(10, 5000):,} AI models.",
                f"That is {draw.randint(1, 99)}% of them.",
                f"It doubles every {draw.uniform(2, 40):.1f} months.",
                f"It grows {draw.uniform(1.1, 9):.1f} times a year.",
                f"It lies between {draw.uniform(1, 2):.2f} and {draw.uniform(2, 9):.2f}.",
            ]
        )
        prefix = draw.choice(["", "f"])
        code = f'{draw.choice(scripts)}\nst.caption({prefix}"{sentence}")\n'
        found += typed_by_hand(code, ALL_PHRASES) != []
    assert found / N_TYPED >= LEAST_FOUND
