"""The numbers of a text are found as a reader reads them."""

import math

import pytest

from scalehouse import stated_numbers

SENTENCE = "Compute doubles every 5.6 months (95% interval 5.3 to 5.9, n = 1,453)"


def values(text):
    return [stated.value for stated in stated_numbers.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SENTENCE, [5.6, 0.95, 5.3, 5.9, 1453]),
        ("shares of 51% (43% to 59%), 0.4 %", [0.51, 0.43, 0.59, 0.004]),
        ("$78.4M (2023), \\$774k, 175B parameters", [78.4e6, 774e3, 175e9]),
        ("from 10²³ FLOP on, 2.1 × 10²⁵ FLOP, $2.0e-18, 10⁻³", [1e23, 2.1e25, 2e-18, 1e-3]),  # noqa: RUF001
        ("an elasticity of -0.1, between +2 and +31 points", [-0.1, 0.02, 0.31]),
        ("a break around 2012.3; 2,015 days; n\N{NO-BREAK SPACE}= 20", [2012.3, 2015, 20]),
    ],
)
def test_a_number_is_read_with_its_unit(text, found):
    assert values(text) == pytest.approx(found)


@pytest.mark.parametrize(
    "text",
    [
        "the snapshot of 19 July 2026, since 2010, until May 2022, 2022-05-03",
        "2022\N{NON-BREAKING HYPHEN}05\N{NON-BREAKING HYPHEN}03",
        "GPT-4, GPT-3.5, GPT-NeoX-20B, H100, F01a, SHA-256, R², log₁₀, log10",
        "`a1b2c3` [page](https://arxiv.org/abs/2202.05924) <https://arxiv.org/abs/1.2>",
        "CC BY 4.0, CC BY-SA 3.0, build 20990101T000000Z-00000001",
        "Sevilla et al. (2022)",
    ],
)
def test_dates_names_and_addresses_state_no_number(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5.6", 5.55, 5.65),
        ("260 times", 255, 265),
        ("12,000 times", 11500, 12500),
        ("1,453 of them", 1452.5, 1453.5),
        ("n = 260", 259.5, 260.5),
        ("51%", 0.505, 0.515),
        ("$78.4M", 78.35e6, 78.45e6),
        ("-2.0", -2.05, -1.95),
        ("10²⁵", 1e25, 1e25),
    ],
)
def test_a_number_stands_for_all_that_are_rounded_to_it(text, low, high):
    (stated,) = stated_numbers.find(text)
    assert (stated.low, stated.high) == pytest.approx((low, high), rel=1e-6)


def test_a_number_that_nothing_is_rounded_to_is_named_with_its_words():
    known = [5.583, 5.268, 5.887, 0.95, 1453, math.nan, math.inf]
    assert stated_numbers.unsupported(SENTENCE, known) == []
    (wrong,) = stated_numbers.unsupported(SENTENCE.replace("5.6", "6.5"), known)
    assert wrong.written == "6.5"
    assert "doubles every 6.5 months" in wrong.context


def test_phrases_that_are_settings_are_left_out():
    text = "At 1 nothing grows; it grows 4.2 times."
    assert values(stated_numbers.without(text, ["At 1 nothing grows"])) == [4.2]
