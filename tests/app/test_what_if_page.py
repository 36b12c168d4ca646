"""What-if questions are answered on the page as the table macros answer them."""

import pytest


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
