"""Many samples at once: against a regression each, among themselves, on published data."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from scalehouse.stats.log_linear import doubling_months
from scalehouse.stats.specification_curve import fit_specifications


@pytest.fixture(scope="module")
def trend():
    rng = np.random.default_rng(7)
    years = rng.uniform(2010, 2024, 80)
    return years, 14 + 0.6 * (years - 2010) + rng.normal(size=80)


def test_each_specification_is_the_regression_of_statsmodels(trend):
    years, values = trend
    samples = np.random.default_rng(0).random((50, 80)) < 0.4
    curve = fit_specifications(years, values, samples, ci_level=0.9)
    for sample, fit in zip(samples, curve.specifications, strict=True):
        oracle = sm.OLS(values[sample], sm.add_constant(years[sample] - 2017)).fit()
        np.testing.assert_allclose(
            [
                fit.n_obs,
                fit.slope_oom_per_year,
                fit.slope_oom_per_year_se,
                fit.slope_oom_per_year_ci_low,
                fit.slope_oom_per_year_ci_high,
                fit.slope_oom_per_year_hc3_ci_low,
                fit.slope_oom_per_year_hc3_ci_high,
                fit.r_squared,
            ],
            [
                oracle.nobs,
                oracle.params[1],
                oracle.bse[1],
                *oracle.conf_int(alpha=0.1)[1],
                *oracle.get_robustcov_results("HC3", use_t=True).conf_int(alpha=0.1)[1],
                oracle.rsquared,
            ],
            rtol=1e-9,
        )
    slopes = [fit.slope_oom_per_year for fit in curve.specifications]
    assert curve.slope_median_oom_per_year == np.median(slopes)
    assert (curve.n_estimated, curve.positive_share, curve.significant_share) == (50, 1, 1)


def test_many_observations_are_taken_in_blocks_without_a_difference():
    rng = np.random.default_rng(3)
    years, values = rng.uniform(2010, 2024, 9_000), rng.normal(size=9_000)
    samples = rng.random((5, 9_000)) < 0.5
    together = fit_specifications(years, values, samples, ci_level=0.9)
    for sample, fit in zip(samples, together.specifications, strict=True):
        alone = fit_specifications(
            years[sample], values[sample], [[1] * sample.sum()], ci_level=0.9
        )
        np.testing.assert_allclose(
            fit.slope_oom_per_year_hc3_ci_low,
            alone.specifications[0].slope_oom_per_year_hc3_ci_low,
            rtol=1e-9,
        )


def test_no_hc3_interval_where_one_observation_decides_the_slope():
    years = [2010, 2010 + 1e-6, 2010 - 1e-6, 2010 + 2e-6, 2030]
    curve = fit_specifications(years, [1, 2, 3, 2, 9], [[1] * 5], ci_level=0.9)
    (fit,) = curve.specifications
    assert fit.status == "estimated"
    assert fit.slope_oom_per_year_hc3_ci_low is None


def test_the_order_of_specifications_and_rows_changes_nothing(trend):
    years, values = trend
    samples = np.random.default_rng(0).random((20, 80)) < 0.4
    curve = fit_specifications(years, values, samples, ci_level=0.9)
    mixed = np.random.default_rng(1).permutation(80)
    other = fit_specifications(years[mixed], values[mixed], samples[::-1, mixed], ci_level=0.9)
    for fit, same in zip(curve.specifications, other.specifications[::-1], strict=True):
        np.testing.assert_allclose(
            [same.slope_oom_per_year, same.slope_oom_per_year_se],
            [fit.slope_oom_per_year, fit.slope_oom_per_year_se],
            rtol=1e-10,
        )


def test_a_wider_level_gives_intervals_around_the_narrower_ones(trend):
    samples = np.random.default_rng(0).random((20, 80)) < 0.4
    narrow, wide = (fit_specifications(*trend, samples, ci_level=c) for c in (0.9, 0.95))
    for inner, outer in zip(narrow.specifications, wide.specifications, strict=True):
        assert outer.slope_oom_per_year_ci_low < inner.slope_oom_per_year_ci_low
        assert outer.slope_oom_per_year_ci_high > inner.slope_oom_per_year_ci_high


def test_a_sample_of_dates_a_rounding_apart_has_no_slope():
    years = np.array([2010, 2012, 2014, 2020, 2020 + 3e-13, 2020 + 6e-13])
    values = np.array([1.0, 2.0, 2.5, 1.0, 2.0, 4.0])
    samples = [np.ones(6), [0, 0, 0, 1, 1, 1]]
    whole, close = fit_specifications(years, values, samples, ci_level=0.9).specifications
    assert whole.status == "estimated"
    assert (close.status, close.slope_oom_per_year) == ("not_estimable", None)
    assert close.status_reason == "the values leave the range of floating point"


def test_each_interval_covers_the_true_slope_as_often_as_it_says():
    rng = np.random.default_rng(5)
    # One specification for each simulated series of twelve.
    years = rng.uniform(2010, 2024, 24_000)
    values = 0.6 * years + rng.normal(size=24_000)
    samples = np.repeat(np.eye(2_000, dtype=bool), 12, axis=1)
    curve = fit_specifications(years, values, samples, ci_level=0.9)
    hits = [
        fit.slope_oom_per_year_ci_low <= 0.6 <= fit.slope_oom_per_year_ci_high
        for fit in curve.specifications
    ]
    assert 0.87 < np.mean(hits) < 0.93


def test_the_published_doubling_time_holds_for_every_boundary_of_the_era(snapshot_2022):
    # Sevilla et al. 2022 (A01, A02): 21.3 and 19.6 months for an era up to 2010 and 2012.
    boundaries = np.array([2010, 2012])
    year = snapshot_2022["year"].to_numpy()
    curve = fit_specifications(
        year,
        np.log10(snapshot_2022["training_compute_flop"]),
        year[None, :] < boundaries[:, None],
        ci_level=0.95,
    )
    assert curve.specifications[0].n_obs == 19
    ours = [doubling_months(fit.slope_oom_per_year) for fit in curve.specifications]
    np.testing.assert_allclose(ours, [21.3, 19.6], rtol=0.1)


def test_poor_samples_give_a_reason_and_leave_the_others_alone():
    years = [2010, 2010, 2011, 2012, 2013, 2014]
    values = [1, 2, 3, 4, np.nan, 6]
    samples = [
        [1, 1, 1, 1, 0, 1],
        [0, 0, 0, 0, 0, 0],
        [1, 1, 1, 0, 0, 0],
        [1, 0, 1, 1, 1, 0],
    ]
    curve = fit_specifications(years, values, samples, ci_level=0.9)
    assert [fit.status_reason for fit in curve.specifications] == [
        None,
        "0 observations, a line with an error needs 3",
        "2 distinct years, a line with an error needs 3",
        "1 of 4 observations are not finite numbers",
    ]
    assert curve.n_estimated == 1
    assert curve.specifications[3].slope_oom_per_year is None
    infinite = fit_specifications([np.inf, np.inf, 1], [1, 2, 3], [[1, 1, 1]], ci_level=0.9)
    assert infinite.specifications[0].status == "not_estimable"


def test_no_specification_is_an_empty_curve():
    curve = fit_specifications([1, 2, 3], [1, 2, 3], np.empty((0, 3)), ci_level=0.9)
    assert (curve.specifications, curve.n_estimated) == ((), 0)
    assert curve.slope_median_oom_per_year is None


@given(st.lists(st.tuples(st.floats(), st.floats(), st.booleans(), st.booleans()), max_size=8))
def test_no_data_raise_and_rows_hold_no_nan(rows):
    years, values, *samples = np.array(rows, dtype=float).reshape(-1, 4).T
    curve = fit_specifications(years, values, np.array(samples), ci_level=0.9)
    for fit in curve.specifications:
        assert all(np.isfinite(v) for v in fit.as_row().values() if isinstance(v, float))


def test_wrong_calls_raise():
    with pytest.raises(ValueError, match="ci_level must"):
        fit_specifications([1, 2, 3], [1, 2, 3], [[1, 1, 1]], ci_level=1)
    with pytest.raises(ValueError, match="samples must have shape"):
        fit_specifications([1, 2, 3], [1, 2, 3], [[1, 1]], ci_level=0.9)
