"""Fits of one line and of a line with a bend: which is better, and how they are drawn."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib import numbers, text, warehouse

FITS = """
select
    *,
    cast(snapshot_date as varchar) as snapshot
from fct_changepoints
where specification = $specification
order by snapshot_date
"""

QUESTIONS = """
select
    specification,
    question,
    population,
    -- samples that run to today come first
    starts_with(specification, 'compute__') as is_open
from dim_specifications
where source_mart = 'fct_changepoints'
order by is_open desc, specification
"""

EXCLUSIONS = """
select
    *,
    cast(snapshot_date as varchar) as snapshot,
    (
        select string_agg(ai_model_name, ' and ' order by ai_model_name)
        from dim_ai_models
        where list_contains(string_split(excluded_ai_models, ';'), ai_model_id)
    ) as left_out
from fct_changepoint_exclusions
where $specification in (specification, whole_specification)
order by snapshot_date
"""

SAMPLE = """
select
    ai_model_id,
    metric_oom as oom
from fct_changepoint_samples
where
    specification = $specification
    and snapshot_date = cast($snapshot as date)
order by ai_model_id
"""

# On how many snapshots a few models decide.
HINGES = """
select
    count(*) filter (where is_answer_changed) as n_changed,
    count(*) as n_snapshots
from fct_changepoint_exclusions
where $specification in (specification, whole_specification)
"""

COLORS = {"points": "blue", "one line": "green", "a bend": "vermilion"}

Fit = Mapping[str, Any]


def fits(specification: str) -> pd.DataFrame:
    """Return the fits of a question, one row a snapshot."""
    rows = warehouse.query(FITS, specification=specification)
    return numbers.stated(rows, "fct_changepoints", group="all")


def pairs(specification: str) -> pd.DataFrame:
    """Return the fits with a few models and without, where a question leaves some out."""
    rows = warehouse.query(EXCLUSIONS, specification=specification)
    return numbers.stated(rows, "fct_changepoint_exclusions", group="all")


def verdict(fit: Fit) -> str:
    """Say whether growth bent, when, and how much the bend explains."""
    if fit["status"] != "estimated":
        return f"Not answered here: {fit['status_reason']}"
    change = (
        f"from {text.number(fit['growth_factor_before_per_year'])} to "
        f"{text.number(fit['growth_factor_after_per_year'])} times a year around "
        f"{fit['break_year']:.1f} ({fit['ci_level']:.0%} interval "
        f"{fit['break_year_ci_low']:.1f} to {fit['break_year_ci_high']:.1f}, "
        f"n = {fit['n_obs']:,})"
    )
    if fit["bic_difference"] < 0:
        return f"Yes, {change}"
    return f"Not clearly: one line does as well as a bend {change}"


def row(fit: Fit) -> dict[str, str]:
    """Write the fit of one snapshot as a row of a table."""
    return {
        "Snapshot": text.unbroken(fit["snapshot"]),
        "Did growth bend?": text.kept_together(verdict(fit)),
        "BIC": text.number(fit["bic_difference"]),
        "p": text.number(fit["p_value"]),
    }


def hinge(pairs: pd.DataFrame, hinges: Mapping[str, int]) -> str:
    """Say in Markdown on how many snapshots the models left out decide the answer."""
    names = text.plain(pairs["left_out"].iloc[0])
    snapshots = pairs.loc[pairs["is_answer_changed"].fillna(value=False), "snapshot"]
    if snapshots.empty:
        return f"{names} decide the answer on no snapshot"
    return (
        f"{names} decide the answer on {hinges['n_changed']} of {hinges['n_snapshots']} "
        f"snapshots: {', '.join(snapshots)}"
    )


def without(pair: Fit) -> dict[str, str]:
    """Write the fits of one snapshot, with the models left out and without, as a row."""
    return {
        "Snapshot": pair["snapshot"],
        "Left out": f"{pair['n_left_out']}",
        "n, with and without": f"{pair['n_obs_whole']:,}, {pair['n_obs']:,}",
        "BIC, with and without": f"{text.number(pair['bic_difference_whole'])}, "
        f"{text.number(pair['bic_difference'])}",
    }


def lines(points: pd.DataFrame, fit: Fit) -> pd.DataFrame:
    """Return both fits as lines, for `charts.over_time`.

    Slopes and break say all but the level: a line of least squares passes
    through the mean of its points, and so does one with a bend.
    """
    year, oom, bend = points["publication_year"], points["oom"], fit["break_year"]
    ends = pd.Series([year.min(), bend, year.max()])

    def bent(at: pd.Series) -> pd.Series:
        before, after = (at - bend).clip(upper=0), (at - bend).clip(lower=0)
        return (
            fit["slope_before_oom_per_year"] * before + fit["slope_after_oom_per_year"] * after
        )

    levels = {
        "one line": fit["slope_straight_oom_per_year"] * (ends - year.mean()),
        "a bend": bent(ends) - bent(year).mean(),
    }
    drawn = [
        pd.DataFrame({"group": name, "curve_year": ends, "fitted_oom": oom.mean() + level})
        for name, level in levels.items()
    ]
    # neither fit has a band: its interval is that of the break
    return pd.concat(drawn).assign(
        fitted_oom_ci_low=lambda rows: rows["fitted_oom"],
        fitted_oom_ci_high=lambda rows: rows["fitted_oom"],
    )
