"""Training runs as points of a chart, and where each point comes from."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from lib import charts, controls, export, metrics, numbers, page, text, warehouse

POINTS = """
with

organizations as (

    select
        ai_model_id,
        string_agg(organization_name, ', ' order by organization_name)
            as organizations
    from bridge_ai_models__organizations
    where snapshot_date = cast($snapshot as date)
    group by ai_model_id

)

select
    runs.ai_model_id,
    runs.ai_model_name,
    organizations.organizations,
    runs.publication_date,
    runs.publication_year,
    runs.{metric},
    log10(runs.{metric}) as oom,
    if($deep_learning_from = '2012', runs.era_from_2012, runs.era) as era,
    runs.organization_type,
    runs.access_tier,
    runs.confidence,
    runs.is_notable,
    coalesce(runs.is_low_outlier, false) as is_low_outlier,
    runs.link,
    runs.record_number,
    runs.snapshot_date
from fct_training_runs as runs
left join organizations
    on runs.ai_model_id = organizations.ai_model_id
where
    runs.snapshot_date = cast($snapshot as date)
    and runs.publication_date is not null
    and runs.{metric} > 0
    and (runs.is_notable or $models = 'all')
    and $organization_type in ('all', runs.organization_type)
    and $access_tier in ('all', runs.access_tier)
    and ($organization = 'all' or exists (
        from bridge_ai_models__organizations as named
        where
            named.snapshot_date = runs.snapshot_date
            and named.ai_model_id = runs.ai_model_id
            and named.organization_name = $organization
    ))
    and ($task_domain = 'all' or exists (
        from bridge_ai_models__domains as named
        where
            named.snapshot_date = runs.snapshot_date
            and named.ai_model_id = runs.ai_model_id
            and named.task_domain = $task_domain
    ))
    and ($country = 'all' or exists (
        from bridge_ai_models__countries as named
        where
            named.snapshot_date = runs.snapshot_date
            and named.ai_model_id = runs.ai_model_id
            and named.country_code = $country
    ))
order by runs.publication_date, runs.ai_model_id
"""

COUNT = "select count(*) as n from ({points})"

HISTORY = """
select
    ai_model_id,
    snapshot_date,
    record_number,
    publication_date,
    training_compute_flop,
    parameters,
    training_cost_usd_2023,
    confidence,
    link
