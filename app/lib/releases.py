"""Days and compute between successive AI models of one developer."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib import numbers, text, warehouse

GAPS = """
select *
from fct_release_gaps
where
    series = 'gpt_with_halves'
    and snapshot_date = cast($snapshot as date)
order by member_rank
"""


def gaps(snapshot: str) -> pd.DataFrame:
    """Return the releases that are known in a snapshot, the latest last."""
    rows = warehouse.query(GAPS, snapshot=snapshot)
    return numbers.stated(rows, "fct_release_gaps", "series", "release_name")


def finding(gaps: pd.DataFrame) -> str:
    """Say how long the latest release took, and how long it has stood."""
    latest = gaps.iloc[-1]
    stood = f"{latest['days_to_next']:,.0f} days have gone by since {latest['release_name']}"
    if pd.isna(latest["days_since_previous"]):
        return stood
    return f"{stood}, which came {latest['days_since_previous']:,.0f} days after the one before"


def row(gap: Mapping[str, Any]) -> dict[str, str]:
    """Write a release as a row of a table."""
    days, so_far = gap["days_since_previous"], ", so far" if gap["is_latest_release"] else ""
    factor = gap["compute_factor_since_previous"]
    times = "" if pd.isna(factor) else f", {text.number(factor)} times the one before"
    return {
        "Release": f"{text.plain(gap['release_name'])}, {text.day(gap['publication_date'])}",
        "Days after the one before": "—" if pd.isna(days) else f"{days:,.0f}",
        "Days to the next": f"{gap['days_to_next']:,.0f}{so_far}",
        "Training compute": f"{text.amount(gap['training_compute_flop'], 'flop')}{times}",
    }
