"""Fitted trends: their rows, their lines, and how tables write them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from lib import controls, numbers, text, warehouse

TRENDS = """
select
    *,
    cast(snapshot_date as varchar) as snapshot
from fct_growth_trends
where
    list_contains($snapshots, cast(snapshot_date as varchar))
    and list_contains($specifications, specification)
    and list_contains($groups, group_name)
"""

CURVES = """
select
    specification,
    group_name,
    curve_year,
    fitted_oom,
    fitted_oom_ci_low,
    fitted_oom_ci_high
from fct_growth_curves
where
    snapshot_date = cast($snapshot as date)
    and list_contains($specifications, specification)
    and list_contains($groups, group_name)
order by specification, group_name, point_number
"""

# The open-ended trend of a metric since deep learning began, whole or by group.
SPECIFICATION = """
select specification
from dim_specifications
where
    source_mart = 'fct_growth_trends'
    and metric = $metric
    and grouping_name = $grouping
    and ends_before is null
    and regexp_full_match(
        specification, '(efficiency__)?[a-z_]+?__(from_2010|deep_learning)(__by_[a-z_]+)?'
    )
"""

Trend = Mapping[str, Any]


def asked(
    specifications: Iterable[str], snapshots: Iterable[str], groups: Iterable[str] = ("all",)
) -> dict[str, list[str]]:
    """Return the parameters of TRENDS, for `found` and `page.how_we_know`."""
    return {
        "specifications": list(specifications),
        "snapshots": list(snapshots),
        "groups": list(groups),
    }


def found(parameters: Mapping[str, Any]) -> list[Trend]:
    """Return the trends that were asked for, as rows."""
    rows: list[Trend] = _stated(parameters).to_dict("records")
    return rows


def estimated(parameters: Mapping[str, Any], order: Sequence[str]) -> pd.DataFrame:
    """Return the trends that could be estimated, in the order of their specifications."""
    rows = _stated(parameters).set_index("specification", drop=False)
    rows = rows.loc[[name for name in order if name in rows.index]]
    return rows[rows["status"] == "estimated"].reset_index(drop=True)


def one(specification: str, snapshot: str, group: str = "all") -> Trend | None:
    """Return one trend; none where the snapshot has no such group."""
    rows = found(asked([specification], [snapshot], [group]))
    return rows[0] if rows else None


def of_filters(
    metric: str, snapshot: str, chosen: Mapping[str, str]
) -> tuple[Trend | None, str]:
    """Return the trend since 2010 of the AI models that filters leave, or why there is none.

    Trends are fitted for all models and for one group at a time.
    """
    grouping, group = controls.only_one(chosen)
    if grouping == "several":
        return None, "trends are fitted for one filter at a time"
    specifications = warehouse.query(SPECIFICATION, metric=metric, grouping=grouping)
    if specifications.empty:
        by = "" if grouping == "none" else f" by {grouping.replace('_', ' ')}"
        return None, f"no trend of this metric is fitted{by}"
    trend = one(specifications["specification"].iloc[0], snapshot, group)
    return trend, "" if trend else "too few models for a trend in this snapshot"


def curves(
    specifications: Sequence[str], snapshot: str, groups: Sequence[str] = ("all",)
) -> pd.DataFrame:
    """Return the fitted lines with their bands, a row per point of a line."""
    return warehouse.query(
        CURVES, specifications=list(specifications), snapshot=snapshot, groups=list(groups)
    )


def curve(trend: Trend | None) -> pd.DataFrame:
    """Return the fitted line of one trend; no rows where there is none."""
    if trend is None:
        return pd.DataFrame(columns=["curve_year", "fitted_oom"])
    return curves([trend["specification"]], trend["snapshot"], [trend["group_name"]])


def row(name: str, trend: Trend) -> dict[str, str]:
    """Write one trend as a row of a table."""
    return {
        "AI models": name,
        "Months to double": text.brief(trend, "doubling_months"),
        "Growth factor a year": text.brief(trend, "growth_factor_per_year"),
        "n": f"{trend['n_obs']:,}",
        "R²": text.number(trend["r_squared"]),
    }


def change_row(name: str, then: Trend, now: Trend) -> dict[str, str]:
    """Set a trend beside that of an earlier snapshot."""
    if "not_estimable" in (then["status"], now["status"]):
        change = "not comparable"
    elif now["slope_oom_per_year_ci_low"] > then["slope_oom_per_year_ci_high"]:
        change = "faster"
    elif now["slope_oom_per_year_ci_high"] < then["slope_oom_per_year_ci_low"]:
        change = "slower"
    else:
        change = "no clear change"
    months = {trend["snapshot"]: text.brief(trend, "doubling_months") for trend in (then, now)}
    return {"AI models": name} | months | {"Change": change}


def method(trend: Trend) -> str:
    """Say in Markdown how a trend and its interval were had, for `page.how_we_know`."""
    if trend["status"] != "estimated":
        return f"Not estimated: {trend['status_reason']}."
    noise = trend["noise_factor"]
    errors = (
        f", each of which also multiplies every value by a random factor between 1/{noise:g} "
        f"and {noise:g}, as the figures are estimates"
        if noise > 1
        else ""
    )
    return (
        f"`{trend['specification']}` of `dim_specifications`. {trend['method']}: "
        f"{text.number(trend['n_resamples'], digits=4)} resamples{errors}. "
        "A doubling time is 12 · log₁₀(2) / slope months."
    )


def _stated(parameters: Mapping[str, Any]) -> pd.DataFrame:
    return numbers.stated(warehouse.query(TRENDS, **parameters), "fct_growth_trends")
