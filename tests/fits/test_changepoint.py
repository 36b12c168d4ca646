"""Kinked trends: against a grid of regressions, among themselves, simulated and published."""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from scalehouse.stats.changepoint import _search, fit_kinked
from scalehouse.stats.log_linear import fit_growth

OPTIONS = {
    "min_points_per_segment": 5,
    "variance": "common",
    "ci_level": 0.90,
    "n_resamples": 300,
    "n_simulations": 199,
    "seed": 20240528,
}


def kinked_values(rng, years, *, change=-0.5, sd=0.4):
    return (
        15
        + 0.9 * (years - 2018)
        + change * np.maximum(years - 2018, 0)
        + rng.normal(0, sd, years.shape)
    )


@pytest.fixture(scope="module")
def trend():
    rng = np.random.default_rng(1)
    years = np.sort(rng.uniform(2010, 2024, 60)).round(2)
    return years, kinked_values(rng, years)


def refit(years, values, break_year):
    distance = years - break_year
    design = np.column_stack(
        [np.ones_like(years), np.minimum(distance, 0), np.maximum(distance, 0)]
    )
    return sm.OLS(values, design).fit()


def test_the_search_is_at_least_as_good_as_any_grid_of_regressions(trend):
    years, values = trend
    fit = fit_kinked(years, values, **OPTIONS)
    ours = fit.residual_sd_kinked_oom**2 * (60 - 4)
    grid = np.linspace(np.sort(years)[4], np.sort(years)[-5], 3_001)
    best = min(grid, key=lambda at: refit(years, values, at).ssr)
    assert ours <= refit(years, values, best).ssr
    np.testing.assert_allclose(fit.break_year, best, atol=grid[1] - grid[0])


def test_slopes_and_criteria_are_those_of_statsmodels_at_the_break(trend):
    years, values = trend
    fit = fit_kinked(years, values, **OPTIONS)
    kinked = refit(years, values, fit.break_year)
    straight = sm.OLS(values, sm.add_constant(years)).fit()
    np.testing.assert_allclose(
        [
            fit.level_oom_at_break,
            fit.slope_before_oom_per_year,
            fit.slope_after_oom_per_year,
            fit.slope_straight_oom_per_year,
            fit.residual_sd_straight_oom,
            # statsmodels knows neither of the break nor, in both fits, of the variance.
            fit.aic_difference,
            fit.bic_difference,
        ],
        [
            *kinked.params,
            straight.params[1],
            straight.mse_resid**0.5,
            kinked.aic + 2 - straight.aic,
            kinked.bic + math.log(60) - straight.bic,
        ],
        rtol=1e-9,
    )
    np.testing.assert_allclose(
        fit.relative_likelihood_of_straight, math.exp(fit.aic_difference / 2), rtol=1e-12
    )
    # AICc = AIC + 2 p (p + 1) / (n - p - 1) with p = 3 and 5, n = 60.
    np.testing.assert_allclose(
        fit.aicc_difference, fit.aic_difference + 60 / 54 - 24 / 56, rtol=1e-12
    )


def test_two_variances_give_the_likelihood_of_the_two_pieces(trend):
    years, values = trend
    fit = fit_kinked(years, values, **OPTIONS | {"variance": "segmentwise"})
    residuals = refit(years, values, fit.break_year).resid
    pieces = [residuals[years <= fit.break_year], residuals[years > fit.break_year]]
    kinked = sum(-2 * np.log(normal_density(piece)).sum() for piece in pieces)
    straight = -2 * sm.OLS(values, sm.add_constant(years)).fit().llf
    np.testing.assert_allclose(fit.aic_difference, kinked - straight + 2 * 3, rtol=1e-9)
    np.testing.assert_allclose(
        fit.bic_difference, kinked - straight + math.log(60) * 3, rtol=1e-9
    )


