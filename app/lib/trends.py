"""Fitted trends: their rows, their lines, and how tables write them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from lib import text, warehouse

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
    rows: list[Trend] = warehouse.query(TRENDS, **parameters).to_dict("records")
    return rows


def one(specification: str, snapshot: str, group: str = "all") -> Trend | None:
    """Return one trend; none where the snapshot has no such group."""
    rows = found(asked([specification], [snapshot], [group]))
    return rows[0] if rows else None


def curves(
    specifications: Sequence[str], snapshot: str, groups: Sequence[str] = ("all",)
) -> pd.DataFrame:
    """Return the fitted lines with their bands, a row per point of a line."""
    return warehouse.query(
        CURVES, specifications=list(specifications), snapshot=snapshot, groups=list(groups)
    )


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
        f"{trend['method']}: {text.number(trend['n_resamples'], digits=4)} resamples{errors}. "
        "A doubling time is 12 · log₁₀(2) / slope months."
    )
