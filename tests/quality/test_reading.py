"""Published text is understood as the warehouse understands it."""

import math

import pandas as pd
import pytest

from scalehouse.quality.reading import dates, numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5e+24", 1.5e24),
        ("$1,234.5", 1234.5),
        ("1,234,567", 1_234_567),
        ("8,8", 8),
        ("2260275840,2290000001", None),
        ("1e400", None),
        ("", None),
        ("many", None),
        (" 7 ", 7),
    ],
)
def test_numbers_of_every_vintage_are_read(text, value):
    (found,) = numbers(pd.Series([text]))
    assert math.isnan(found) if value is None else found == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-05-28", "2020-05-28"),
        ("28/05/2020", "2020-05-28"),
        ("05/2020", "2020-05-15"),
        ("2020", "2020-07-02"),
        ("9/9/9999", None),
        ("2020-05-28 00:00:00", None),
        ("2020-05", None),
        ("", None),
        ("soon", None),
        ("2020-13-01", None),
    ],
)
def test_dates_of_every_vintage_are_read(text, day):
    (found,) = dates(pd.Series([text]))
    assert pd.isna(found) if day is None else found == pd.Timestamp(day)
