"""Compute-optimal sizes: against statsmodels, among themselves and on the published table."""

import math

import numpy as np
import pytest
import statsmodels.api as sm

from scalehouse.stats.chinchilla import fit_compute_optimal


@pytest.fixture(scope="module")
def optima():
    rng = np.random.default_rng(1)
    compute = rng.uniform(19, 28, 9)
    return compute, -1 + 0.5 * compute + rng.normal(0, 0.05, 9)


def test_law_and_predictions_are_those_of_statsmodels(optima):
    x, y = optima
    fit = fit_compute_optimal(x, y, ci_level=0.9, predict_at=[22, 30])
    oracle = sm.OLS(y, sm.add_constant(x)).fit()
    interval = oracle.conf_int(alpha=0.1)
    np.testing.assert_allclose(
        [
            fit.intercept,
            fit.exponent,
            fit.intercept_ci_low,
            fit.intercept_ci_high,
            fit.exponent_ci_low,
            fit.exponent_ci_high,
            fit.r_squared,
            fit.residual_sd_oom,
        ],
        [
            *oracle.params,
            *interval[0],
            *interval[1],
            oracle.rsquared,
            oracle.mse_resid**0.5,
        ],
        rtol=1e-9,
    )
    table = oracle.get_prediction([[1, 22], [1, 30]]).summary_frame(alpha=0.1)
    np.testing.assert_allclose(fit.predicted_log10_parameters, table["mean"], rtol=1e-10)
    np.testing.assert_allclose(
        fit.predicted_log10_parameters_ci_low, table["mean_ci_lower"], rtol=1e-10
    )
    np.testing.assert_allclose(
        fit.predicted_log10_parameters_ci_high, table["mean_ci_upper"], rtol=1e-10
    )
    assert fit.predicted_is_extrapolated == (False, True)


def test_a_price_moves_the_intercept_and_leaves_the_exponent(optima):
    x, y = optima
    fit, priced = (fit_compute_optimal(x - price, y, ci_level=0.9) for price in (0, 17))
    np.testing.assert_allclose(priced.exponent, fit.exponent, rtol=1e-10)
    np.testing.assert_allclose(priced.exponent_ci_low, fit.exponent_ci_low, rtol=1e-10)
    np.testing.assert_allclose(priced.intercept, fit.intercept + 17 * fit.exponent, rtol=1e-9)


def test_the_interval_covers_the_true_exponent_as_often_as_it_says():
    rng = np.random.default_rng(2)
    x = np.linspace(19, 28, 9)
    fits = [
        fit_compute_optimal(x, 0.5 * x + rng.normal(0, 0.1, 9), ci_level=0.9)
        for _ in range(2_000)
    ]
    hits = [fit.exponent_ci_low <= 0.5 <= fit.exponent_ci_high for fit in fits]
    assert 0.87 < np.mean(hits) < 0.93


def test_the_published_law_of_size_and_cost_is_reproduced(published_seed):
    # Lohn 2023, equation A1 (D01): 7.77 and 0.498, at 11.57 dollars an hour for 8 A100 of
    # 163 TFLOP/s each.
    table = published_seed("hoffmann_2022__compute_optimal_models")
    table = table[table["place"] == "Table 3"]
    table = table[["parameters", "training_flop"]].astype(float)
    dollars = table["training_flop"] / (163e12 * 3_600) * 11.57 / 8
    fit = fit_compute_optimal(np.log10(dollars), np.log10(table["parameters"]), ci_level=0.9)
    assert fit.n_obs == 9
    np.testing.assert_allclose(fit.exponent, 0.498, atol=0.0015)
    np.testing.assert_allclose(fit.intercept, 7.77, atol=0.015)


@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [
        ([], [], "0 observations, a line with an error needs 3"),
        ([20, 20, 21], [1, 2, 3], "2 distinct budgets, a line with an error needs 3"),
        ([20, 21, math.inf], [1, 2, 3], "1 of 3 observations are not finite numbers"),
    ],
)
def test_poor_data_give_a_reason_and_nulls(x, y, reason):
    fit = fit_compute_optimal(x, y, ci_level=0.9, predict_at=[25])
    assert (fit.status, fit.status_reason) == ("not_estimable", reason)
    assert (fit.exponent, fit.predicted_log10_parameters) == (None, ())


def test_wrong_calls_raise():
    with pytest.raises(ValueError, match="ci_level must"):
        fit_compute_optimal([1, 2, 3], [1, 2, 3], ci_level=1)
    with pytest.raises(ValueError, match="predict_at must hold finite"):
        fit_compute_optimal([1, 2, 3], [1, 2, 3], ci_level=0.9, predict_at=[math.nan])
