"""Growth trends: against oracles, among themselves, on simulated and on published data."""

import math
from dataclasses import astuple

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scalehouse.stats import _bootstrap, log_linear
from scalehouse.stats.log_linear import doubling_months, fit_growth, growth_factor_per_year

BOOTSTRAP = {"ci_level": 0.90, "n_resamples": 400, "seed": 20240528}


@pytest.fixture(scope="module")
def trend():
    rng = np.random.default_rng(7)
    years = np.sort(rng.uniform(2010, 2024, 60)).round(2)
    # Errors grow with time: classical and HC3 errors must differ.
    values = 14 + 0.6 * (years - 2010) + rng.normal(size=60) * (0.3 + 0.1 * (years - 2010))
    return years, values


def test_slope_and_errors_are_those_of_statsmodels(trend):
    years, values = trend
    fit = fit_growth(years, values, **BOOTSTRAP)
    design = sm.add_constant(years - years.mean())
    oracle = sm.OLS(values, design).fit()
    hc3 = oracle.get_robustcov_results("HC3", use_t=True).conf_int(alpha=0.10)[1]
    ours = [
        fit.level_oom_at_mean_year,
        fit.slope_oom_per_year,
        fit.slope_oom_per_year_se,
        fit.slope_oom_per_year_hc3_ci_low,
        fit.slope_oom_per_year_hc3_ci_high,
        fit.r_squared,
        fit.residual_sd_oom,
    ]
    theirs = [*oracle.params, oracle.bse[1], *hc3, oracle.rsquared, oracle.mse_resid**0.5]
    np.testing.assert_allclose(ours, theirs, rtol=1e-10)


def test_slopes_are_those_of_scipy(trend):
    years, values = trend
    fit = fit_growth(years, values, **BOOTSTRAP)
    line = stats.linregress(years, values)
    np.testing.assert_allclose(
        [fit.slope_oom_per_year, fit.slope_oom_per_year_se],
        [line.slope, line.stderr],
        rtol=1e-10,
    )
    np.testing.assert_allclose(
        fit.slope_theil_sen_oom_per_year, stats.theilslopes(values, years).slope, rtol=1e-10
    )


def test_interval_and_band_are_those_of_refitting_each_resample(trend):
    years, values = trend
    fit = fit_growth(years, values, **BOOTSTRAP)
    rng = _bootstrap.generators(BOOTSTRAP["seed"], 3)[0]
    rows = np.concatenate(list(_bootstrap.resampled_rows(rng, 60, BOOTSTRAP["n_resamples"])))
    order = np.lexsort((values, years))
    x, y = years[order] - years.mean(), values[order]
    lines = np.array([np.polyfit(x[row], y[row], 1) for row in rows])
    curve = np.polynomial.polynomial.polyval(
        np.array(fit.curve_year) - years.mean(), lines[:, ::-1].T
    )
    # Hesterberg 2015: the tails are Phi(-sqrt(n / (n - p)) t) in place of 0.05
    tail = stats.norm.cdf(-math.sqrt(60 / 58) * stats.t.ppf(0.95, 58))
    np.testing.assert_allclose(
        [fit.slope_oom_per_year_ci_low, fit.slope_oom_per_year_ci_high],
        np.quantile(lines[:, 0], (tail, 1 - tail)),
        rtol=1e-10,
    )
    np.testing.assert_allclose(
        [fit.curve_oom_ci_low, fit.curve_oom_ci_high],
        np.quantile(curve, (tail, 1 - tail), axis=0),
        rtol=1e-10,
    )


@pytest.mark.parametrize("noise_factor", [1, 4])
def test_sums_that_are_drawn_vary_as_those_of_resamples(noise_factor, monkeypatch):
    rng = np.random.default_rng(11)
    years = rng.gamma(2, 3, 2_000)
    values = 0.5 * years + rng.standard_exponential(2_000) * (0.2 + 0.2 * years)
    u, v = years - years.mean(), values - values.mean()

    def lines():
        rows, noise = _bootstrap.generators(3, 2)
        return log_linear.resampled_lines(
            u, v, n_resamples=4_000, rng_rows=rows, noise=(noise, math.log10(noise_factor))
        )

    resampled = np.cov(lines())
    monkeypatch.setattr(log_linear, "MOST_RESAMPLED", 100)
    drawn = np.cov(lines())
    # a variance of 4,000 draws has a standard error of 2.2%, here on both sides
    np.testing.assert_allclose(drawn, resampled, rtol=0.1)


