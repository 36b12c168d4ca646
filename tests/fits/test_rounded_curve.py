"""Curves through rounded figures: against every curve there is, and on a published case."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import optimize

from scalehouse.stats.rounded_curve import bound_curves

# Lohn 2023, Figure 2 (D12): 64, 74 and 91 percent for 1e7, 1e8 and 1e12 dollars.
COSTS = np.array([1e7, 1e8, 1e12])
PASS_RATES = np.array([0.64, 0.74, 0.91])
LOW, HIGH = -np.log(PASS_RATES + 0.005), -np.log(PASS_RATES - 0.005)


def curve(x, floor, amplitude, exponent):
    return floor + amplitude * x**-exponent


def test_without_rounding_there_is_one_curve_and_it_is_found():
    y = curve(COSTS, 0.05, 12, 0.21)
    fit = bound_curves(COSTS, y, y, predict_at=[1e9], reach=[0.07, 0.05])
    np.testing.assert_allclose([fit.floor_low, fit.floor_high], 0.05, rtol=1e-8)
    np.testing.assert_allclose([fit.exponent_low, fit.exponent_high], 0.21, rtol=1e-9)
    np.testing.assert_allclose(fit.predicted_y_low, curve(1e9, 0.05, 12, 0.21), rtol=1e-9)
    np.testing.assert_allclose(fit.reached_x_low[0], (0.02 / 12) ** (-1 / 0.21), rtol=1e-6)


def test_the_curve_of_a_corner_is_that_of_a_root_finder():
    fit = bound_curves(COSTS, -np.log(PASS_RATES), -np.log(PASS_RATES))
    y = -np.log(PASS_RATES)

    def excess(exponent):
        first, second, third = COSTS**-exponent
        return (first - second) / (second - third) - (y[0] - y[1]) / (y[1] - y[2])

    np.testing.assert_allclose(
        fit.exponent_low, optimize.brentq(excess, 0.01, 2, xtol=1e-14), rtol=1e-9
    )


def test_the_published_figures_leave_open_whether_the_target_is_ever_reached():
    fit = bound_curves(COSTS, LOW, HIGH, predict_at=[1e9], reach=[-math.log(0.944)])
    # No pass rate of 1 and, with rounding alone, a ceiling anywhere from 93 to 97 percent.
    np.testing.assert_allclose(
        np.exp([-fit.floor_high, -fit.floor_low]), [0.9274, 0.9717], atol=1e-4
    )
    # D13 says more than 1e15 dollars; a curve that prints alike needs a twelfth of it.
    assert 7e13 < fit.reached_x_low[0] < 1e14
    assert fit.reached_x_high == (None,)
    # A law without a floor cannot print as these figures.
    assert fit.floor_low > 0
    np.testing.assert_allclose(np.exp(-fit.predicted_y_low[0]), 0.819, atol=1e-3)


@given(
    st.tuples(*[st.floats(0, 1)] * 3),
    st.floats(1e13, 1e30),
    st.floats(0.03, 0.2),
)
def test_no_curve_between_the_corners_is_outside_the_range(at, far, goal):
    fit = bound_curves(COSTS, LOW, HIGH, predict_at=[far], reach=[goal])
    y = LOW + np.array(at) * (HIGH - LOW)
    inside = bound_curves(COSTS, y, y, predict_at=[far], reach=[goal])
    slack = 1e-9
    assert fit.floor_low - slack <= inside.floor_low <= fit.floor_high + slack
    assert fit.exponent_low - slack <= inside.exponent_low <= fit.exponent_high + slack
    assert fit.predicted_y_low[0] - slack <= inside.predicted_y_low[0]
    assert inside.predicted_y_low[0] <= fit.predicted_y_high[0] + slack
    [reached] = inside.reached_x_low
    assume(reached is not None)
    assert reached >= fit.reached_x_low[0] * (1 - 1e-6)
    assert fit.reached_x_high[0] is None or reached <= fit.reached_x_high[0] * (1 + 1e-6)


def test_a_value_below_every_floor_is_reached_by_none():
    fit = bound_curves(COSTS, LOW, HIGH, reach=[0.01])
    assert (fit.is_reached, fit.reached_x_low, fit.reached_x_high) == (
        (False,),
        (None,),
        (None,),
    )


@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [
        ([1, 2], [2, 1], "2 figures, this is about 3"),
        ([1, 2, math.nan], [3, 2, 1], "1 of 3 observations are not finite numbers"),
        ([2, 1, 3], [3, 2, 1], "the scales are not positive and rising"),
        ([0, 1, 3], [3, 2, 1], "the scales are not positive and rising"),
        ([1, 2, 3], [1, 2, 3], "the figures do not fall with the scale"),
        ([1, 10, 100], [3, 2, 1], "the figures are straight in log x, or bend the other way"),
        ([1, 10, 100], [4, 3, 0], "the figures are straight in log x, or bend the other way"),
    ],
)
def test_figures_without_a_curve_give_a_reason(x, y, reason):
    fit = bound_curves(x, y, y, predict_at=[5], reach=[1])
    assert (fit.status, fit.status_reason) == ("not_estimable", reason)
    assert fit.floor_low is None
    assert fit.predicted_y_low == ()


def test_rows_hold_plain_values():
    row = bound_curves(COSTS, LOW, HIGH, predict_at=[1e9], reach=[0.05]).as_row()
    for value in row.values():
        for item in value if isinstance(value, list) else [value]:
            assert type(item) in {int, float, bool, str, type(None)}


def test_arrays_that_do_not_match_raise():
    with pytest.raises(ValueError, match="lengths differ"):
        bound_curves([1, 2, 3], [3, 2], [3, 2])
