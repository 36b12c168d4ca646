import csv
import io

import altair as alt
import pandas as pd
import pytest

from lib import export


@pytest.mark.parametrize("start", list("=+-@\t\r\n"))
def test_no_csv_cell_is_a_formula(start):
    written = export.csv(pd.DataFrame({"ai_model_name": [f"{start}1+1", "GPT-4"]}))
    rows = list(csv.reader(io.StringIO(written.decode(), newline="")))
    assert rows == [["ai_model_name"], [f"'{start}1+1"], ["GPT-4"]]


def test_csv_numbers_dates_and_gaps_stay_as_they_are():
    frame = pd.DataFrame(
        {
            "oom": [-1.5, 5e26],
            "n": [-2, 3],
            "on": pd.to_datetime(["2026-07-19", None]),
            "is_notable": [True, None],
        }
    )
    assert export.csv(frame).decode().splitlines() == [
        '"oom","n","on","is_notable"',
        '-1.5,-2,"2026-07-19",True',
        '5e+26,3,"",""',
    ]


def test_pictures_are_white_and_titled_and_their_letters_are_drawn():
    chart = alt.Chart(pd.DataFrame({"x": [1]})).mark_point().encode(x="x:Q")
    title = "Training compute & more"
    svg = export.picture(chart, title, "svg").decode()
    assert "Training compute &amp; more" in svg
    assert 'fill="white"' in svg
    drawn, untitled = (export.picture(chart, text, "png") for text in (title, " "))
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) - len(untitled) > 2000