def test_the_interval_of_many_observations_is_that_of_hc3():
    rng = np.random.default_rng(12)
    years = rng.uniform(2010, 2024, 100_000)
    values = 0.5 * (years - 2010) + rng.standard_exponential(100_000) * (years - 2009)
    fit = fit_growth(years, values, ci_level=0.90, n_resamples=20_000, seed=1)
    assert fit.n_resamples == 20_000
    np.testing.assert_allclose(
        [fit.slope_oom_per_year_ci_low, fit.slope_oom_per_year_ci_high],
        [fit.slope_oom_per_year_hc3_ci_low, fit.slope_oom_per_year_hc3_ci_high],
        rtol=1e-3,
    )


def test_a_wider_level_gives_an_interval_around_the_narrower_one(trend):
    narrow = fit_growth(*trend, **BOOTSTRAP)
    wide = fit_growth(*trend, **BOOTSTRAP | {"ci_level": 0.95})
    for name in ("slope_oom_per_year", "slope_oom_per_year_hc3"):
        assert getattr(wide, f"{name}_ci_low") < getattr(narrow, f"{name}_ci_low")
        assert getattr(wide, f"{name}_ci_high") > getattr(narrow, f"{name}_ci_high")
    assert np.all(np.less(wide.curve_oom_ci_low, narrow.curve_oom_ci_low))
    assert np.all(np.greater(wide.curve_oom_ci_high, narrow.curve_oom_ci_high))


def test_another_unit_shifts_the_level_and_leaves_the_slope(trend):
    years, values = trend
    fit, shifted = (fit_growth(years, values + shift, **BOOTSTRAP) for shift in (0, 1))
    names = [
        "slope_oom_per_year",
        "slope_oom_per_year_se",
        "slope_oom_per_year_ci_low",
        "slope_oom_per_year_ci_high",
        "slope_theil_sen_oom_per_year",
        "r_squared",
    ]
    for name in names:
        np.testing.assert_allclose(getattr(shifted, name), getattr(fit, name), rtol=1e-10)
    for name in ("curve_oom", "curve_oom_ci_low", "curve_oom_ci_high"):
        np.testing.assert_allclose(
            getattr(shifted, name), np.array(getattr(fit, name)) + 1, rtol=1e-10
        )


def test_the_order_of_the_rows_changes_nothing(trend):
    years, values = trend
    mixed = np.random.default_rng(0).permutation(years.size)
    assert fit_growth(years[mixed], values[mixed], **BOOTSTRAP) == fit_growth(
        *trend, **BOOTSTRAP
    )


@pytest.mark.parametrize("noise_factor", [1.0, 2.0])
def test_the_same_seed_gives_the_same_answer_in_blocks_of_any_size(
    trend, noise_factor, monkeypatch
):
    noisy = BOOTSTRAP | {"noise_factor": noise_factor}
    fit = fit_growth(*trend, **noisy)
    assert fit_growth(*trend, **noisy) == fit
    assert fit_growth(*trend, **noisy | {"seed": 1}) != fit
    for block_elements in (1, 1_000, 10_000_000):
        monkeypatch.setattr(_bootstrap, "BLOCK_ELEMENTS", block_elements)
        assert fit_growth(*trend, **noisy) == fit


def test_estimate_noise_widens_the_interval_and_leaves_the_estimate(trend):
    fits = [fit_growth(*trend, **BOOTSTRAP, noise_factor=factor) for factor in (1, 2, 10)]
    widths = [fit.slope_oom_per_year_ci_high - fit.slope_oom_per_year_ci_low for fit in fits]
    assert widths[0] < widths[1] < widths[2]
    assert len({fit.slope_oom_per_year for fit in fits}) == 1


def test_the_noise_has_the_variance_of_a_log_uniform_factor():
    # Points on a line: all spread of the bootstrap is noise. A slope's variance is that of
    # the noise, w^2 / 3 with w = log10(factor), over the resample's spread of years.
    years = np.linspace(2010, 2020, 400)
    fit = fit_growth(
        years, 0.5 * years, ci_level=0.95, n_resamples=4_000, seed=3, noise_factor=4
    )
    expected = math.log10(4) / math.sqrt(3) / math.sqrt(np.sum((years - 2015) ** 2))
    width = fit.slope_oom_per_year_ci_high - fit.slope_oom_per_year_ci_low
    np.testing.assert_allclose(width / (2 * stats.norm.ppf(0.975)), expected, rtol=0.05)


