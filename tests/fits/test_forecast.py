"""Forecasts: against statsmodels and refits, among themselves, simulated and published."""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scalehouse.stats.forecast import backtest_growth, forecast_growth
from scalehouse.stats.open_closed_lag import running_records

LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95]
BACKTEST = {
    "origin_years": [2016, 2018, 2020],
    "horizon_years": 2.0,
    "quantile_levels": LEVELS,
    "benchmark": "last_values",
    "min_points": 10,
}


@pytest.fixture(scope="module")
def trend():
    rng = np.random.default_rng(7)
    years = rng.uniform(2010, 2024, 80)
    return years, 14 + 0.6 * (years - 2010) + rng.normal(size=80)


def test_the_predictive_distribution_is_that_of_statsmodels(trend):
    years, values = trend
    forecasts = forecast_growth(
        years, values, target_years=[2025, 2030], quantile_levels=LEVELS, log10_thresholds=[25]
    )
    oracle = sm.OLS(values, sm.add_constant(years - 2017)).fit()
    table = oracle.get_prediction([[1, 8], [1, 13]]).summary_frame(alpha=0.1)
    for forecast, (_, row) in zip(forecasts, table.iterrows(), strict=True):
        np.testing.assert_allclose(
            [forecast.mean_oom, forecast.quantile_oom[0], forecast.quantile_oom[-1]],
            [row["mean"], row["obs_ci_lower"], row["obs_ci_upper"]],
            rtol=1e-10,
        )
        np.testing.assert_allclose(
            forecast.exceedance_probability,
            stats.t(78, forecast.mean_oom, forecast.scale_oom).sf(25),
            rtol=1e-9,
        )


def test_quantiles_and_exceedances_invert_each_other(trend):
    (forecast,) = forecast_growth(*trend, target_years=[2027], quantile_levels=LEVELS)
    (back,) = forecast_growth(
        *trend,
        target_years=[2027],
        quantile_levels=LEVELS,
        log10_thresholds=forecast.quantile_oom,
    )
    np.testing.assert_allclose(back.exceedance_probability, 1 - np.array(LEVELS), rtol=1e-9)


def test_a_random_walk_goes_on_from_its_last_value_by_its_drift():
    years, values = np.array([2010.0, 2011, 2013, 2016]), np.array([10.0, 11, 11, 13])
    (forecast,) = forecast_growth(
        years,
        values,
        target_years=[2018],
        quantile_levels=LEVELS,
        log10_thresholds=[15],
        method="random_walk",
    )
    # Steps over the root of their time have one variance: a regression without intercept.
    root = np.sqrt(np.diff(years))
    walk = sm.OLS(np.diff(values) / root, root).fit()
    oracle = stats.t(
        2, 13 + 2 * walk.params[0], math.sqrt(2 * walk.mse_resid + (2 * walk.bse[0]) ** 2)
    )
    assert (forecast.n_obs, forecast.df) == (4, 2)
    np.testing.assert_allclose(forecast.mean_oom, oracle.mean(), rtol=1e-12)
    np.testing.assert_allclose(forecast.quantile_oom, oracle.ppf(LEVELS), rtol=1e-9)
    np.testing.assert_allclose(forecast.exceedance_probability, oracle.sf(15), rtol=1e-9)


def test_another_unit_shifts_the_forecast(trend):
    years, values = trend
    (forecast,) = forecast_growth(*trend, target_years=[2027], quantile_levels=LEVELS)
    (shifted,) = forecast_growth(years, values + 1, target_years=[2027], quantile_levels=LEVELS)
    np.testing.assert_allclose(
        shifted.quantile_oom, np.array(forecast.quantile_oom) + 1, rtol=1e-10
    )


