"""How AI models have scaled is what the marts hold."""

import pytest

from lib import text

NEWEST = "2026-08-19"


def said(element):
    return element.value.replace(text.NO_BREAK, " ")


def trend(marts, specification, group="all", snapshot=NEWEST):
    found = marts.execute(
        "select * from fct_growth_trends "
        "where specification = ? and group_name = ? and snapshot_date = ?",
        [specification, group, snapshot],
    ).df()
    (row,) = found.to_dict("records")
    return row


@pytest.mark.parametrize(
    ("chosen", "specification", "group"),
    [
        ({}, "compute__deep_learning", "all"),
        ({"metric": "Parameters"}, "parameters__from_2010", "all"),
        ({"task_domain": "Vision"}, "compute__deep_learning__by_task_domain", "Vision"),
        ({"country": "United States"}, "compute__from_2010__by_country", "USA"),
        (
            {"organization_type": "academia"},
            "compute__from_2010__by_organization_type",
            "academia",
        ),
        ({"access_tier": "api"}, "compute__from_2010__by_access_tier", "api"),
    ],
)
def test_the_trend_is_that_of_the_models_chosen(open_app, marts, chosen, specification, group):
    app = open_app(page="growth", **chosen)
    assert not app.exception
    assert not app.warning
    expected = text.doubling(trend(marts, specification, group))
    assert said(app.subheader[0]).endswith(expected)


def test_two_filters_show_points_without_a_trend_and_say_why(open_app, marts):
    app = open_app(page="growth", task_domain="Vision", country="United States")
    assert not app.exception
    (expected,) = marts.execute(
        """
        select count(*) from fct_training_runs
        where
            snapshot_date = $1 and is_notable and training_compute_flop is not null
            and publication_date is not null
            and ai_model_id in (
                select ai_model_id from bridge_ai_models__domains
                where snapshot_date = $1 and task_domain = 'Vision'
            )
            and ai_model_id in (
                select ai_model_id from bridge_ai_models__countries
                where snapshot_date = $1 and country_code = 'USA'
            )
        """,
        [NEWEST],
    ).fetchone()
    assert said(app.subheader[0]).startswith(f"Training compute is known for {expected:,} ")
    assert (
        "No trend is drawn: trends are fitted for one filter at a time."
        in app.markdown[0].value
    )


def test_filters_that_leave_nothing_say_so(open_app):
    app = open_app(page="growth", metric="Training energy", task_domain="Search")
    assert not app.exception
    assert not app.get("vega_lite_chart")
    assert "No AI model (Search) of the snapshot" in app.info[0].value


@pytest.mark.parametrize(
    ("key", "label"),
    [("metric", "metric"), ("models", "ai models"), ("country", "country"), ("years", "years")],
)
def test_an_unknown_choice_in_the_url_is_named(open_app, key, label):
    app = open_app(page="growth", **{key: "<b>none</b>"})
    assert not app.exception
    assert app.warning[0].value.startswith(f"There is no {label} `<b>none</b>`. This is ")
