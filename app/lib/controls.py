"""What a reader chooses. Every choice lives in the URL, under its key."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from lib import text, warehouse

SNAPSHOTS = """
select
    *,
    cast(snapshot_date as varchar) as snapshot
from dim_snapshots
where table_name = 'ai_models'
order by snapshot_date desc
"""


def snapshots() -> pd.DataFrame:
    """Return the snapshots of the AI models by date, the newest first."""
    return warehouse.query(SNAPSHOTS).set_index("snapshot", drop=False)


def snapshot() -> pd.Series:
    """Let the reader choose a snapshot; the newest unless the URL names one."""
    dates = snapshots()
    asked = st.query_params.get("snapshot", dates.index[0])
    if asked not in dates.index:
        st.warning(
            f"There is no snapshot {text.quoted(asked)}. This is the newest, {dates.index[0]}."
        )
    chosen = st.selectbox(
        "Snapshot", dates.index, key="snapshot", bind="query-params", width=160
    )
    return dates.loc[chosen]


def choice(label: str, options: Iterable[str], key: str, explanation: str | None = None) -> str:
    """Let the reader choose one of a few options; the first one unless the URL says."""
    options = list(options)
    return st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        key=key,
        bind="query-params",
        help=explanation,
    )