def test_the_score_is_that_of_forecasting_each_origin_by_hand(trend):
    years, values = trend
    backtest = backtest_growth(*trend, **BACKTEST)
    losses, naive_losses, inside, naive_inside = [], [], [], []
    for origin in BACKTEST["origin_years"]:
        known = years <= origin
        latest = values[known][np.argsort(years[known])][-10:]
        naive = stats.t(9, latest.mean(), latest.std(ddof=1) * math.sqrt(1.1)).ppf(LEVELS)
        for i in np.flatnonzero((years > origin) & (years <= origin + 2)):
            (forecast,) = forecast_growth(
                years[known], values[known], target_years=[years[i]], quantile_levels=LEVELS
            )
            quantiles = forecast.quantile_oom
            inside.append(quantiles[0] <= values[i] <= quantiles[-1])
            naive_inside.append(naive[0] <= values[i] <= naive[-1])
            for level, quantile, other in zip(LEVELS, quantiles, naive, strict=True):
                for q, collected in ((quantile, losses), (other, naive_losses)):
                    error = values[i] - q
                    collected.append(level * error if error > 0 else (level - 1) * error)
    np.testing.assert_allclose(backtest.overall.pinball_loss_oom, np.mean(losses), rtol=1e-10)
    np.testing.assert_allclose(
        backtest.overall.benchmark_pinball_loss_oom, np.mean(naive_losses), rtol=1e-10
    )
    np.testing.assert_allclose(
        [backtest.overall.coverage_share, backtest.overall.benchmark_coverage_share],
        [np.mean(inside), np.mean(naive_inside)],
        rtol=1e-12,
    )
    assert backtest.overall.benchmark_mean_error_oom > backtest.overall.mean_error_oom
    assert backtest.overall.n_scored == sum(score.n_scored for score in backtest.origins)


def test_the_order_of_the_rows_changes_nothing(trend):
    years, values = trend
    mixed = np.random.default_rng(0).permutation(80)
    assert backtest_growth(years[mixed], values[mixed], **BACKTEST) == backtest_growth(
        *trend, **BACKTEST
    )


def test_a_trend_beats_its_benchmark_and_noise_does_not(trend):
    assert backtest_growth(*trend, **BACKTEST).overall.skill > 0.2
    rng = np.random.default_rng(1)
    flat = backtest_growth(rng.uniform(2010, 2024, 400), rng.normal(size=400), **BACKTEST)
    assert abs(flat.overall.skill) < 0.1


def test_a_random_walk_is_forecast_best_as_one():
    rng = np.random.default_rng(2)
    years = np.linspace(2000, 2024, 400)
    steps = 0.6 * 0.06 + rng.normal(0, 0.25, (20, 400))
    skills = [
        backtest_growth(
            years, np.cumsum(walk), **BACKTEST | {"benchmark": "random_walk"}
        ).overall.skill
        for walk in steps
    ]
    assert np.median(skills) < 0


def test_forecast_intervals_cover_what_comes_as_often_as_they_say():
    rng = np.random.default_rng(3)
    covered, probabilities = [], []
    for _ in range(2_000):
        years = rng.uniform(2010, 2024, 60)
        values = 0.6 * years + rng.normal(size=60)
        covered.append(
            backtest_growth(
                years, values, **BACKTEST | {"origin_years": [2020]}
            ).overall.coverage_share
        )
        probabilities.append(
            forecast_growth(
                years,
                values,
                target_years=[2026],
                quantile_levels=LEVELS,
                log10_thresholds=[0.6 * 2026 + rng.normal()],
            )[0].exceedance_probability[0]
        )
    assert 0.87 < np.mean(covered) < 0.93
    # The probability of exceeding what came is uniform when forecasts are calibrated.
    assert stats.kstest(probabilities, "uniform").pvalue > 0.01


def test_intervals_of_a_random_walk_cover_what_comes_as_often_as_they_say():
    rng = np.random.default_rng(4)
    years = np.sort(rng.uniform(2010, 2024, (2_000, 8)), axis=1)
    covered = []
    for dates in years:
        steps = 0.6 * np.diff(dates) + np.sqrt(np.diff(dates)) * rng.normal(size=7)
        values = np.cumsum(np.append(0, steps))
        (forecast,) = forecast_growth(
            dates, values, target_years=[2027], quantile_levels=LEVELS, method="random_walk"
        )
        ahead = 2027 - dates[-1]
        came = values[-1] + 0.6 * ahead + math.sqrt(ahead) * rng.normal()
        covered.append(forecast.quantile_oom[0] <= came <= forecast.quantile_oom[-1])
    assert 0.87 < np.mean(covered) < 0.93


@pytest.mark.parametrize("method", ["trend", "random_walk"])
def test_values_without_an_error_give_no_forecast(method):
    years = np.arange(2010, 2020)
    for values in (0.5 * years, np.full(10, 7.0)):
        (forecast,) = forecast_growth(
            years,
            values,
            target_years=[2025],
            quantile_levels=[0.5],
            log10_thresholds=[9],
            method=method,
        )
        assert forecast.status == "not_estimable"
        assert forecast.status_reason.endswith("no error can be told")
        assert (forecast.mean_oom, forecast.exceedance_probability) == (None, ())


