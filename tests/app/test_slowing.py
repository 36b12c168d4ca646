"""Whether growth has slowed is what the marts hold."""

import numpy as np
import pytest

NEWEST = "2026-08-19"
NEWEST_OF_ALL = "2026-03-30"


def one(marts, sql, *values):
    return marts.execute(sql, values).df().iloc[0]


def test_every_trend_has_an_answer_and_its_lines_are_the_fits(open_app, marts):
    from lib import slowing  # noqa: PLC0415 - the app's folder is on the path by now

    app = open_app(page="slowing")
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 1
    for specification, snapshot in [
        ("compute__near_records", NEWEST_OF_ALL),
        ("compute__frontier", "2022-05-03"),
    ]:
        fit = one(
            marts,
            "select * from fct_changepoints where specification = ? and snapshot_date = ?",
            specification,
            snapshot,
        )
        points = marts.execute(
            "select publication_year, metric_oom as oom "
            "from fct_changepoint_samples "
            "where specification = ? and snapshot_date = ?",
            [specification, snapshot],
        ).df()
        drawn = slowing.lines(points, fit)
        # the spread around the drawn line is what the fit measured
        for group, df, spread in (
            ("one line", 2, fit["residual_sd_straight_oom"]),
            ("a bend", 4, fit["residual_sd_kinked_oom"]),
        ):
            line = drawn[drawn["group"] == group]
            on_line = np.interp(
                points["publication_year"], line["curve_year"], line["fitted_oom"]
            )
            squares = ((points["oom"] - on_line) ** 2).sum()
            assert any(
                np.sqrt(squares / (len(points) - lost)) == pytest.approx(spread, rel=1e-6)
                for lost in (0, df - 1, df)
            )


def test_what_a_few_models_decide_is_said_for_each_trend_that_leaves_them_out(open_app, marts):
    from lib import slowing  # noqa: PLC0415 - the app's folder is on the path by now

    names = "compute__near_records", "compute__near_records__without_alphago"
    for specification in names:
        question = one(
            marts,
            "select question from fct_changepoints where specification = ?",
            specification,
        )["question"]
        app = open_app(page="slowing", trend=question)
        assert not app.exception
        (said,) = [text.value for text in app.markdown if "decide the answer on" in text.value]
        turned = marts.execute(
            "select cast(snapshot_date as varchar) from fct_changepoint_exclusions "
            "where specification = ? and is_answer_changed order by 1",
            names[1:],
        ).fetchall()
        assert [date for (date,) in turned] == said.strip("*.").partition(": ")[2].split(", ")
    alone = one(
        marts,
        "select question from fct_changepoints where specification = 'parameters__language'",
    )["question"]
    app = open_app(page="slowing", trend=alone)
    assert not any("decide the answer" in text.value for text in app.markdown)
    assert "on no snapshot" in slowing.hinge(
        marts.execute(slowing.EXCLUSIONS, {"specification": names[0]})
        .df()
        .assign(is_answer_changed=False),
        {"n_changed": 0, "n_snapshots": 7},
    )


@pytest.mark.parametrize("snapshot", ["2022-05-03", NEWEST])
def test_the_latest_release_has_stood_until_the_snapshot(open_app, marts, snapshot):
    app = open_app(page="slowing", snapshot=snapshot)
    assert not app.exception
    latest = one(
        marts,
        "select * from fct_release_gaps where snapshot_date = ? and is_latest_release "
        "and series = 'gpt_with_halves'",
        snapshot,
    )
    (said,) = [text.value for text in app.markdown if "have gone by" in text.value]
    assert (
        f"{latest['days_to_next']:,} days have gone by since {latest['release_name']}" in said
    )
    assert f"{latest['days_since_previous']:,} days after" in said


def test_each_trend_can_be_chosen_by_its_question(open_app, marts):
    questions = [
        question
        for (question,) in marts.execute(
            "select distinct question from fct_changepoints"
        ).fetchall()
    ]
    app = open_app(page="slowing", snapshot="2023-12-14")
    assert set(app.selectbox(key="trend").options) == set(questions)
    for question in questions[:3]:
        app = open_app(page="slowing", trend=question)
        assert not app.exception
        assert not app.warning
        assert app.subheader[0].value.startswith(question)
