"""Gaps of size: against statsmodels, among themselves, on simulated and on published data."""

import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scalehouse.stats.parameter_gap import Gap, fit_parameter_gap

GAP = {
    "low_parameters": 20e9,
    "high_parameters": 70e9,
    "ends": "both",
    "support_low_parameters": 1e8,
    "support_high_parameters": 1e12,
    "n_bins": 3,
    "degree": 2,
}
OPTIONS = {"allow_dispersion": False, "ci_level": 0.90, "n_simulations": 400, "seed": 20240528}


def fit(parameters, gap=(), **options):
    return fit_parameter_gap(parameters, Gap(**GAP | dict(gap)), **OPTIONS | options)


@pytest.fixture(scope="module")
def sizes():
    return 10 ** np.random.default_rng(2).normal(9.8, 0.9, 300)


def test_the_expected_count_is_that_of_statsmodels(sizes):
    ours = fit(sizes)
    width = math.log10(70 / 20) / 3
    edges = math.log10(20e9) + width * np.arange(-12, 3 + 6 + 1)
    counts, _ = np.histogram(np.log10(sizes), edges)
    middle = (edges[1:] + edges[:-1]) / 2 - 10
    inside = (edges[:-1] > 10.3 - 1e-3) & (edges[1:] < 10.846)
    design = np.column_stack([np.ones(21), middle, middle**2])
    oracle = sm.GLM(counts[~inside], design[~inside], family=sm.families.Poisson()).fit(
        tol=1e-14
    )
    np.testing.assert_allclose(
        [ours.expected_in_gap, ours.dispersion],
        [oracle.predict(design[inside]).sum(), oracle.pearson_chi2 / oracle.df_resid],
        rtol=1e-9,
    )
    assert (ours.n_in_gap, ours.n_bins_outside) == (counts[inside].sum(), 18)
    assert ours.n_obs == counts.sum()


def test_a_log_normal_sample_is_expected_as_its_distribution_says():
    sizes = 10 ** np.random.default_rng(1).normal(9.8, 0.9, 200_000)
    ours = fit(
        sizes, {"support_low_parameters": 1e7, "support_high_parameters": 1e13, "n_bins": 9}
    )
    share = np.diff(stats.norm(9.8, 0.9).cdf(np.log10([20e9, 70e9])))[0]
    np.testing.assert_allclose(ours.expected_in_gap, 200_000 * share, rtol=0.01)
    np.testing.assert_allclose(ours.ratio, 1, atol=0.02)


@pytest.mark.parametrize(
    ("ends", "n_in_gap"), [("both", 3), ("lower", 2), ("upper", 2), ("neither", 1)]
)
def test_models_on_the_ends_go_where_the_rule_says(sizes, ends, n_in_gap):
    outside = sizes[(sizes < 20e9) | (sizes > 70e9)]
    ours = fit([*outside, 20e9, 40e9, 70e9], {"ends": ends})
    assert ours.n_in_gap == n_in_gap
    assert ours.n_obs == fit([*outside, 30e9, 40e9, 50e9]).n_obs


def test_an_emptied_gap_is_found_and_a_full_one_is_not(sizes):
    in_gap = (sizes >= 20e9) & (sizes <= 70e9)
    empty = fit(sizes[~in_gap])
    assert (empty.n_in_gap, empty.ratio, empty.ratio_ci_low > 0) == (0, 0, True)
    assert empty.p_value_fewer < 0.01
    assert empty.ratio_ci_high < 0.1
    crowded = fit([*sizes, *np.full(100, 40e9)])
    assert crowded.p_value_fewer > 0.99
    assert crowded.p_value_two_sided < 0.01
    # The gap's own models do not enter the reference.
    assert empty.expected_in_gap == fit(sizes).expected_in_gap == crowded.expected_in_gap


def test_unit_and_order_of_sizes_change_nothing(sizes):
    ours = fit(sizes)
    assert fit(sizes[::-1]) == ours
    thousands = {name: GAP[name] / 1_000 for name in GAP if name.endswith("_parameters")}
    np.testing.assert_allclose(
        fit(sizes / 1_000, thousands).expected_in_gap, ours.expected_in_gap, rtol=1e-9
    )


