"""The pages on cost, on slowing growth and on what-if questions."""

import numpy as np
import pytest

NEWEST = "2026-07-19"


def one(marts, sql, *values):
    return marts.execute(sql, values).df().iloc[0]


@pytest.mark.parametrize("snapshot", ["2022-05-03", "2026-03-30", NEWEST])
@pytest.mark.parametrize(
    ("whose", "specification"),
    [("notable", "cost__from_2010"), ("frontier", "cottier_2024__amortised_cost")],
)
def test_the_cost_finding_is_the_marts_row(open_app, marts, snapshot, whose, specification):
    app = open_app(page="costs", snapshot=snapshot, trend_of=whose)
    assert not app.exception
    trend = one(
        marts,
        "select * from fct_growth_trends where specification = ? and snapshot_date = ?",
        specification,
        snapshot,
    )
    finding = app.subheader[0].value.replace("\N{NO-BREAK SPACE}", " ")
    if trend["status"] == "estimated":
        assert f"grows {trend['growth_factor_per_year']:.1f} times a year" in finding
        assert f"n = {trend['n_obs']}" in finding
    else:
        assert trend["status_reason"] in finding


@pytest.mark.parametrize("tenfold", ["dollars", "compute", "size"])
@pytest.mark.parametrize("snapshot", ["2026-03-30", NEWEST])
def test_the_next_tenfold_has_bounds_or_a_reason(open_app, marts, snapshot, tenfold):
    app = open_app(page="costs", snapshot=snapshot, tenfold=tenfold)
    assert not app.exception
    covariate = {"dollars": "training_cost_usd", "compute": "training_compute_flop"}.get(
        tenfold, "parameters"
    )
    bounds = one(
        marts,
        "select min(next_tenfold_gain_share_ci_low) as low, "
        "max(next_tenfold_gain_share_ci_high) as high from fct_performance_laws "
        "where covariate = ? and snapshot_date = ? "
        "and next_tenfold_gain_share_ci_high is not null",
        covariate,
        snapshot,
    )
    if np.isnan(bounds["low"]):
        assert "Nothing can be said" in app.info[0].value
    else:
        (answer,) = [text.value for text in app.markdown if "points of score" in text.value]
        assert f"{100 * bounds['low']:+.0f} and {100 * bounds['high']:+.0f}" in answer


def test_every_trend_has_an_answer_and_its_lines_are_the_fits(open_app, marts):
    from lib import kinks  # noqa: PLC0415 - the app's folder is on the path by now

    app = open_app(page="slowing")
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 1
    for specification, snapshot in [
        ("compute__near_records", NEWEST),
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
        drawn = kinks.lines(points, fit)
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
    from lib import kinks  # noqa: PLC0415 - the app's folder is on the path by now

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
    assert "on no snapshot" in kinks.hinge(
        marts.execute(kinks.EXCLUSIONS, {"specification": names[0]})
        .df()
        .assign(is_answer_changed=False)
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


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("training", {"training_flop": "3.14e23"}, "535k chip-hours and costs \\$774k"),
        ("inference", {"bytes_per_parameter": "0.5"}, "\\$0.018 one at a time"),
        ("optimal size", {"budget": "1e8"}, "565B parameters (95% interval 562B to 567B)"),
        ("lifetime", {"tokens_served": "1e13"}, "trained for \\$2.98M, costs \\$4.00M to"),
    ],
)
def test_a_what_if_answers_as_the_documentation_has_it(open_app, kind, given, said):
    app = open_app(page="what_if", what_if=kind, **given)
    assert not app.exception
    assert said in app.subheader[0].value
    assert len(app.get("vega_lite_chart")) == 1


def test_the_offer_and_the_numbers_change_the_answer(open_app):
    app = open_app(page="what_if")
    cheap = app.subheader[0].value
    app.selectbox(key="chip_offer").set_value("aws on demand").run()
    dear = app.subheader[0].value
    app.number_input(key="training_flop").set_value(1e26).run()
    larger = app.subheader[0].value
    assert len({cheap, dear, larger}) == 3
    assert "170M chip-hours and costs \\$698M" in larger


def test_too_small_a_model_has_no_cost_and_says_why(open_app):
    app = open_app(page="what_if", what_if="lifetime", parameter_share="0.05")
    assert not app.exception
    assert "No number of tokens" in app.subheader[0].value
    assert "nothing to draw" in app.info[0].value


def test_a_budget_beyond_the_law_says_so(open_app):
    app = open_app(page="what_if", what_if="optimal size", budget="1e14")
    assert "Beyond what the law was fitted on" in app.markdown[0].value


@pytest.mark.parametrize("name", ["costs", "slowing", "what_if"])
def test_the_sql_of_a_page_runs(open_app, marts, name):
    for code in open_app(page=name).code:
        assert len(marts.execute(code.value).df()) > 0
