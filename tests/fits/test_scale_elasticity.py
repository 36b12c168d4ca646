"""Elasticities: against statsmodels, among themselves and on simulated data."""

import math
from dataclasses import astuple

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.outliers_influence import variance_inflation_factor

from scalehouse.stats.scale_elasticity import fit_elasticity


@pytest.fixture(scope="module")
def costs():
    rng = np.random.default_rng(5)
    years = np.sort(rng.uniform(2012, 2024, 80))
    log10_flop = 17 + 0.6 * (years - 2012) + rng.normal(0, 1, 80)
    log10_cost = -17 - 0.1 * (log10_flop - 20) - 0.12 * (years - 2018)
    return log10_flop, log10_cost + rng.normal(size=80) * (0.1 + 0.02 * log10_flop), years


def by_term(fit):
    return {coefficient.term: coefficient for coefficient in fit.coefficients}


@pytest.mark.parametrize("with_year", [False, True])
@pytest.mark.parametrize("with_curvature", [False, True])
def test_coefficients_and_errors_are_those_of_statsmodels(costs, with_year, with_curvature):
    x, y, years = costs
    fit = fit_elasticity(
        x,
        y,
        years=years if with_year else None,
        with_curvature=with_curvature,
        ci_level=0.9,
    )
    parts = [x - x.mean()]
    parts += [years - years.mean()] if with_year else []
    parts += [(x - x.mean()) ** 2] if with_curvature else []
    design = sm.add_constant(np.column_stack(parts))
    oracle = sm.OLS(y, design).fit()
    robust = oracle.get_robustcov_results("HC3", use_t=True)
    ours = np.array(
        [(c.estimate, c.se, c.hc3_se, c.ci_low, c.ci_high, c.p_value) for c in fit.coefficients]
    )
    theirs = np.column_stack(
        [oracle.params, oracle.bse, robust.bse, robust.conf_int(alpha=0.1), robust.pvalues]
    )
    np.testing.assert_allclose(ours, theirs, rtol=1e-10)
    np.testing.assert_allclose(fit.r_squared, oracle.rsquared, rtol=1e-10)
    np.testing.assert_allclose(
        [c.vif for c in fit.coefficients[1:]],
        [variance_inflation_factor(design, i) for i in range(1, design.shape[1])],
        rtol=1e-10,
    )


def test_units_change_neither_elasticity_nor_its_interval(costs):
    x, y, years = costs
    fit, other = (
        by_term(fit_elasticity(x + shift, y - 2 * shift, years=years, ci_level=0.9))
        for shift in (0, 3)
    )
    for term in ("elasticity", "slope_oom_per_year"):
        np.testing.assert_allclose(
            astuple(other[term])[1:], astuple(fit[term])[1:], rtol=1e-9, err_msg=term
        )


def test_a_wider_level_gives_an_interval_around_the_narrower_one(costs):
    x, y, _ = costs
    narrow, wide = (fit_elasticity(x, y, ci_level=level) for level in (0.9, 0.95))
    for inner, outer in zip(narrow.coefficients, wide.coefficients, strict=True):
        assert outer.ci_low < inner.ci_low < inner.estimate < inner.ci_high < outer.ci_high


def test_rows_are_one_for_each_coefficient_with_the_fit_beside_it(costs):
    x, y, years = costs
    rows = fit_elasticity(x, y, years=years, ci_level=0.9).as_rows()
    assert [row["term"] for row in rows] == ["level", "elasticity", "slope_oom_per_year"]
    assert {row["n_obs"] for row in rows} == {80}


def test_scale_that_follows_the_date_is_flagged_and_still_estimated():
    rng = np.random.default_rng(2)
    years = np.linspace(2012, 2024, 50)
    scale = 17 + 0.6 * (years - 2012) + rng.normal(0, 0.1, 50)
    fit = fit_elasticity(scale, rng.normal(size=50), years=years, ci_level=0.9)
    assert fit.status == "estimated"
    assert fit.collinearity_reason == (
        "variance inflation above 10: elasticity, slope_oom_per_year"
    )


def test_scale_that_is_the_date_is_not_estimable():
    years = np.linspace(2012, 2024, 50)
    fit = fit_elasticity(0.6 * years - 1_000, np.sin(years), years=years, ci_level=0.9)
    assert fit.status == "not_estimable"
    assert fit.status_reason.startswith("the data do not tell the coefficients apart")
    assert [c.estimate for c in fit.coefficients] == [None] * 3


def test_a_coefficient_of_one_observation_has_no_hc3_interval():
    fit = fit_elasticity([1, 1, 1, 2], [1, 2, 3, 4], ci_level=0.9)
    elasticity = by_term(fit)["elasticity"]
    np.testing.assert_allclose(elasticity.estimate, 2, rtol=1e-12)
    assert elasticity.se > 0
    assert (elasticity.hc3_se, elasticity.ci_low, elasticity.p_value) == (None, None, None)


def test_the_interval_covers_the_true_elasticity_as_often_as_it_says():
    rng = np.random.default_rng(3)
    hits = []
    for _ in range(2_000):
        x = rng.normal(22, 1.5, 40)
        t = 2018 + rng.normal(0, 2, 40) + (x - 22)
        spread = 0.2 + 0.2 * np.abs(x - 22)
        y = -0.3 * x - 0.1 * t + rng.normal(size=40) * spread
        elasticity = fit_elasticity(x, y, years=t, ci_level=0.9).coefficients[1]
        hits.append(elasticity.ci_low <= -0.3 <= elasticity.ci_high)
    assert 0.87 < np.mean(hits) < 0.93


def test_the_published_growth_of_training_compute_is_the_slope_of_date_alone(snapshot_2022):
    # Sevilla et al. 2022, Table 3 (A01): 0.2 OOM a year before 2010; date in place of scale.
    before = snapshot_2022[snapshot_2022["year"] < 2010]
    fit = fit_elasticity(
        before["year"], np.log10(before["training_compute_flop"]), ci_level=0.95
    )
    np.testing.assert_allclose(by_term(fit)["elasticity"].estimate, 0.17, atol=0.005)


@given(
    st.lists(st.tuples(st.floats(), st.floats(), st.floats()), max_size=8),
    st.booleans(),
    st.booleans(),
)
def test_no_data_raise_and_rows_hold_no_nan(triples, with_year, with_curvature):
    x, y, t = np.array(triples).reshape(-1, 3).T
    fit = fit_elasticity(
        x, y, years=t if with_year else None, with_curvature=with_curvature, ci_level=0.9
    )
    assert len(fit.coefficients) == 2 + with_year + with_curvature
    for row in fit.as_rows():
        assert all(math.isfinite(v) for v in row.values() if isinstance(v, float))


def test_wrong_calls_raise():
    with pytest.raises(ValueError, match="ci_level must lie strictly between 0 and 1"):
        fit_elasticity([1, 2, 3], [1, 2, 3], ci_level=95)
    with pytest.raises(ValueError, match="lengths differ: log10_x 3, log10_y 3, years 2"):
        fit_elasticity([1, 2, 3], [1, 2, 3], years=[1, 2], ci_level=0.95)