def test_points_on_a_line_give_it_back_exactly():
    years = np.arange(2010, 2021)
    fit = fit_growth(years, 10 + 0.25 * (years - 2015), **BOOTSTRAP)
    np.testing.assert_allclose(fit.slope_oom_per_year, 0.25, rtol=1e-12)
    np.testing.assert_allclose(
        [fit.slope_oom_per_year_ci_low, fit.slope_oom_per_year_ci_high], 0.25, rtol=1e-12
    )
    np.testing.assert_allclose([fit.level_oom_at_mean_year, fit.mean_year], [10, 2015])
    np.testing.assert_allclose(fit.curve_oom, fit.curve_oom_ci_low, rtol=1e-12)
    assert (fit.curve_year[0], fit.curve_year[-1], len(fit.curve_year)) == (2010, 2020, 25)


def test_resamples_without_a_slope_are_left_out_and_not_counted():
    fit = fit_growth([2010, 2011, 2012], [1, 2, 4], **BOOTSTRAP)
    # One of nine resamples of three points repeats one point three times.
    assert 0.85 < fit.n_resamples / BOOTSTRAP["n_resamples"] < 0.93
    assert (
        fit.slope_oom_per_year_ci_low
        <= fit.slope_oom_per_year
        <= fit.slope_oom_per_year_ci_high
    )


def coverage(n_obs, n_simulations):
    """Simulate how often the intervals of the slope and of the last point hold the truth."""
    rng = np.random.default_rng(11)
    years = rng.uniform(2010, 2024, (n_simulations, n_obs))
    values = 14 + 0.6 * (years - 2010) + rng.normal(0, 1, years.shape)
    fits = [
        fit_growth(x, y, ci_level=0.90, n_resamples=1_000, seed=run, n_curve_points=2)
        for run, (x, y) in enumerate(zip(years, values, strict=True))
    ]
    return fits, {
        "bootstrap": np.mean(
            [f.slope_oom_per_year_ci_low <= 0.6 <= f.slope_oom_per_year_ci_high for f in fits]
        ),
        "hc3": np.mean(
            [
                f.slope_oom_per_year_hc3_ci_low <= 0.6 <= f.slope_oom_per_year_hc3_ci_high
                for f in fits
            ]
        ),
        "line": np.mean(
            [
                f.curve_oom_ci_low[1]
                <= 14 + 0.6 * (f.curve_year[1] - 2010)
                <= f.curve_oom_ci_high[1]
                for f in fits
            ]
        ),
    }


@pytest.mark.parametrize("n_obs", [9, 10, 15, 27, 60])
def test_the_intervals_cover_the_truth_as_often_as_they_say(n_obs, draws):
    fits, held = coverage(n_obs, draws(300))
    assert not any(fit.is_interval_conservative for fit in fits)
    for name, share in held.items():
        assert draws.allow(share), name


def test_the_interval_of_a_small_sample_is_too_wide_and_says_so(draws):
    fits, held = coverage(6, draws(300))
    assert all(fit.is_interval_conservative for fit in fits)
    assert held["bootstrap"] > 0.95


def test_the_published_trend_before_deep_learning_is_reproduced(snapshot_2022):
    # Sevilla et al. 2022, arXiv 2202.05924v2, Table 3: 21.3 [16.2; 31.3] months, n = 19.
    before = snapshot_2022[snapshot_2022["year"] < 2010]
    fit = fit_growth(
        before["year"],
        np.log10(before["training_compute_flop"]),
        ci_level=0.95,
        n_resamples=1_000,
        seed=0,
        noise_factor=2,
    )
    assert fit.n_obs == 19
    assert 16.2 < doubling_months(fit.slope_oom_per_year) < 31.3
    np.testing.assert_allclose(doubling_months(fit.slope_oom_per_year), 21.3, rtol=0.03)
    np.testing.assert_allclose(doubling_months(fit.slope_oom_per_year_ci_high), 16.2, rtol=0.15)
    np.testing.assert_allclose(doubling_months(fit.slope_oom_per_year_ci_low), 31.3, rtol=0.15)
    np.testing.assert_allclose(fit.r_squared, 0.77, atol=0.02)


