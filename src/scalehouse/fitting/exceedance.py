"""Rows of one forecast: how likely each threshold falls by the end of each year."""

from collections.abc import Mapping, Sequence
from typing import Any

from scalehouse.fitting import why_too_few
from scalehouse.stats.forecast import Forecast, Method, forecast_growth

# The benchmark of many models a year has no growth: it says nothing of thresholds ahead.
METHODS: dict[str, dict[str, Method]] = {
    "last_values": {"trend": "trend"},
    "random_walk": {"trend": "trend", "naive": "random_walk"},
}
# The types of the rows that `exceedance_rows` returns.
ROW = {
    "calendar_year": int,
    "threshold_oom": float,
    "method_name": str,
    "n_obs": int,
    "status": str,
    "status_reason": str,
    "forecast_oom": float,
    "forecast_oom_ci_low": float,
    "forecast_oom_ci_high": float,
    "exceedance_probability": float,
}


def exceedance_rows(
    sample: Mapping[str, Any], asked: Sequence[Mapping[str, Any]]
) -> list[dict[str, object]]:
    """Return the probabilities of one snapshot, by each method that the forecast has.

    Args:
        sample: Years and log10 values of the forecast's members, as lists.
        asked: Each threshold and year with the forecast's benchmark, quantile levels and
            fewest members; empty gives no rows.
    """
    if not asked:
        return []
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
        for name, method in METHODS[asked[0]["benchmark"]].items()
        for year, fit in zip(
            years, _forecasts(sample, years, thresholds, method, asked[0]), strict=True
        )
        for position, threshold in enumerate(thresholds)
    ]


def _forecasts(
    sample: Mapping[str, Any],
    years: Sequence[int],
    thresholds: Sequence[float],
    method: Method,
    specification: Mapping[str, Any],
) -> tuple[Forecast, ...]:
    """Forecast the ends of the years, unless there are fewer models than required."""
    n_obs = len(sample["member_years"])
    if reason := why_too_few(n_obs, specification["min_points"]):
        return tuple(
            Forecast(
                n_obs=n_obs, status="not_estimable", status_reason=reason, target_year=year + 1
            )
            for year in years
        )
    return forecast_growth(
        sample["member_years"],
        sample["metric_oom"],
        target_years=[year + 1 for year in years],
        quantile_levels=specification["quantile_levels"],
        log10_thresholds=thresholds,
        method=method,
    )
