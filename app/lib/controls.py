"""What a reader chooses. Every choice lives in the URL, under its key.

A link with a choice that is not there says so and shows the default.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import text, warehouse

SNAPSHOTS = """
select
    *,
    cast(snapshot_date as varchar) as snapshot
from dim_snapshots
where table_name = 'ai_models'
order by snapshot_date desc
"""

EVERYTHING = "all"
RECENT = "since 2010"

# What AI models can be filtered by: the filter's key, its label, its values and,
# where they differ, the values' names.
OPTIONS = {
    "task_domain": (
        "Task domain",
        "select task_domain from bridge_ai_models__domains group by all order by count(*) desc",
    ),
    "country": (
        "Country",
        """
        select distinct country_code, country_name
        from bridge_ai_models__countries
        where country_code is not null
        order by country_name
        """,
    ),
    "organization_type": (
        "Kind of organisation",
        "select organization_type from fct_training_runs group by all order by count(*) desc",
    ),
    "organization": (
        "Organisation",
        """
        select organization_name from bridge_ai_models__organizations
        group by all order by count(*) desc, organization_name
        """,
    ),
    "access_tier": (
        "Access",
        "select access_tier from fct_training_runs group by all order by min(access_rank)",
    ),
}


def bar() -> DeltaGenerator:
    """Begin a row of choices, `with controls.bar():`; on a phone they wrap."""
    return st.container(horizontal=True, gap="small", vertical_alignment="bottom")


def snapshots() -> pd.DataFrame:
    """Return the snapshots of the AI models by date, the newest first."""
    return warehouse.query(SNAPSHOTS).set_index("snapshot", drop=False)


def snapshot(*, of_all_models: bool = False) -> pd.Series:
    """Let the reader choose a snapshot; the newest unless the URL names one.

    Args:
        of_all_models: Whether only those that list all models are of use.

    Returns:
        Its row of `dim_snapshots`.
    """
    dates = snapshots()
    if of_all_models:
        dates = dates[dates["has_all_models"]]
    chosen = one_of("Snapshot", list(dates.index), "snapshot", width=160)
    return dates.loc[chosen]


def one_of(
    label: str,
    options: Iterable[str] | Mapping[str, str],
    key: str,
    *,
    explanation: str | None = None,
    width: int | str = 220,
) -> str:
    """Let the reader choose one of many options; the first one unless the URL says.

    A mapping gives each option the name that the reader, and the URL, see.
    """
    named = options if isinstance(options, Mapping) else {option: option for option in options}
    values = {name: option for option, name in named.items()}
    _warn_of_unknown(label, list(values), key)
    return values[
        st.selectbox(
            label, list(values), key=key, bind="query-params", help=explanation, width=width
        )
    ]


def choice(label: str, options: Iterable[str], key: str, explanation: str | None = None) -> str:
    """Let the reader choose one of a few options; the first one unless the URL says."""
    options = list(options)
    _warn_of_unknown(label, options, key)
    return st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        key=key,
        bind="query-params",
        help=explanation,
    )


def models(snapshot: Mapping[str, Any]) -> str:
    """Let the reader choose notable AI models or all: `notable` or `all`.

    A snapshot without a view of all models has the notable ones only.
    """
    return choice(
        "AI models",
        ["notable", EVERYTHING] if snapshot["has_all_models"] else ["notable"],
        "models",
        "The producer names models notable for their impact; trends are fitted on these. All "
        "are offered where the snapshot lists all.",
    )


def years(first: str = RECENT) -> str:
    """Let the reader choose the years to show, `since 2010` or `all`; the first stands."""
    other = EVERYTHING if first == RECENT else RECENT
    return choice("Years", [first, other], "years")


def filters(*keys: str) -> dict[str, str]:
    """Let the reader narrow the AI models down: `{key: value}`, `all` where not narrowed.

    The keys are those of OPTIONS. They stand behind one button, which counts
    those in use. Pass the result on to `training_runs.points`, and to
    `trends.of_filters` for the trend that was fitted on just these models.
    """
    in_use = [key for key in keys if st.query_params.get(key, EVERYTHING) != EVERYTHING]
    label = f"Filters ({len(in_use)})" if in_use else "Filters"
    with st.popover(label, key="filters", width="content", help="Narrow the AI models down."):
        return {key: _filter(key) for key in keys}


def only_one(chosen: Mapping[str, str]) -> tuple[str, str]:
    """Return grouping and group of the one filter in use, for marts that count by group.

    Without a filter these are `none` and `all`; several have no group in common.
    """
    used = [(key, value) for key, value in chosen.items() if value != EVERYTHING]
    if len(used) > 1:
        return "several", "none"
    return used[0] if used else ("none", EVERYTHING)


def described(chosen: Mapping[str, str]) -> str:
    """Say what the filters leave: `Language, United States`; empty for everything."""
    return ", ".join(_names(key)[value] for key, value in chosen.items() if value != EVERYTHING)


def _filter(key: str) -> str:
    named = {EVERYTHING: EVERYTHING} | _names(key)
    return one_of(OPTIONS[key][0], named, key, width=280)


def _names(key: str) -> dict[str, str]:
    return _names_in(warehouse.build_id(), key)


@st.cache_data(max_entries=32, show_spinner=False)
def _names_in(build: str, key: str) -> dict[str, str]:
    del build  # part of the key
    found = warehouse.query(OPTIONS[key][1])
    names = found.iloc[:, -1].str.replace("_", " ").map(text.clean)
    return dict(zip(found.iloc[:, 0], names, strict=True))


def _warn_of_unknown(label: str, options: list[Any], key: str) -> None:
    asked = st.query_params.get(key)
    if asked is not None and asked not in options:
        st.warning(f"There is no {label.lower()} {text.quoted(asked)}. This is {options[0]}.")