def normal_density(residuals):
    variance = np.mean(residuals**2)
    return np.exp(-(residuals**2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)


def test_a_weighted_search_is_a_search_of_repeated_rows(trend):
    years, values = trend
    u = (np.sort(years) - 2017) / 7
    v = values[np.argsort(years)] - values.mean()
    counts = np.random.default_rng(0).multinomial(60, np.full(60, 1 / 60), size=20)
    # The fit silences empty pieces for the whole of its arithmetic.
    with np.errstate(all="ignore"):
        found = _search(u, counts.astype(float), v[None, :], 5)
    for i, count in enumerate(counts):
        rows = np.repeat(np.arange(60), count)
        with np.errstate(all="ignore"):
            alone = _search(u[rows], np.ones((1, 60)), v[rows][None, :], 5)
        np.testing.assert_allclose(found.residual_ss[i], alone.residual_ss[0], rtol=1e-9)
        np.testing.assert_allclose(found.at[i], alone.at[0], rtol=1e-6)


def test_a_wider_level_gives_intervals_around_the_narrower_ones(trend):
    narrow, wide = (fit_kinked(*trend, **OPTIONS | {"ci_level": c}) for c in (0.9, 0.95))
    for name in ("break_year", "slope_before_oom_per_year", "slope_after_oom_per_year"):
        assert getattr(wide, f"{name}_ci_low") <= getattr(narrow, f"{name}_ci_low")
        assert getattr(wide, f"{name}_ci_high") >= getattr(narrow, f"{name}_ci_high")


def test_seed_and_order_decide_as_documented(trend):
    years, values = trend
    mixed = np.random.default_rng(0).permutation(60)
    fit = fit_kinked(*trend, **OPTIONS)
    assert fit_kinked(*trend, **OPTIONS) == fit
    assert fit_kinked(years[mixed], values[mixed], **OPTIONS) == fit
    assert fit_kinked(*trend, **OPTIONS | {"seed": 1}) != fit


def test_reversed_time_mirrors_the_kink(trend):
    years, values = trend
    fit, mirrored = (fit_kinked(sign * years, values, **OPTIONS) for sign in (1, -1))
    np.testing.assert_allclose(mirrored.break_year, -fit.break_year, rtol=1e-9)
    np.testing.assert_allclose(
        mirrored.slope_after_oom_per_year, -fit.slope_before_oom_per_year, rtol=1e-9
    )
    np.testing.assert_allclose(mirrored.bic_difference, fit.bic_difference, rtol=1e-9)


def test_a_kink_without_noise_is_found_exactly():
    years = np.arange(2010, 2025)
    values = 0.9 * np.minimum(years - 2016.5, 0) + 0.3 * np.maximum(years - 2016.5, 0)
    fit = fit_kinked(years, values, **OPTIONS)
    np.testing.assert_allclose(
        [fit.break_year, fit.slope_before_oom_per_year, fit.slope_after_oom_per_year],
        [2016.5, 0.9, 0.3],
        rtol=1e-6,
    )
    assert fit.p_value == 1 / 200


def test_straight_lines_are_rejected_as_often_as_the_level_says(draws):
    rng = np.random.default_rng(4)
    options = OPTIONS | {"n_resamples": 1, "n_simulations": 99}
    years = np.linspace(2010, 2024, 40)
    for variance in ("common", "segmentwise"):
        p_values = [
            fit_kinked(
                years,
                kinked_values(rng, years, change=0),
                **options | {"variance": variance, "seed": run},
            ).p_value
            for run in range(draws(250))
        ]
        assert draws.allow(np.mean(np.greater(p_values, 0.10)))


def test_intervals_cover_the_true_kink_as_often_as_they_say(draws):
    rng = np.random.default_rng(6)
    options = OPTIONS | {"n_simulations": 1, "n_resamples": 200}
    years = rng.uniform(2010, 2024, (draws(200), 80))
    fits = [
        fit_kinked(x, y, **options | {"seed": run})
        for run, (x, y) in enumerate(zip(years, kinked_values(rng, years), strict=True))
    ]
    truth = {
        "break_year": 2018,
        "slope_before_oom_per_year": 0.9,
        "slope_after_oom_per_year": 0.4,
        "slope_change_oom_per_year": -0.5,
    }
    for name, value in truth.items():
        hits = [
            getattr(fit, f"{name}_ci_low") <= value <= getattr(fit, f"{name}_ci_high")
            for fit in fits
        ]
        assert draws.allow(np.mean(hits)), name


def test_the_published_frontier_and_its_slowdown_are_reproduced(frontier_2024):
    # Sevilla and Roldan 2024 (F02, F04): 5.26 [4.86; 5.69] times a year, n about 92;
    # including AlphaGo it slows to 3.33 [2.78; 4.12] around 2018-01 [2016-12; 2018-01].
    growth = fit_growth(
        frontier_2024["year"],
        frontier_2024["log10_flop"],
        ci_level=0.90,
        n_resamples=1_000,
        seed=0,
    )
    assert 90 <= growth.n_obs <= 95
    np.testing.assert_allclose(10**growth.slope_oom_per_year, 5.26, rtol=0.02)
    np.testing.assert_allclose(10**growth.slope_oom_per_year_ci_low, 4.86, rtol=0.03)
    np.testing.assert_allclose(10**growth.slope_oom_per_year_ci_high, 5.69, rtol=0.03)
    fit = fit_kinked(
        frontier_2024["year"],
        frontier_2024["log10_flop"],
        **OPTIONS | {"variance": "segmentwise", "min_points_per_segment": 10},
    )
    assert 2.78 < 10**fit.slope_after_oom_per_year < 4.12
    assert 2016.9 < fit.break_year < 2018.1
    assert fit.bic_difference < -8.75


def test_the_published_evidence_for_a_kink_in_near_records_is_reproduced(near_records_2023):
    # Lohn 2023, endnote 33 (D14, D15): models of at least a tenth of the record before them,
    # 2010 to 2023-11-07; a BIC difference of 32 and a relative likelihood of 2e-8, with one
    # residual variance and two more parameters.
    fit = fit_kinked(near_records_2023["year"], near_records_2023["log10_flop"], **OPTIONS)
    np.testing.assert_allclose(fit.bic_difference, -32, atol=0.5)
    assert 1e-8 < fit.relative_likelihood_of_straight < 2e-8
    assert fit.p_value == 1 / 200


@pytest.mark.parametrize(
    ("years", "values", "reason"),
    [
        ([], [], "0 observations, a line with an error needs 3"),
        ([1, 2, 3, 4], [1, 2, 4, 4], "4 observations, a kinked line with an error needs 5"),
        ([1, 2, 3, 4, math.nan], [0] * 5, "1 of 5 observations are not finite numbers"),
        (range(20), range(20), "the values lie on a straight line, no break can be told"),
        (range(20), [7] * 20, "the values lie on a straight line, no break can be told"),
        (
            [1, 2, 3, 4, 5, 6],
            [0, 1, 0, 1, 0, 1],
            "no date has 5 observations and a spread of dates on either side",
        ),
        (
            [1] * 9 + [2] + [3] * 9,
            [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0],
            None,
        ),
        (
            [-1e308, 0, 1e307, 1e308, 1.5e308],
            [1, 2, 4, 4, 5],
            "the values leave the range of floating point",
        ),
    ],
)
def test_poor_data_give_a_reason_and_nulls(years, values, reason):
    fit = fit_kinked(list(years), list(values), **OPTIONS)
    assert fit.status_reason == reason
    assert (fit.status == "estimated") == (reason is None)
    assert (fit.break_year is None) == (reason is not None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ci_level": 90},
        {"min_points_per_segment": 1},
        {"n_resamples": 0},
        {"n_simulations": 0},
        {"variance": "two"},
    ],
)
def test_wrong_calls_raise(wrong):
    with pytest.raises(ValueError, match="must"):
        fit_kinked([1, 2, 3], [1, 2, 3], **OPTIONS | wrong)


