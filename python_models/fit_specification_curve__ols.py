"""The growth rate under every combination of choices. One row per snapshot and combination."""

import numpy as np
import pyarrow as pa

from scalehouse.fitting import why_too_few
from scalehouse.stats.quantile_trend import fit_quantile_trend
from scalehouse.stats.specification_curve import fit_specifications
from scalehouse.stats.theil_sen import fit_theil_sen

DIMENSIONS = {
    "start_option": "start",
    "outlier_option": "outliers",
    "population_option": "population",
    "task_domain_option": "task_domain",
    "model_option": "model_rule",
}
RESULT = ["n_obs", "status", "status_reason", "slope_oom_per_year"]
BOUNDS = ["slope_oom_per_year_ci_low", "slope_oom_per_year_ci_high"]
HC3_BOUNDS = ["slope_oom_per_year_hc3_ci_low", "slope_oom_per_year_hc3_ci_high"]


def model(dbt, session):
    """Fit all combinations, each distinct sample of a snapshot once for each estimator."""
    combinations = dbt.ref("int_robustness__combinations").order(
        f"metric, {', '.join(DIMENSIONS)}, estimator"
    )
    members = dbt.ref("int_robustness__choice_members").order(
        "snapshot_date, metric, publication_year, ai_model_id"
    )
    chosen = dict(list(combinations.df().groupby("metric")))
    return pa.Table.from_pylist(
        [
            {"snapshot_date": snapshot_date, "metric": metric} | row
            for (snapshot_date, metric), rows in members.df().groupby(
                ["snapshot_date", "metric"]
            )
            for row in fit_combinations(rows, chosen[metric])
        ]
    )


def fit_combinations(rows, combinations):
    """Fit the combinations of one metric to one snapshot."""
    years, values = rows["publication_year"].to_numpy(), rows["metric_oom"].to_numpy()
    chosen_by = [set(choices) for choices in rows["choices"]]
    kept = np.ones((len(combinations), len(rows)), dtype=bool)
    for column, dimension in DIMENSIONS.items():
        for option, positions in combinations.groupby(column).indices.items():
            kept[positions] &= [f"{dimension}/{option}" in choices for choices in chosen_by]
    samples, numbers = np.unique(kept, axis=0, return_inverse=True)
    ci_level, min_obs = combinations["ci_level"].iloc[0], combinations["min_obs"].iloc[0]
    curve = fit_specifications(years, values, samples, ci_level=ci_level)
    fits = {"ols": [rename(fit, HC3_BOUNDS) for fit in curve.specifications]}
    fits["theil_sen"] = [
        rename(fit_theil_sen(years[sample], values[sample], ci_level=ci_level))
        for sample in samples
    ]
    fits["median"] = [
        rename(
            fit_quantile_trend(years[sample], values[sample], quantile=0.5, ci_level=ci_level)
        )
        for sample in samples
    ]
    return [
        {column: combination[column] for column in [*DIMENSIONS, "estimator"]}
        | {"sample_number": number}
        | enough(fits[combination["estimator"]][number], min_obs)
        for combination, number in zip(
            combinations.to_dict("records"), numbers.tolist(), strict=True
        )
    ]


def rename(fit, bounds=BOUNDS):
    """Keep what all estimators have in common, the bounds under one name."""
    row = fit.as_row()
    return {name: row[name] for name in RESULT} | {
        name: row[bound] for name, bound in zip(BOUNDS, bounds, strict=True)
    }


def enough(row, min_obs):
    """Leave a row as it is, unless it has fewer models than the headline asks for."""
    reason = why_too_few(row["n_obs"], min_obs)
    if not reason:
        return row
    nothing = dict.fromkeys([*BOUNDS, "slope_oom_per_year"])
    return row | nothing | {"status": "not_estimable", "status_reason": reason}
