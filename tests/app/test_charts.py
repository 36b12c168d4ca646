"""What charts and kept answers share, and that sharing changes nothing."""

import altair as alt
import pandas as pd
import pytest
from altair.utils.schemapi import Undefined
from streamlit.testing.v1 import AppTest

from lib import axes

POINTS = pd.DataFrame({"x": [1, 2], "y": [3, 4]})


def test_layers_are_what_altair_would_make_of_them():
    def layers(chart):
        base = chart(POINTS).encode(x="x:Q")
        return [base.mark_line().encode(y="y:Q"), base.mark_point(size=40).encode(y="y:Q")]

    ours = axes.Layers(layers(axes.Layer), height=300).to_dict()
    theirs = alt.layer(*layers(alt.Chart)).properties(height=300).to_dict(validate=False)
    assert [layer.pop("name") for layer in ours["layer"]] == ["layer_0", "layer_1"]
    for drawn in (ours, theirs):
        drawn.pop("config")  # of Altair's own theme
        for layer in drawn["layer"]:
            layer.pop("name", None)
    assert ours == theirs


def test_a_layer_leaves_the_one_it_was_made_from_as_it_was():
    base = axes.Layer(POINTS).encode(x="x:Q")
    axes.Layers([base.mark_line(), base.mark_point()])
    assert base.mark is Undefined
    assert base.name is Undefined


@pytest.mark.parametrize(
    ("found", "ticks"),
    [
        ([1.1, 4.8, 1.0], [1, 2, 3, 4, 5]),  # no 0.9 beside the 1
        ([0.4, 7.0], [0.5, 1, 2, 5]),
        ([0.002, 300.0], [0.01, 0.1, 1, 10, 100]),
        ([2.2e7, 7e7], [2e7, 3e7, 4e7, 5e7, 6e7, 7e7, 8e7]),
    ],
)
def test_ticks_of_a_log_axis_are_round_and_apart(found, ticks):
    axis = axes.values("x", found, "", "~g", is_log=True).to_dict()["axis"]
    assert axis["values"] == pytest.approx(ticks)


def test_a_page_that_changes_an_answer_leaves_the_kept_one(warehouse_home, monkeypatch):
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(warehouse_home))
    app = AppTest.from_string(
        """
        import streamlit as st
        from lib import warehouse

        with warehouse.use_newest():
            answer = warehouse.query("select 1 as x, 'a' as y")
            answer.loc[0, "x"] = 2
            answer["z"] = 3
            st.text(warehouse.query("select 1 as x, 'a' as y").to_dict("records"))
        """,
        default_timeout=60,
    ).run()
    assert not app.exception
    assert app.text[0].value == "[{'x': 1, 'y': 'a'}]"
