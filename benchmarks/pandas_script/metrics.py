"""Summarise every metric by snapshot, population, year and group."""

import pandas as pd

METRICS = [
    *("training_compute_flop", "parameters", "dataset_size", "dataset_size_tokens"),
    *("training_time_hours", "hardware_quantity", "chip_hours", "training_power_draw_w"),
    *("training_energy_kwh", "training_cost_usd_2020", "training_cost_usd_2023"),
    *("cost_per_flop_usd_2023", "cost_per_parameter_usd_2023", "compute_per_usd_2023_flop"),
    *("compute_per_watt_flop", "compute_per_joule_flop", "tokens_per_parameter"),
]


def compute(models):
    dated = models.dropna(subset="publication_date")
    dated = dated.assign(calendar_year=dated["publication_date"].dt.year)
    by_domain = dated.explode("task_domains").dropna(subset="task_domains")
    groups = {
        "none": dated.assign(group_name="all"),
        "organization_type": dated.assign(group_name=dated["organization_type"]),
        "access_tier": dated.assign(group_name=dated["access_tier"]),
        "task_domain": by_domain.assign(group_name=by_domain["task_domains"]),
    }
    everything = pd.concat(groups, names=["grouping_name"]).reset_index("grouping_name")
    cohorts = pd.concat(
        [
            everything.assign(population="all"),
            everything[everything["is_notable"]].assign(population="notable"),
        ]
    )
    by = ["snapshot_date", "population", "calendar_year", "grouping_name", "group_name"]
    grouped = cohorts.groupby(by)
    quartiles = grouped[METRICS].quantile([0.25, 0.5, 0.75])
    summaries = {
        "n_obs": grouped[METRICS].count(),
        "metric_min": grouped[METRICS].min(),
        "metric_quartile_1": quartiles.xs(0.25, level=-1),
        "metric_median": quartiles.xs(0.5, level=-1),
        "metric_quartile_3": quartiles.xs(0.75, level=-1),
        "metric_max": grouped[METRICS].max(),
    }
    long = [
        table.melt(var_name="metric", value_name=name, ignore_index=False).set_index(
            "metric", append=True
        )
        for name, table in summaries.items()
    ]
    table = pd.concat(long, axis=1)
    sizes = grouped.size().rename("n_ai_models")
    table = table.join(sizes)
    table["coverage_share"] = table["n_obs"] / table["n_ai_models"]
    return table[table["n_obs"] > 0].reset_index()