def test_seed_and_level_decide_as_documented(sizes):
    ours = fit(sizes)
    assert fit(sizes) == ours
    assert fit(sizes, seed=1) != ours
    wide = fit(sizes, ci_level=0.95)
    for name in ("expected_in_gap", "ratio"):
        assert getattr(wide, f"{name}_ci_low") < getattr(ours, f"{name}_ci_low")
        assert getattr(wide, f"{name}_ci_high") > getattr(ours, f"{name}_ci_high")


def test_dispersed_counts_make_the_evidence_weaker():
    # Families of ten models of one size: counts spread ten times as much as Poisson ones.
    sizes = np.repeat(10 ** np.random.default_rng(4).normal(9.8, 0.9, 25), 10)
    sizes = np.append(sizes[(sizes < 20e9) | (sizes > 70e9)], np.full(20, 40e9))
    poisson, dispersed = (fit(sizes, allow_dispersion=allow) for allow in (False, True))
    assert poisson.dispersion > 4
    assert dispersed.p_value_fewer > poisson.p_value_fewer
    assert dispersed.ratio_ci_high > poisson.ratio_ci_high


def test_samples_without_a_gap_are_rejected_as_often_as_the_level_says(draws):
    rng = np.random.default_rng(3)
    fits = [
        fit(10 ** rng.normal(9.8, 0.9, 150), n_simulations=199, seed=run)
        for run in range(draws(400))
    ]
    for name in ("p_value_fewer", "p_value_two_sided"):
        kept = np.mean([getattr(one, name) > 0.10 for one in fits])
        assert draws.allow(kept), name
    covered = [one.ratio_ci_low <= 1 <= one.ratio_ci_high for one in fits]
    assert draws.allow(np.mean(covered))


def test_the_published_gap_of_2022_is_reproduced(published_records):
    # Villalobos et al. 2022 (B04): few models of 20 to 70 billion parameters since 2020, said
    # to be significant. Chinchilla is the one on the upper end.
    records = published_records("2022-05-03", "parameters")
    date = pd.to_datetime(records["publication_date"], format="%d/%m/%Y", errors="coerce")
    parameters = records.loc[(date >= "2020") & (records["parameters"] > 0), "parameters"]
    for degree in (1, 2, 3):
        ours = fit(parameters, {"degree": degree}, allow_dispersion=True)
        assert ours.n_in_gap <= 2
        assert ours.expected_in_gap > 8
        assert ours.p_value_fewer < 0.05
        assert ours.ratio_ci_high < 1


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ([], "0 observations, a reference outside the gap needs 4"),
        ([1e9, 0, 2e9], "1 of 3 sizes are not positive finite numbers"),
        ([1e9, math.nan, math.inf], "2 of 3 sizes are not positive finite numbers"),
        ([30e9] * 50, "0 observations, a reference outside the gap needs 4"),
        ([1e9] * 50, "too few sizes outside the gap for a reference of this degree"),
    ],
)
def test_poor_data_give_a_reason_and_nulls(parameters, reason):
    ours = fit(parameters)
    assert (ours.status, ours.status_reason) == ("not_estimable", reason)
    assert ours.expected_in_gap is None


@given(st.lists(st.floats() | st.floats(1e7, 1e13), max_size=30), st.integers(1, 4))
def test_no_data_raise_and_rows_hold_no_nan(parameters, degree):
    row = fit(parameters, {"degree": degree}, n_simulations=10, allow_dispersion=True).as_row()
    assert all(math.isfinite(v) for v in row.values() if isinstance(v, float))


@pytest.mark.parametrize(
    "wrong",
    [
        {"low_parameters": 80e9},
        {"support_low_parameters": 0},
        {"support_high_parameters": math.nan},
        {"ends": "open"},
        {"n_bins": 0},
        {"degree": 0},
    ],
)
def test_wrong_gaps_raise(wrong):
    with pytest.raises(ValueError, match="must"):
        Gap(**GAP | wrong)


def test_wrong_calls_raise():
    for wrong in ({"ci_level": 1.5}, {"n_simulations": 0}):
        with pytest.raises(ValueError, match="must"):
            fit([1e9], **wrong)
