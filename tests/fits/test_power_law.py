"""Saturating curves: against scipy, among themselves, on simulated and on published data."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from scalehouse.stats.power_law import fit_saturating_power_law


def curve(x, asymptote, amplitude, exponent):
    return asymptote - amplitude * (x / 1e10) ** -exponent


@pytest.fixture(scope="module")
def scores():
    x = np.geomspace(1e8, 1e12, 12)
    return x, curve(x, 80, 20, 0.25) + np.random.default_rng(0).normal(0, 1, 12)


def test_the_curve_is_that_of_scipy_from_the_right_start(scores):
    x, y = scores
    fit = fit_saturating_power_law(x, y, ci_level=0.9)
    tight = {"xtol": 1e-14, "ftol": 1e-14, "gtol": 1e-14}
    oracle, _ = optimize.curve_fit(curve, x, y, p0=(80, 20, 0.25), **tight)
    np.testing.assert_allclose(
        [fit.asymptote, fit.amplitude * (fit.x_reference / 1e10) ** fit.exponent, fit.exponent],
        oracle,
        rtol=1e-6,
    )
    residuals = y - curve(x, *oracle)
    np.testing.assert_allclose(fit.residual_sd, np.sqrt(residuals @ residuals / 9), rtol=1e-8)


def test_bounds_are_where_the_refitted_curve_is_just_too_bad(scores):
    x, y = scores
    fit = fit_saturating_power_law(x, y, ci_level=0.9, predict_at=[1e13])
    best = fit.residual_sd**2 * 9
    limit = best * (1 + stats.f(1, 9).ppf(0.9) / 9)

    def refit(residuals, start):
        return 2 * optimize.least_squares(residuals, start, xtol=1e-14, ftol=1e-14).cost

    for bound in (fit.asymptote_ci_low, fit.asymptote_ci_high):
        ss = refit(lambda p, c=bound: y - curve(x, c, *p), (20, 0.25))
        np.testing.assert_allclose(ss, limit, rtol=1e-5)
    for bound in (fit.exponent_ci_low, fit.exponent_ci_high):
        ss = refit(lambda p, k=bound: y - curve(x, *p, k), (80, 20))
        np.testing.assert_allclose(ss, limit, rtol=1e-5)
    for bound in (fit.predicted_y_ci_low[0], fit.predicted_y_ci_high[0]):
        # Curves through the bound at 1e13: the asymptote follows from the other two.
        ss = refit(lambda p, v=bound: y - curve(x, v + p[0] * 1e3 ** -p[1], *p), (20, 0.25))
        np.testing.assert_allclose(ss, limit, rtol=1e-5)


def test_where_a_value_is_reached_is_bounded_by_curves_that_pass_it_there(scores):
    x, y = scores
    fit = fit_saturating_power_law(x, y, ci_level=0.9, reach=[70])
    [low], [reached], [high] = fit.reached_x_ci_low, fit.reached_x, fit.reached_x_ci_high
    assert low < reached < high
    limit = fit.residual_sd**2 * 9 * (1 + stats.f(1, 9).ppf(0.9) / 9)
    for bound in (low, high):

        def residuals(p, at=bound):
            # Curves through 70 at the bound: the asymptote follows from the other two.
            return y - curve(x, 70 + p[0] * (at / 1e10) ** -p[1], *p)

        refitted = optimize.least_squares(residuals, (20, 0.25), xtol=1e-14, ftol=1e-14)
        np.testing.assert_allclose(2 * refitted.cost, limit, rtol=1e-5)
    # The curve that is read backwards is the curve.
    again = fit_saturating_power_law(x, y, ci_level=0.9, predict_at=[reached])
    np.testing.assert_allclose(again.predicted_y, 70, rtol=1e-9)


def test_a_value_beyond_the_asymptote_is_never_reached(scores):
    fit = fit_saturating_power_law(*scores, ci_level=0.9, reach=[78, 200])
    # 78 lies above the lower bound of the asymptote and below the asymptote: far, or never.
    assert fit.asymptote_ci_low < 78 < fit.asymptote < 200
    assert fit.is_reached == (True, False)
    assert fit.reached_x[0] > fit.reached_x_ci_low[0]
    assert fit.reached_x_ci_high == (None, None)
    assert (fit.reached_x[1], fit.reached_x_ci_low[1]) == (None, None)


def test_values_of_any_kind_are_reached_where_all_curves_fit():
    # One degree of freedom and no trend: every curve is within the bounds.
    fit = fit_saturating_power_law([1, 2, 3, 4], [1, 3, 0, 2], ci_level=0.95, reach=[1.5])
    assert fit.is_reached == (True,)
    assert (fit.reached_x_ci_low, fit.reached_x_ci_high) == ((None,), (None,))


def test_units_move_the_numbers_as_they_should(scores):
    x, y = scores
    fit = fit_saturating_power_law(x, y, ci_level=0.9, predict_at=[1e13])
    other = fit_saturating_power_law(x * 1e-9, 3 * y + 5, ci_level=0.9, predict_at=[1e4])
    for name in ("exponent", "exponent_ci_low", "exponent_ci_high"):
        np.testing.assert_allclose(getattr(other, name), getattr(fit, name), rtol=1e-5)
    for name in ("asymptote", "asymptote_ci_low", "asymptote_ci_high"):
        np.testing.assert_allclose(getattr(other, name), 3 * getattr(fit, name) + 5, rtol=1e-5)
    np.testing.assert_allclose(other.predicted_y[0], 3 * fit.predicted_y[0] + 5, rtol=1e-6)
    falling = fit_saturating_power_law(x, -y, ci_level=0.9)
    np.testing.assert_allclose(falling.amplitude, -fit.amplitude, rtol=1e-6)


def test_a_wider_level_gives_intervals_around_the_narrower_ones(scores):
    narrow, wide = (fit_saturating_power_law(*scores, ci_level=level) for level in (0.9, 0.95))
    for name in ("asymptote", "exponent"):
        assert getattr(wide, f"{name}_ci_low") < getattr(narrow, f"{name}_ci_low")
        assert getattr(wide, f"{name}_ci_high") > getattr(narrow, f"{name}_ci_high")


def test_points_on_a_curve_give_it_back():
    x = np.geomspace(1e8, 1e12, 6)
    fit = fit_saturating_power_law(x, curve(x, 80, 20, 0.25), ci_level=0.9, predict_at=[1e15])
    np.testing.assert_allclose([fit.asymptote, fit.exponent], [80, 0.25], rtol=1e-6)
    np.testing.assert_allclose(fit.predicted_y, curve(1e15, 80, 20, 0.25), rtol=1e-6)


def test_a_curve_with_one_degree_of_freedom_is_not_identified_however_close():
    x = np.geomspace(1e8, 1e12, 4)
    y = curve(x, 80, 20, 0.25) + np.array([1, -1, 1, -1]) * 1e-6
    fit = fit_saturating_power_law(x, y, ci_level=0.9)
    assert (fit.df_residual, fit.is_identified) == (1, False)
    assert None not in (fit.asymptote_ci_low, fit.asymptote_ci_high)
    assert fit.identification_reason == ("1 degrees of freedom, an identified curve needs 2")
    assert fit_saturating_power_law(x, y, ci_level=0.9, min_df=1).is_identified


def test_points_straight_in_log_x_have_no_asymptote():
    x = np.geomspace(1e8, 1e12, 8)
    y = 10 * np.log10(x) + np.random.default_rng(1).normal(0, 0.3, 8)
    fit = fit_saturating_power_law(x, y, ci_level=0.9, predict_at=[1e13])
    assert (fit.status, fit.is_identified) == ("estimated", False)
    assert (fit.asymptote, fit.asymptote_ci_high, fit.exponent_ci_low) == (None, None, None)
    assert fit.exponent_ci_high < 0.02
    # What the data do say is the curve itself.
    np.testing.assert_allclose(fit.predicted_y[0], 130, atol=3)


def test_points_that_bend_the_other_way_end_at_the_edge_and_say_so():
    fit = fit_saturating_power_law([1, 10, 100, 1_000], [0, 1, 4, 9], ci_level=0.9)
    assert fit.identification_reason == (
        "the points are straight in log x: no asymptote and no exponent"
    )
    assert (fit.asymptote, fit.exponent, fit.amplitude) == (None, None, None)
    step = fit_saturating_power_law([1, 10, 100, 1_000], [0, 5, 5, 5], ci_level=0.9)
    assert step.identification_reason == "the points are a step: no exponent"
    np.testing.assert_allclose(step.asymptote, 5, rtol=1e-6)


def test_the_intervals_cover_the_truth_as_often_as_they_say(draws):
    rng = np.random.default_rng(2)
    x = np.geomspace(1e8, 1e12, 10)
    hits = {"asymptote": [], "exponent": []}
    truth = {"asymptote": 80, "exponent": 0.25}
    for _ in range(draws(80)):
        fit = fit_saturating_power_law(
            x, curve(x, 80, 20, 0.25) + rng.normal(0, 1, 10), ci_level=0.9
        )
        for name, value in truth.items():
            low, high = (getattr(fit, f"{name}_ci_{side}") for side in ("low", "high"))
            hits[name].append(low <= value and (high is None or value <= high))
    for name, covered in hits.items():
        assert draws.allow(np.mean(covered)), name


def test_the_four_published_llama_models_leave_one_degree_of_freedom():
    # Touvron et al. 2023, Table 3 (D19): MMLU of 7, 13, 33 and 65 billion parameters.
    fit = fit_saturating_power_law(
        [7, 13, 32.5, 65], [35.1, 46.9, 57.8, 63.4], ci_level=0.95, predict_at=[175]
    )
    assert (fit.status, fit.df_residual) == ("estimated", 1)
    assert fit.r_squared > 0.999
    # Even a curve this close leaves the asymptote open by tens of points, or without bound.
    assert fit.asymptote_ci_high is None or fit.asymptote_ci_high - fit.asymptote_ci_low > 20
    # In coding the four points are straight in log size: no saturation to be seen.
    coding = fit_saturating_power_law(
        [7, 13, 32.5, 65], [14.1, 18.9, 26.0, 30.7], ci_level=0.95
    )
    assert not coding.is_identified


@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [
        ([], [], "0 observations, a curve of three parameters with an error needs 4"),
        (
            [1, 2, 3],
            [1, 2, 3],
            "3 observations, a curve of three parameters with an error needs 4",
        ),
        ([1, 2, 3, math.nan], [1, 2, 3, 4], "1 of 4 observations are not finite numbers"),
        ([1, 2, 3, 0], [1, 2, 3, 4], "1 of 4 scales are not positive"),
        (
            [1, 1, 2, 2],
            [1, 2, 3, 4],
            "2 distinct scales, a curve of three parameters needs 3",
        ),
        (
            [1, 2, 3, 4],
            [-1e308, 1e308, 0, 0],
            "the values leave the range of floating point",
        ),
    ],
)
def test_poor_data_give_a_reason_and_nulls(x, y, reason):
    fit = fit_saturating_power_law(x, y, ci_level=0.9)
    assert (fit.status, fit.status_reason) == ("not_estimable", reason)
    assert fit.asymptote is None


def test_scores_without_spread_have_no_exponent():
    fit = fit_saturating_power_law([1, 2, 3, 4], [5, 5, 5, 5], ci_level=0.9)
    assert (fit.status, fit.is_identified, fit.r_squared) == ("estimated", False, None)


@given(st.lists(st.tuples(st.floats() | st.floats(1, 1e20), st.floats()), max_size=7))
def test_no_data_raise_and_rows_hold_no_nan(pairs):
    x, y = np.array(pairs).reshape(-1, 2).T
    fit = fit_saturating_power_law(x, y, ci_level=0.9, predict_at=[10], reach=[1])
    for value in fit.as_row().values():
        if isinstance(value, float | list):
            assert all(v is None or math.isfinite(v) for v in np.ravel(value).tolist())


def test_wrong_calls_raise():
    with pytest.raises(ValueError, match="ci_level must"):
        fit_saturating_power_law([1, 2], [1, 2], ci_level=0)
    with pytest.raises(ValueError, match="predict_at must hold positive finite scales"):
        fit_saturating_power_law([1, 2], [1, 2], ci_level=0.9, predict_at=[0])
    with pytest.raises(ValueError, match="reach must hold finite values"):
        fit_saturating_power_law([1, 2], [1, 2], ci_level=0.9, reach=[math.nan])
