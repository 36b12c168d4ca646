"""How good past forecasts were. One row per forecast, snapshot, origin and horizon."""

import numpy as np
import pyarrow as pa

from scalehouse.stats.forecast import Score, backtest_growth

ORIGIN = ["forecast_specification", "snapshot_date", "origin_date", "origin_kind"]
RESULT = ["n_obs", "status", "status_reason", "n_scored"]
METHODS = {"trend": "", "naive": "benchmark_"}
SCORES = {
    "pinball_loss_oom": "pinball_loss_oom",
    "scored_coverage_share": "coverage_share",
    "mean_error_oom": "mean_error_oom",
}


def model(dbt, session):
    """Refit each snapshot at each origin and score on what the newest snapshot holds."""
    specifications = dbt.ref("int_forecasts__specifications").to_arrow_table().to_pylist()
    origins = dbt.ref("int_forecasts__origins").order(
        "forecast_specification, snapshot_date, origin_date"
    )
    samples = {}
    for sample in dbt.ref("int_forecasts__samples").to_arrow_table().to_pylist():
        name = sample["forecast_specification"]
        values = np.array([sample["member_years"], sample["metric_oom"]])
        samples[name, sample["snapshot_date"]] = values
        if sample["is_newest"]:
            samples[name, "newest"] = values
    return pa.Table.from_pylist(
        [
            row
            for origin in origins.to_arrow_table().to_pylist()
            for specification in specifications
            if specification["forecast_specification"] == origin["forecast_specification"]
            for row in score(origin, specification, samples)
        ]
    )


def score(origin, specification, samples):
    """Score one refit, for the trend and for what it has to beat."""
    fit = backtest(origin, specification, samples).as_row()
    return [
        {name: origin[name] for name in ORIGIN}
        | {
            "horizon_years": specification["horizon_years"],
            "method_name": method,
            "nominal_coverage_share": fit["nominal_coverage_share"],
            "skill": fit["skill"] if method == "trend" else None,
        }
        | {column: fit[column] for column in RESULT}
        | {column: fit[part + field] for column, field in SCORES.items()}
        for method, part in METHODS.items()
    ]


def backtest(origin, specification, samples):
    """Fit what a snapshot knew by the origin, score what the newest knows since."""
    name, year = origin["forecast_specification"], origin["origin_year"]
    horizon = specification["horizon_years"]
    known, newest = samples.get((name, origin["snapshot_date"])), samples[name, "newest"]
    if known is None:
        return unscored("no model meets the specification")
    known = known[:, known[0] <= year]
    if year + horizon > origin["newest_year"]:
        return unscored("the horizon ends after the newest snapshot", known.shape[1])
    later = newest[:, (newest[0] > year) & (newest[0] <= year + horizon)]
    years, values = np.concatenate([known, later], axis=1)
    return backtest_growth(
        years,
        values,
        origin_years=[year],
        horizon_years=horizon,
        quantile_levels=specification["quantile_levels"],
        benchmark=specification["benchmark"],
        min_points=specification["min_points"],
    ).origins[0]


def unscored(reason, n_obs=0):
    """Say why a forecast has no score."""
    return Score(n_obs=n_obs, status="not_estimable", status_reason=reason)
