"""Estimate noise: against a draw for each value, closed forms, coverage, published data."""

import numpy as np
import pytest

from scalehouse.stats.label_noise import fit_noisy_growth, noise_sd
from scalehouse.stats.log_linear import doubling_months

DRAWS = {"ci_level": 0.9, "n_resamples": 4_000, "seed": 11}


@pytest.fixture(scope="module")
def trend():
    rng = np.random.default_rng(7)
    years = rng.uniform(2010, 2024, 60)
    sd = rng.choice([0.3, 0.6, 0.9], 60)
    return years, 14 + 0.6 * (years - 2010) + rng.normal(size=60), sd


def test_one_draw_a_resample_does_what_a_draw_for_each_value_does(trend):
    years, values, sd = trend
    fit = fit_noisy_growth(*trend, **DRAWS)
    rng = np.random.default_rng(3)
    slopes = []
    for _ in range(DRAWS["n_resamples"]):
        rows = rng.integers(0, 60, 60)
        noisy = values + sd * rng.normal(size=60)
        slopes.append(np.polyfit(years[rows] - 2017, noisy[rows], 1)[0])
    np.testing.assert_allclose(
        [fit.slope_oom_per_year_noise_ci_low, fit.slope_oom_per_year_noise_ci_high],
        np.quantile(slopes, [0.05, 0.95]),
        rtol=0.02,
    )


def test_the_error_of_the_labels_alone_is_that_of_simulated_values(trend):
    years, values, sd = trend
    rng = np.random.default_rng(3)
    noisy = values[:, None] + sd[:, None] * rng.normal(size=(60, 20_000))
    simulated = np.polyfit(years - 2017, noisy, 1)[0].std()
    fit = fit_noisy_growth(*trend, **DRAWS)
    np.testing.assert_allclose(fit.slope_oom_per_year_noise_se, simulated, rtol=0.02)


def test_values_without_error_leave_the_interval_as_it_is(trend):
    years, values, _ = trend
    fit = fit_noisy_growth(years, values, np.zeros(60), **DRAWS)
    assert fit.slope_oom_per_year_noise_ci_low == fit.slope_oom_per_year_ci_low
    assert fit.slope_oom_per_year_noise_ci_high == fit.slope_oom_per_year_ci_high
    assert fit.slope_oom_per_year_noise_se == 0


def test_errors_widen_the_interval_and_keep_the_slope(trend):
    years, values, sd = trend
    little, much = (fit_noisy_growth(years, values, k * sd, **DRAWS) for k in (1, 3))
    assert little.slope_oom_per_year == much.slope_oom_per_year
    assert much.slope_oom_per_year_noise_ci_low < little.slope_oom_per_year_noise_ci_low
    assert little.slope_oom_per_year_noise_ci_low < little.slope_oom_per_year_ci_low
    assert much.slope_oom_per_year_noise_ci_high > little.slope_oom_per_year_ci_high


def test_the_order_of_rows_changes_nothing(trend):
    mixed = np.random.default_rng(1).permutation(60)
    assert fit_noisy_growth(*trend, **DRAWS) == fit_noisy_growth(
        *(column[mixed] for column in trend), **DRAWS
    )


def test_the_interval_with_noise_covers_at_least_as_often_as_it_says(draws):
    # The scatter holds the errors already; adding them again errs on the wide side.
    rng = np.random.default_rng(5)
    plain, noisy = [], []
    for seed in range(draws(400)):
        years, sd = rng.uniform(2010, 2024, 60), rng.choice([0.3, 0.9], 60)
        values = 0.6 * years + rng.normal(size=60) + sd * rng.normal(size=60)
        fit = fit_noisy_growth(years, values, sd, ci_level=0.9, n_resamples=400, seed=seed)
        plain.append(fit.slope_oom_per_year_ci_low <= 0.6 <= fit.slope_oom_per_year_ci_high)
        noisy.append(
            fit.slope_oom_per_year_noise_ci_low <= 0.6 <= fit.slope_oom_per_year_noise_ci_high
        )
    assert draws.allow(np.mean(plain))
    assert 0.9 < np.mean(noisy) < 0.99


def test_the_published_interval_of_the_deep_learning_era_is_met(snapshot_2022):
    # Sevilla et al. 2022 (A04): 5.0 to 6.2 months, each value within a factor of 2.
    era = snapshot_2022[snapshot_2022["year"].between(2010, 2022.12)]
    compute = np.log10(era["training_compute_flop"])
    fit = fit_noisy_growth(
        era["year"],
        compute,
        np.full(len(era), noise_sd(2, 0.9999)),
        ci_level=0.95,
        n_resamples=4_000,
        seed=1,
    )
    ours = [
        doubling_months(fit.slope_oom_per_year_noise_ci_high),
        doubling_months(fit.slope_oom_per_year_noise_ci_low),
    ]
    np.testing.assert_allclose(ours, [5.0, 6.2], rtol=0.1)


def test_a_factor_of_three_with_ninety_percent_is_three_tenths_of_a_magnitude():
    np.testing.assert_allclose(noise_sd(3, 0.9), 0.4771 / 1.6449, rtol=1e-4)
    assert noise_sd(1, 0.9) == 0


def test_poor_samples_give_a_reason():
    fit = fit_noisy_growth([2010, 2011], [1, 2], [0, 0], **DRAWS)
    assert fit.status_reason == "2 observations, a line with an error needs 3"
    broken = fit_noisy_growth([2010, 2011, 2012], [1, 2, 3], [0, np.nan, 0], **DRAWS)
    assert broken.status_reason == "1 of 3 observations are not finite numbers"


def test_wrong_calls_raise():
    with pytest.raises(ValueError, match="noise_sd_oom must"):
        fit_noisy_growth([1, 2, 3], [1, 2, 3], [0, -1, 0], **DRAWS)
    with pytest.raises(ValueError, match="n_resamples must"):
        fit_noisy_growth([1, 2, 3], [1, 2, 3], [0, 0, 0], ci_level=0.9, n_resamples=0, seed=1)
    with pytest.raises(ValueError, match="factor must"):
        noise_sd(0.5, 0.9)
