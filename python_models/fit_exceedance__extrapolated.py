"""How likely thresholds fall. One row per forecast, snapshot, threshold, year and method."""

import pyarrow as pa

from scalehouse.stats.forecast import Forecast, forecast_growth

KEY = ["forecast_specification", "snapshot_date"]
# The benchmark of many models a year has no growth: it says nothing of thresholds ahead.
METHODS = {
    "last_values": {"trend": "trend"},
    "random_walk": {"trend": "trend", "naive": "random_walk"},
}


def model(dbt, session):
    """Forecast every year's end from every snapshot."""
    thresholds = dbt.ref("int_forecasts__thresholds").to_arrow_table().to_pylist()
    samples = dbt.ref("int_forecasts__samples").order(", ".join(KEY)).to_arrow_table()
    return pa.Table.from_pylist(
        [
            {name: sample[name] for name in KEY} | row
            for sample in samples.to_pylist()
            for row in exceed(
                sample,
                [
                    threshold
                    for threshold in thresholds
                    if threshold["forecast_specification"] == sample["forecast_specification"]
                ],
            )
        ]
    )


def exceed(sample, asked):
    """Give the probabilities of one snapshot, by each method that the forecast has."""
    years = sorted({threshold["calendar_year"] for threshold in asked})
    thresholds = sorted({threshold["threshold_oom"] for threshold in asked})
    return [
        {
            "calendar_year": year,
            "threshold_oom": threshold,
            "method_name": name,
            "n_obs": fit.n_obs,
            "status": fit.status,
            "status_reason": fit.status_reason,
            "forecast_oom": fit.mean_oom,
            "forecast_oom_ci_low": fit.quantile_oom[0] if fit.quantile_oom else None,
            "forecast_oom_ci_high": fit.quantile_oom[-1] if fit.quantile_oom else None,
            "exceedance_probability": fit.exceedance_probability[position]
            if fit.exceedance_probability
            else None,
        }
        for name, method in (METHODS[asked[0]["benchmark"]] if asked else {}).items()
        for year, fit in zip(
            years, forecast(sample, years, thresholds, method, asked[0]), strict=True
        )
        for position, threshold in enumerate(thresholds)
    ]


def forecast(sample, years, thresholds, method, specification):
    """Forecast the ends of the years, unless there are fewer models than asked for."""
    n_obs = len(sample["member_years"])
    if n_obs < specification["min_points"]:
        reason = f"{n_obs} models, the forecast asks for {specification['min_points']}"
        return [
            Forecast(
                n_obs=n_obs, status="not_estimable", status_reason=reason, target_year=year + 1
            )
            for year in years
        ]
    return forecast_growth(
        sample["member_years"],
        sample["metric_oom"],
        target_years=[year + 1 for year in years],
        quantile_levels=specification["quantile_levels"],
        log10_thresholds=thresholds,
        method=method,
    )