@given(
    st.lists(st.tuples(st.floats(), st.floats()), max_size=9),
    st.sampled_from(["common", "segmentwise"]),
)
def test_no_data_raise_and_rows_hold_no_nan(pairs, variance):
    years, values = np.array(pairs).reshape(-1, 2).T
    few = {"min_points_per_segment": 2, "n_resamples": 5, "n_simulations": 5}
    fit = fit_kinked(years, values, **OPTIONS | few | {"variance": variance})
    assert all(math.isfinite(v) for v in fit.as_row().values() if isinstance(v, float))


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=8, max_size=14).filter(
        lambda pairs: len({year for year, _ in pairs}) >= 4
    )
)
def test_tied_dates_are_searched_as_well_as_any_grid(pairs):
    years, values = np.array(sorted(pairs), dtype=float).T
    few = {"min_points_per_segment": 2, "n_resamples": 1, "n_simulations": 1}
    fit = fit_kinked(years, values, **OPTIONS | few)
    if fit.status == "estimated":
        ours = fit.residual_sd_kinked_oom**2 * (years.size - 4)
        grid = np.linspace(years[1], years[-2], 91)[1:-1]
        grid = grid[[np.sum(years <= b) >= 2 and np.sum(years >= b) >= 2 for b in grid]]
        assert ours <= min(refit(years, values, at).ssr for at in grid) + 1e-9
