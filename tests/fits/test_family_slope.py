"""Slopes within families: by hand, against dummies, among themselves and simulated."""

import math

import numpy as np
import pytest
import statsmodels.api as sm

from scalehouse.stats.family_slope import fit_family_slope

SETTINGS = {"ci_level": 0.9, "n_resamples": 200, "seed": 7}


def family_data(rng, n_families=12, slope=-0.5):
    families = np.repeat(np.arange(n_families), 4)
    x = np.tile([0.0, 1.0, 2.0, 3.0], n_families)
    level = np.repeat(rng.normal(0, 3, n_families), 4)
    return families, x, level + slope * x + rng.normal(0, 0.3, x.size)


def test_levels_of_families_drop_out():
    # by hand: three families of two sizes with slopes -1, -1 and -4 about their means
    fit = fit_family_slope(
        ["a", "a", "b", "b", "c", "c"], [0, 1, 5, 6, 0, 1], [9, 8, 1, 0, 70, 66], **SETTINGS
    )
    np.testing.assert_allclose(fit.slope, -2, rtol=1e-12)
    assert (fit.n_obs, fit.n_families) == (6, 3)


def test_the_slope_is_that_of_a_regression_with_a_dummy_for_each_family():
    families, x, y = family_data(np.random.default_rng(4))
    dummies = (families[:, None] == np.unique(families)).astype(float)
    oracle = sm.OLS(y, np.column_stack([x, dummies])).fit().params[0]
    np.testing.assert_allclose(
        fit_family_slope(families, x, y, **SETTINGS).slope, oracle, rtol=1e-9
    )


def test_the_published_within_estimate_of_investment_is_reproduced():
    # Baltagi, Econometric Analysis of Panel Data, table 2.1: investment of ten firms on
    # their value, capital held fixed: 0.1101. Capital is taken off both sides first.
    panel = sm.datasets.grunfeld.load_pandas().data
    panel = panel[panel["firm"] != "American Steel"]
    columns = ["invest", "value", "capital"]
    within = panel[columns] - panel.groupby("firm")[columns].transform("mean")
    slopes = within.T @ within["capital"] / (within["capital"] @ within["capital"])
    invest, value = (within[name] - slopes[name] * within["capital"] for name in columns[:2])
    fit = fit_family_slope(panel["firm"], value, invest, **SETTINGS)
    assert (fit.n_obs, fit.n_families) == (200, 10)
    np.testing.assert_allclose(fit.slope, 0.1101, atol=5e-5)


def test_units_scale_the_slope_and_the_order_of_rows_changes_nothing():
    families, x, y = family_data(np.random.default_rng(4))
    fit = fit_family_slope(families, x, y, **SETTINGS)
    mixed = np.random.default_rng(1).permutation(x.size)
    other = fit_family_slope(families[mixed], 10 * x[mixed], y[mixed] + 7, **SETTINGS)
    np.testing.assert_allclose(
        10 * np.array([other.slope, other.slope_ci_low, other.slope_ci_high]),
        [fit.slope, fit.slope_ci_low, fit.slope_ci_high],
        rtol=1e-9,
    )
    wide = fit_family_slope(families, x, y, **SETTINGS | {"ci_level": 0.99})
    assert wide.slope_ci_low < fit.slope_ci_low < fit.slope_ci_high < wide.slope_ci_high


def test_a_family_of_one_size_says_nothing():
    families, x, y = family_data(np.random.default_rng(4))
    alone = fit_family_slope([*families, 99], [*x, 5], [*y, 1e6], **SETTINGS)
    assert alone == fit_family_slope(families, x, y, **SETTINGS)


def test_the_interval_covers_the_slope_as_often_as_it_says(draws):
    rng = np.random.default_rng(8)
    fits = [
        fit_family_slope(
            *family_data(rng, 36), **SETTINGS | {"seed": number, "n_resamples": 500}
        )
        for number in range(draws(300))
    ]
    covered = np.mean([fit.slope_ci_low <= -0.5 <= fit.slope_ci_high for fit in fits])
    assert draws.allow(covered)


@pytest.mark.parametrize(
    ("families", "x", "y", "reason"),
    [
        ([], [], [], "0 observations"),
        ([1, 1, 2, 2], [0, 1, 0, 1], [0, 1, 0, 1], "2 observations, an interval from"),
        ([1, 2, 3], [0, 1, 2], [0, 1, 2], "0 observations"),
        ([1, 1], [0, math.nan], [0, 1], "not finite"),
    ],
)
def test_what_cannot_be_fitted_says_why(families, x, y, reason):
    fit = fit_family_slope(families, x, y, **SETTINGS)
    assert fit.status == "not_estimable"
    assert reason in fit.status_reason
    assert fit.slope is None


def test_a_wrong_call_is_refused():
    with pytest.raises(ValueError, match="lengths differ"):
        fit_family_slope([1], [1, 2], [1, 2], **SETTINGS)
    with pytest.raises(ValueError, match="ci_level"):
        fit_family_slope([1], [1], [1], **SETTINGS | {"ci_level": 1})