from fct_training_runs
where list_contains($ai_models, ai_model_id)
order by ai_model_id, snapshot_date desc
"""

# Where "since 2010" begins: with deep learning, as most trends do.
FIRST_YEAR = 2010
# What is told of a point, and under which heading.
TOLD = {
    "model": "AI model",
    "made_by": "Organisation",
    "published": "Published",
    "value": "Value",
    "sureness": "Confidence",
    "source": "Source",
}
ANYTHING = {
    "task_domain": "all",
    "country": "all",
    "organization_type": "all",
    "organization": "all",
    "access_tier": "all",
    "deep_learning_from": "2010",
}


def points(metric: str, **asked: str) -> pd.DataFrame:
    """Return the training runs of a snapshot that have a metric, one row a point.

    `asked` holds `snapshot`, `models` and any of `controls.OPTIONS`. Beside the values
    stands what hovering tells of them (TOLD).
    """
    return _points(warehouse.build_id(), metric, asked).copy(deep=False)


def statement(metric: str, **asked: str) -> tuple[str, dict[str, str]]:
    """Return the query of `points` and its parameters, for `page.how_we_know`."""
    if metric not in metrics.known().index:  # a column's name, so no parameter
        msg = f"no metric {metric!r} in dim_metrics"
        raise ValueError(msg)
    return POINTS.replace("{metric}", metric), ANYTHING | asked


def count(metric: str, **asked: str) -> int:
    """Count the training runs that `points` returns: exact, for whatever filters leave."""
    sql, parameters = statement(metric, **asked)
    return int(numbers.exact(COUNT.replace("{points}", sql), **parameters)["n"].iloc[0])


def written(found: pd.DataFrame, metric: str) -> pd.DataFrame:
    """Add what hovering tells (TOLD) to points: names without tricks, values with unit."""
    return found.assign(
        model=found["ai_model_name"].map(text.clean),
        made_by=found["organizations"].map(text.clean),
        published=found["publication_date"].map(text.day),
        value=metrics.written(found[metric], metric),
        sureness=found["confidence"].fillna("not stated"),
        source=found["link"].map(text.host),
    )


def over_time(
    found: pd.DataFrame,
    metric: str,
    source: export.Source,
    finding: str,
    *,
    colors: Mapping[str, str],
    years: str = controls.EVERYTHING,
    note: str = "",
    **layers: Any,
) -> None:
    """Show points as a figure, and the records of those that the reader clicks.

    Args:
        found: As `points` returns them; a column `group` decides their colour, else
            they all are `points`.
        metric: What is drawn.
        source: Whom to credit.
        finding: What the figure shows, for who cannot see it.
        colors: Colour (`axes.COLORS`) of each group.
        years: As `controls.years` returns them.
        note: How to read what is special here.
        layers: More layers of `charts.over_time`.
    """
    first = math.floor(found["publication_year"].min()) if years == "all" else FIRST_YEAR
    span = [first, math.ceil(found["publication_year"].max())]
    seen = found[found["publication_year"].between(*span)]
    if seen.empty:
        page.nothing(f"All of these AI models were published before {first}: choose all years.")
        return
    drawn = seen.assign(
        group=seen.get("group", "points"),
        is_small=~seen["is_notable"],
        is_hollow=seen["is_low_outlier"] if "group" in seen else False,
    )
    picked = page.figure(
        charts.over_time(drawn, TOLD, metrics.unit(metric), colors, span=span, **layers),
        seen.drop(columns=list(TOLD)),
        name=metric,
        title=f"{metrics.titled(metric)} by date of publication",
        n=len(seen),
        source=source,
        alt_text=finding,
        note="Each point is an AI model: hover to read it, click to get to its records and "
        f"source. {note}{'' if seen['is_notable'].all() else ' Small points are not notable.'}",
        picks=True,
    )
    show(picked, source)


def show(picked: Sequence[str], source: export.Source) -> None:
    """Show the records behind the points that a reader clicked, in every snapshot."""
    if not picked:
        return
    asked = {"ai_models": list(picked)}
    found = warehouse.query(HISTORY, **asked)
    names = st.column_config
    page.rows(
        found.assign(link=found["link"].map(text.link)),
        {
            "ai_model_id": names.TextColumn("AI model"),
            "snapshot_date": names.DateColumn("Snapshot"),
            "record_number": names.NumberColumn("Record", help="Its row in the snapshot"),
            "publication_date": names.DateColumn("Published"),
            "training_compute_flop": names.NumberColumn("Compute (FLOP)", format="%.2e"),
            "parameters": names.NumberColumn("Parameters", format="compact"),
            "training_cost_usd_2023": names.NumberColumn("Cost (2023 $)", format="compact"),
            "confidence": names.TextColumn("Confidence"),
            "link": names.LinkColumn("Source", display_text=text.HOST),
        },
        name="records",
        title="Records of the chosen AI models",
        source=source,
        note="What each snapshot has published of it; a source opens on the web.",
    )
    with st.expander("The SQL of these records"):
        st.code(text.sql(HISTORY, asked), language="sql")


# Writing hundreds of names and values takes longer than drawing them.
@st.cache_resource(max_entries=64, show_spinner=False)
def _points(build: str, metric: str, asked: dict[str, str]) -> pd.DataFrame:
    del build  # part of the key
    sql, parameters = statement(metric, **asked)
    return written(warehouse.query(sql, **parameters), metric)


def nothing_found(metric: str, described: str, snapshot: Mapping[str, Any]) -> str:
    """Say why there are no points."""
    of = f" ({described})" if described else ""
    return (
        f"No AI model{of} of the snapshot {snapshot['snapshot']} has both a publication date "
        f"and a value of {metrics.within(metric)}: there is no chart. Widen the filters "
        "or choose another snapshot."
    )
