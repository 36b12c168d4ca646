"""What training costs, and what the next tenfold buys, is what the marts hold."""

import numpy as np
import pytest

NEWEST = "2026-08-19"


def one(marts, sql, *values):
    return marts.execute(sql, values).df().iloc[0]


@pytest.mark.parametrize("snapshot", ["2022-05-03", "2026-03-30", NEWEST])
@pytest.mark.parametrize(
    ("whose", "specification"),
    [("notable", "cost__from_2010"), ("frontier", "cottier_2024__amortised_cost")],
)
def test_the_cost_finding_is_the_marts_row(open_app, marts, snapshot, whose, specification):
    app = open_app(page="costs", snapshot=snapshot, trend_of=whose)
    assert not app.exception
    trend = one(
        marts,
        "select * from fct_growth_trends where specification = ? and snapshot_date = ?",
        specification,
        snapshot,
    )
    finding = app.subheader[0].value.replace("\N{NO-BREAK SPACE}", " ")
    if trend["status"] == "estimated":
        assert f"grows {trend['growth_factor_per_year']:.1f} times a year" in finding
        assert f"n = {trend['n_obs']}" in finding
    else:
        assert trend["status_reason"] in finding


@pytest.mark.parametrize("tenfold", ["dollars", "compute", "size"])
@pytest.mark.parametrize("snapshot", ["2026-03-30", NEWEST])
def test_the_next_tenfold_has_bounds_or_a_reason(open_app, marts, snapshot, tenfold):
    app = open_app(page="costs", snapshot=snapshot, tenfold=tenfold)
    assert not app.exception
    covariate = {"dollars": "training_cost_usd", "compute": "training_compute_flop"}.get(
        tenfold, "parameters"
    )
    bounds = one(
        marts,
        "select min(next_tenfold_gain_share_ci_low) as low, "
        "max(next_tenfold_gain_share_ci_high) as high from fct_performance_laws "
        "where covariate = ? and snapshot_date = ? "
        "and next_tenfold_gain_share_ci_high is not null",
        covariate,
        snapshot,
    )
    if np.isnan(bounds["low"]):
        assert "Nothing can be said" in app.info[0].value
    else:
        (answer,) = [text.value for text in app.markdown if "points of score" in text.value]
        assert f"{100 * bounds['low']:+.0f} and {100 * bounds['high']:+.0f}" in answer
