"""What the fits' rows say where there is too little to fit, and which samples they share."""

import numpy as np
import pandas as pd
import pytest

from scalehouse.fitting import Sample
from scalehouse.fitting.backtests import score_rows
from scalehouse.fitting.bounds import bounds_row
from scalehouse.fitting.combinations import combination_rows
from scalehouse.fitting.exceedance import exceedance_rows
from scalehouse.fitting.gains import gain_row

CASE = {
    "baseline_oom": [22, 23, 24],
    "baseline_logits": [-3.0, -2.2, -1.5],
    "n_obs": 3,
    "n_sizes": 3,
    "min_sizes": 3,
    "training_compute_oom": 23,
    "enhanced_score_logit": -1.8,
    "baseline_score_logit": -2.2,
    "ci_level": 0.9,
}


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ({"n_obs": 2, "n_sizes": 5}, "compute is known for 2 of 5 baseline models"),
        ({"training_compute_oom": None}, "compute of the enhanced model is not known"),
        ({"enhanced_score_logit": None}, "all or no answers are right"),
    ],
)
def test_a_case_that_lacks_something_says_what(missing, reason):
    row = gain_row(CASE | missing)
    assert row["status"] == "not_estimable"
    assert reason in row["status_reason"]
    assert row["gain_oom"] is row["anchored_gain_oom"] is None


def test_only_a_model_with_a_score_of_its_own_is_anchored():
    slope = gain_row(CASE)["slope_per_oom"]
    assert gain_row(CASE)["anchored_gain_oom"] == pytest.approx(0.4 / slope, rel=1e-12)
    assert gain_row(CASE | {"baseline_score_logit": None})["anchored_gain_oom"] is None
    assert gain_row(CASE | {"baseline_score_logit": None})["gain_oom"] is not None


FORECAST = {
    "horizon_years": 2,
    "quantile_levels": [0.05, 0.5, 0.95],
    "benchmark": "random_walk",
    "min_points": 5,
    "newest_year": 2026,
}


def test_a_refit_is_scored_on_what_came_within_its_horizon_alone():
    newest = np.array([np.arange(2010, 2026), 0.5 * np.arange(2010, 2026) + np.arange(16) % 3])
    trend, naive = score_rows(newest[:, :8], newest, 2017, FORECAST)
    assert (trend["method_name"], naive["method_name"]) == ("trend", "naive")
    assert (trend["n_obs"], trend["n_scored"]) == (8, 2)
    assert naive["skill"] is None


def test_a_horizon_beyond_the_newest_snapshot_has_no_score():
    newest = np.array([np.arange(2010, 2026), np.arange(16)], dtype=float)
    for row in score_rows(newest, newest, 2025, FORECAST):
        assert row["status_reason"] == "the horizon ends after the newest snapshot"
    for row in score_rows(None, newest, 2017, FORECAST):
        assert row["status_reason"] == "no model meets the specification"


def test_every_year_and_threshold_has_a_row_with_or_without_an_estimate():
    asked = [
        FORECAST | {"calendar_year": year, "threshold_oom": threshold}
        for year in (2026, 2027)
        for threshold in (26, 27)
    ]
    sample = {"member_years": [2020, 2021, 2022], "metric_oom": [23, 24, 25]}
    rows = exceedance_rows(sample, asked)
    assert len(rows) == 8
    assert {row["status_reason"] for row in rows} == {"3 models, the specification asks for 5"}
    assert exceedance_rows(sample, []) == []


QUESTION = {"ci_level": 0.9, "delta_oom": np.nan, "limits_basis": "observed_range"}


def test_missing_values_lie_in_the_observed_range_or_near_the_trend():
    members = Sample(
        {
            "publication_year": np.array([2010, 2012, 2014, 2016]),
            "metric_oom": np.array([1.0, 2.0, np.nan, 4.0]),
        }
    )
    worst = bounds_row(members, QUESTION | {"kind": "slope"})
    # by hand: years 2013 -3, -1, 1, 3; the missing one at 2014 is 1 or 4
    assert worst["estimate_bound_low"] == pytest.approx((-3 - 2 + 1 + 12) / 20)
    assert worst["estimate_bound_high"] == pytest.approx((-3 - 2 + 4 + 12) / 20)
    near = QUESTION | {"limits_basis": "expected", "limits_half_width_oom": 1.0}
    narrow = bounds_row(members, near | {"kind": "slope"})
    # the trend is half a magnitude a year, so 3 in 2014, give or take 1
    assert narrow["estimate_bound_low"] == pytest.approx((-3 - 2 + 2 + 12) / 20)
    assert narrow["estimate_bound_high"] == pytest.approx((-3 - 2 + 4 + 12) / 20)


def test_a_share_has_no_tipping_point_and_counts_the_unknown():
    members = Sample({"is_over_threshold": np.array([True, False, None, None])})
    row = bounds_row(members, QUESTION | {"kind": "share"})
    assert (row["estimate"], row["estimate_bound_low"], row["estimate_bound_high"]) == (
        0.5,
        0.25,
        0.75,
    )
    assert row["tipping_delta_oom"] is None


def test_combinations_of_the_same_models_share_a_sample():
    options = {
        "start_option": "from_2010",
        "outlier_option": "kept",
        "task_domain_option": "any",
        "model_option": "any",
        "date_basis_option": "publication",
        "estimator": "ols",
        "ci_level": 0.9,
        "min_obs": 4,
    }
    choices = [
        *("start/from_2010", "outliers/kept", "task_domain/any", "model_rule/any"),
        *("date_basis/publication", "date_basis/training_start"),
    ]
    others = [*choices, "population/all"]
    members = Sample(
        {
            "publication_year": np.array([2010.0, 2011, 2012, 2013, 2014]),
            "training_start_year": np.array([2009.0, 2009.5, 2010, 2010.5, 2011]),
            "metric_oom": np.array([1.0, 2, 3, 4, 6]),
            "choices": np.array(
                [[*others, "population/notable"]] * 3 + [others] * 2, dtype=object
            ),
        }
    )
    combinations = pd.DataFrame(
        [
            options | {"population_option": "all", "combination_rank": 2},
            options | {"population_option": "notable", "combination_rank": 3},
            options | {"population_option": "all", "estimator": "theil_sen"},
            options | {"population_option": "all", "date_basis_option": "training_start"},
            options | {"population_option": "all", "combination_rank": 4},
        ]
    ).fillna({"combination_rank": 1})
    everyone, notable, robust, again, started = combination_rows(members, combinations)
    assert [row["is_repeated"] for row in (everyone, notable, robust, again, started)] == [
        *(False, False, False, True, False)
    ]
    assert again["sample_number"] == everyone["sample_number"]
    assert everyone["sample_number"] == robust["sample_number"] != notable["sample_number"]
    assert everyone["slope_oom_per_year"] == pytest.approx(1.2)
    assert robust["slope_oom_per_year"] == pytest.approx(1.0)
    # the same models on another axis are another sample
    assert started["sample_number"] not in {everyone["sample_number"], notable["sample_number"]}
    assert started["slope_oom_per_year"] == pytest.approx(2.4)
    assert notable["status_reason"] == "3 models, the specification asks for 4"
    assert notable["slope_oom_per_year"] is None