def test_slopes_convert_to_doubling_times_and_growth_factors():
    np.testing.assert_allclose(doubling_months(math.log10(2)), 12, rtol=1e-12)
    np.testing.assert_allclose(doubling_months(-math.log10(2) / 2), -24, rtol=1e-12)
    np.testing.assert_allclose(growth_factor_per_year(math.log10(4.1)), 4.1, rtol=1e-12)


@pytest.mark.parametrize(
    ("years", "values", "reason"),
    [
        ([], [], "0 observations, a line with an error needs 3"),
        ([2010], [1], "1 observations, a line with an error needs 3"),
        ([2010, 2011], [1, 2], "2 observations, a line with an error needs 3"),
        ([2010] * 5, [1, 2, 3, 4, 5], "1 distinct years, a line with an error needs 3"),
        ([2010, 2010, 2011], [1, 2, 3], "2 distinct years, a line with an error needs 3"),
        ([2010, 2011, 2012], [1, math.nan, 3], "1 of 3 observations are not finite numbers"),
        (
            [2010, 2011, math.inf],
            [-math.inf, 2, 3],
            "2 of 3 observations are not finite numbers",
        ),
        ([0, 5e-324, 1e-323], [1, 2, 3], "the values leave the range of floating point"),
        ([-1e308, 0, 1e308], [1, 2, 3], "the values leave the range of floating point"),
        (
            [2010, 2011, 2012],
            [-1e308, 0, 1e308],
            "the values leave the range of floating point",
        ),
    ],
)
def test_poor_data_give_a_reason_and_nulls(years, values, reason):
    fit = fit_growth(years, values, **BOOTSTRAP)
    assert (fit.n_obs, fit.status, fit.status_reason) == (len(years), "not_estimable", reason)
    row = fit.as_row()
    assert row["slope_oom_per_year"] is None
    assert row["curve_oom"] == []


def test_values_without_spread_have_a_slope_of_zero_and_no_r_squared():
    fit = fit_growth([2010, 2011, 2012, 2013], [5, 5, 5, 5], **BOOTSTRAP)
    assert (fit.status, fit.slope_oom_per_year, fit.r_squared) == ("estimated", 0, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ci_level": 0},
        {"ci_level": 1},
        {"ci_level": 90},
        {"ci_level": math.nan},
        {"n_resamples": 0},
        {"noise_factor": 0.5},
        {"noise_factor": math.nan},
        {"n_curve_points": -1},
    ],
)
def test_wrong_calls_raise(wrong):
    with pytest.raises(ValueError, match="must"):
        fit_growth([1, 2, 3], [1, 2, 3], **BOOTSTRAP | wrong)


def test_arrays_that_do_not_match_raise():
    with pytest.raises(ValueError, match="lengths differ: years 3, log10_values 2"):
        fit_growth([1, 2, 3], [1, 2], **BOOTSTRAP)
    with pytest.raises(ValueError, match="must be one-dimensional"):
        fit_growth([[1, 2, 3]], [[1, 2, 3]], **BOOTSTRAP)


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=8))
def test_no_data_raise_and_rows_hold_no_nan(pairs):
    years, values = np.array(pairs).reshape(-1, 2).T
    fit = fit_growth(years, values, ci_level=0.9, n_resamples=20, seed=0)
    assert (fit.status == "estimated") == (fit.status_reason is None)
    numbers = [value for value in astuple(fit) if isinstance(value, float | tuple)]
    assert np.isfinite(np.hstack([*numbers, 0])).all()
    if fit.status == "estimated":
        assert fit.slope_oom_per_year_hc3_ci_low is None or (
            fit.slope_oom_per_year_hc3_ci_low
            <= fit.slope_oom_per_year
            <= fit.slope_oom_per_year_hc3_ci_high
        )


@given(
    st.lists(
        st.tuples(st.integers(1950, 1960), st.integers(0, 30)),
        min_size=3,
        max_size=30,
    ).filter(lambda pairs: len({year for year, _ in pairs}) >= 3)
)
def test_any_three_dates_give_a_trend_with_ordered_bounds(pairs):
    years, values = np.array(pairs, dtype=float).T
    fit = fit_growth(years, values, ci_level=0.9, n_resamples=50, seed=0)
    assert fit.status == "estimated"
    assert fit.slope_oom_per_year_ci_low <= fit.slope_oom_per_year_ci_high
    assert np.all(np.less_equal(fit.curve_oom_ci_low, fit.curve_oom_ci_high))
    np.testing.assert_allclose(
        fit.slope_oom_per_year, np.polyfit(years - 1955, values, 1)[0], atol=1e-9
    )