def test_the_published_extrapolation_of_training_cost_is_reproduced():
    # Cottier et al. 2024, section 3.2 (C13): 40 million dollars in March 2023, growing 2.4
    # times a year, exceed a billion at the start of 2027.
    years = np.linspace(2015.75, 2023.2, 20)
    # Errors that move neither slope nor level: a perfect line could not say how sure it is.
    errors = np.where(np.arange(20) % 2, 0.005, -0.005)
    errors -= np.polyval(np.polyfit(years - 2019, errors, 1), years - 2019)
    values = math.log10(40e6) + math.log10(2.4) * (years - 2023.2) + errors
    (forecast,) = forecast_growth(
        years, values, target_years=[2027], quantile_levels=[0.5], log10_thresholds=[9]
    )
    np.testing.assert_allclose(10**forecast.mean_oom, 40e6 * 2.4**3.8, rtol=1e-9)
    assert forecast.exceedance_probability[0] > 0.999


def test_the_published_frontier_was_forecast_better_than_by_its_latest_models(frontier_2024):
    year, flop = frontier_2024["year"].to_numpy(), frontier_2024["log10_flop"].to_numpy()
    backtest = backtest_growth(year, flop, **BACKTEST)
    assert all(score.status == "estimated" for score in backtest.origins)
    assert backtest.overall.skill > 0
    records = running_records(year, flop)
    walk = backtest_growth(
        year[records], flop[records], **BACKTEST | {"benchmark": "random_walk", "min_points": 5}
    )
    assert walk.overall.n_scored > 3


@pytest.mark.parametrize(
    ("years", "values", "reason"),
    [
        ([], [], "0 observations, a line with an error needs 3"),
        ([1, 1, 2], [1, 2, 3], "2 distinct years, a line with an error needs 3"),
        ([1, 2, 3], [1, 2, math.inf], "1 of 3 observations are not finite numbers"),
    ],
)
def test_poor_data_give_a_reason_and_nulls(years, values, reason):
    forecasts = forecast_growth(years, values, target_years=[2030, 2031], quantile_levels=[0.5])
    assert [forecast.target_year for forecast in forecasts] == [2030, 2031]
    for forecast in forecasts:
        assert (forecast.status, forecast.status_reason) == ("not_estimable", reason)
        assert (forecast.mean_oom, forecast.quantile_oom) == (None, ())


def test_origins_without_past_or_future_say_so(trend):
    years, values = trend
    backtest = backtest_growth(years, values, **BACKTEST | {"origin_years": [2009, 2018, 2030]})
    assert [score.status_reason for score in backtest.origins] == [
        "0 observations, an origin needs 10",
        None,
        "0 observations, a score needs 1",
    ]
    assert backtest.overall.n_scored == backtest.origins[1].n_scored
    nothing = backtest_growth(years, values, **BACKTEST | {"origin_years": []})
    assert nothing.overall.status_reason == "no origin could be fitted"


@given(
    st.lists(st.tuples(st.floats() | st.floats(0, 9), st.floats()), max_size=12),
    st.sampled_from(["last_values", "random_walk"]),
)
def test_no_data_raise_and_rows_hold_no_nan(pairs, benchmark):
    years, values = np.array(pairs).reshape(-1, 2).T
    few = {"origin_years": [5, 8], "min_points": 3, "benchmark": benchmark}
    backtest = backtest_growth(years, values, **BACKTEST | few)
    forecasts = forecast_growth(
        years, values, target_years=[9], quantile_levels=LEVELS, log10_thresholds=[1]
    )
    for result in (*backtest.origins, backtest.overall, *forecasts):
        for value in result.as_row().values():
            if isinstance(value, float | list):
                assert all(v is None or math.isfinite(v) for v in np.ravel(value).tolist())


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantile_levels": []},
        {"quantile_levels": [0.5, 0.5]},
        {"quantile_levels": [0.5, 1]},
        {"origin_years": [math.nan]},
        {"horizon_years": -1},
        {"min_points": 2},
        {"benchmark": "drift"},
    ],
)
def test_wrong_calls_raise(wrong):
    with pytest.raises(ValueError, match="must"):
        backtest_growth([1, 2, 3], [1, 2, 3], **BACKTEST | wrong)
