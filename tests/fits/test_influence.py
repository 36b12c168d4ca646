"""Leave-one-out slopes: against statsmodels and refits, among themselves, on published data."""

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.stats.outliers_influence import OLSInfluence

from scalehouse.stats.influence import leave_one_out
from scalehouse.stats.log_linear import doubling_months


@pytest.fixture(scope="module")
def trend():
    rng = np.random.default_rng(7)
    years = rng.uniform(2010, 2024, 40)
    return years, 14 + 0.6 * (years - 2010) + rng.normal(size=40)


def test_slopes_are_those_of_refitting_without_each(trend):
    years, values = trend
    fit = leave_one_out(years, values)
    refits = [
        np.polyfit(np.delete(years, i) - 2017, np.delete(values, i), 1) for i in range(40)
    ]
    np.testing.assert_allclose(
        fit.slope_without_oom_per_year, [slope for slope, _ in refits], rtol=1e-10
    )
    assert fit.slope_without_min_oom_per_year == min(fit.slope_without_oom_per_year)
    assert fit.slope_without_max_oom_per_year == max(fit.slope_without_oom_per_year)


def test_leverage_and_dfbetas_are_those_of_statsmodels(trend):
    years, values = trend
    fit = leave_one_out(years, values)
    oracle = OLSInfluence(sm.OLS(values, sm.add_constant(years - years.mean())).fit())
    np.testing.assert_allclose(fit.leverage, oracle.hat_matrix_diag, rtol=1e-10)
    np.testing.assert_allclose(fit.dfbetas, oracle.dfbetas[:, 1], rtol=1e-9, atol=1e-12)
    assert sum(fit.leverage) == pytest.approx(2, rel=1e-12)


def test_the_order_of_the_rows_is_kept(trend):
    years, values = trend
    fit, reverse = leave_one_out(years, values), leave_one_out(years[::-1], values[::-1])
    np.testing.assert_allclose(
        reverse.slope_without_oom_per_year[::-1], fit.slope_without_oom_per_year, rtol=1e-10
    )
    assert reverse.most_influential_position == 39 - fit.most_influential_position


def test_a_planted_outlier_is_the_most_influential(trend):
    years, values = (np.append(part, odd) for part, odd in zip(trend, (2010, 26), strict=True))
    fit = leave_one_out(years, values)
    assert fit.most_influential_position == 40
    np.testing.assert_allclose(
        fit.slope_without_max_oom_per_year, np.polyfit(*trend, 1)[0], rtol=1e-8
    )


def test_dfbetas_of_noise_rarely_pass_the_usual_mark():
    # 2 / sqrt(n) is about two standard deviations of a DFBETAS: some 5% lie beyond.
    rng = np.random.default_rng(2)
    beyond = [
        np.abs(leave_one_out(rng.normal(size=100), rng.normal(size=100)).dfbetas) > 0.2
        for _ in range(200)
    ]
    assert 0.03 < np.mean(beyond) < 0.07


def test_the_published_trend_before_2010_hangs_on_no_single_model(snapshot_2022):
    # Sevilla et al. 2022 (A01): 21.3 [16.2; 31.3] months holds without any one of the 19.
    before = snapshot_2022[snapshot_2022["year"] < 2010]
    fit = leave_one_out(before["year"], np.log10(before["training_compute_flop"]))
    assert fit.n_obs == 19
    assert doubling_months(fit.slope_without_max_oom_per_year) > 16.2
    assert doubling_months(fit.slope_without_min_oom_per_year) < 31.3


@pytest.mark.parametrize(
    ("years", "values", "reason"),
    [
        ([], [], "0 observations, a line with an error needs 3"),
        ([1, 1, 2], [1, 2, 3], "2 distinct years, a line with an error needs 3"),
        ([1, 2, np.nan], [1, 2, 3], "1 of 3 observations are not finite numbers"),
    ],
)
def test_poor_data_give_a_reason_and_nulls(years, values, reason):
    fit = leave_one_out(years, values)
    assert (fit.status, fit.status_reason) == ("not_estimable", reason)
    assert (fit.slope_oom_per_year, fit.slope_without_oom_per_year) == (None, ())


def test_three_observations_have_no_error_without_one():
    fit = leave_one_out([1, 2, 3], [1, 2, 4])
    np.testing.assert_allclose(fit.slope_without_oom_per_year, [2, 1.5, 1], rtol=1e-12)
    assert fit.dfbetas == ()


def test_arrays_that_do_not_match_raise():
    with pytest.raises(ValueError, match="lengths differ"):
        leave_one_out([1, 2, 3], [1, 2])
