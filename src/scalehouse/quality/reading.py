"""Read a snapshot's numbers and dates as the warehouse does, and say what it leaves unread.

The rules are those of its SQL (`parse_number`, `parse_date`, `ai_model_record_limits`,
`why_unread`); tests compare both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scalehouse.quality.names import plain
from scalehouse.quality.suites import Kinds

Records = Sequence[dict[str, str]]

_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# two digits of exponent: a larger number would be infinite
_FINITE = re.compile(r"[-+0-9.]+(?:[eE][-+]?[0-9]{1,2})?")
# a month stands for its middle, as the producer writes it since 2023
_DATE_FORMATS = (("%Y-%m-%d", 0), ("%d/%m/%Y", 0), ("%m/%Y", 14))
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_UNKNOWN_DATE = "9999"
PUBLICATION = "publication_date"  # chips are announced years ahead, AI models weeks
_SINCE = pd.Timestamp("1990-01-01")
_ROUNDING = 1.01  # three digits round by 1% at most
_FAR_AHEAD = pd.DateOffset(years=1)


@dataclass(frozen=True)
class Values:
    """Numbers and dates by column."""

    texts: dict[str, pd.Series] = field(default_factory=dict)  # as published, in plain spaces
    readable: dict[str, pd.Series] = field(default_factory=dict)  # null where unread
    reasons: dict[str, pd.Series] = field(default_factory=dict)  # why it is unread, or ""


def read_values(records: Records, kinds: Kinds, snapshot_date: str) -> Values:
    """Read every number and date of a snapshot."""
    frame = pd.DataFrame(records, dtype="object")
    texts = {column: frame[column].map(plain) for column in (*kinds.numbers, *kinds.dates)}
    values = Values(texts)
    found = {column: numbers(texts[column]) for column in kinds.numbers}
    days = {column: dates(texts[column]) for column in kinds.dates}
    for column, number in found.items():
        published = days.get(PUBLICATION, pd.Series(pd.NaT, index=number.index))
        limit = kinds.limits.get(column)
        values.reasons[column] = _reasons(texts[column], number, limit, published)
    _find_wrong_bounds(values.reasons, found, kinds.bounds)
    for column, number in found.items():
        values.readable[column] = number.where(values.reasons[column] == "")
    for column, date in days.items():
        text = texts[column]
        is_unreadable = (text != "") & date.isna() & ~text.str.contains(_UNKNOWN_DATE)
        reason = is_unreadable.map({True: "unreadable", False: ""}).astype("object")
        if kinds.limits and column == PUBLICATION:
            reason[date > pd.Timestamp(snapshot_date) + _FAR_AHEAD] = "far_ahead"
        values.reasons[column] = reason
        values.readable[column] = date.where(reason == "")
    return values


def _reasons(
    text: pd.Series, number: pd.Series, limit: dict[str, float] | None, published: pd.Series
) -> pd.Series:
    """Say why a number is unread; a column without limits is read whatever it is."""
    reason = pd.Series("", index=text.index, dtype="object")
    reason[(text != "") & number.isna()] = "unreadable"
    if limit is None:
        return reason
    is_impossible = (number < limit.get("min", -np.inf)) | (number > limit.get("max", np.inf))
    is_impossible |= (number < limit.get("min_since_1990", -np.inf)) & (published >= _SINCE)
    reason[is_impossible] = "impossible_size"
    if "zero" not in limit:
        reason[number == 0] = "zero"
    reason[number < 0] = "not_positive"
    return reason


def _find_wrong_bounds(
    reasons: dict[str, pd.Series], found: dict[str, pd.Series], bounds: dict[str, str]
) -> None:
    """Leave a bound unread that lies on the wrong side of its estimate, or of the other one."""
    if not bounds:
        return
    readable = {
        side: found[column].where(reasons[column] == "") for side, column in bounds.items()
    }
    wrong = {
        "low": readable["low"] > _ROUNDING * readable["estimate"].fillna(readable["high"]),
        "high": readable["high"] < readable["estimate"].fillna(readable["low"]) / _ROUNDING,
    }
    for side, is_wrong in wrong.items():
        reasons[bounds[side]][is_wrong] = "beyond_estimate"


def numbers(text: pd.Series) -> pd.Series:
    """Read numbers as the warehouse does: `$`, thousands commas, one value written twice."""
    filled = text[text != ""]
    found = pd.to_numeric(filled.map(_plain_number), errors="coerce").astype("float64")
    return found.where(np.isfinite(found)).reindex(text.index)


def _plain_number(text: str) -> str:
    bare = plain(text.replace("$", ""))
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    elif "," in bare:
        values = set(bare.split(","))
        bare = values.pop() if len(values) == 1 else ""
    return bare if _FINITE.fullmatch(bare) else ""


def dates(text: pd.Series) -> pd.Series:
    """Read dates of every vintage; a month or year stands for its middle."""
    bare = text.map(plain)
    found = pd.Series(pd.NaT, index=text.index, dtype="datetime64[s]")
    for date_format, days in _DATE_FORMATS:
        read = pd.to_datetime(bare, format=date_format, errors="coerce").astype("datetime64[s]")
        found = found.fillna(read + pd.Timedelta(days=days))
    years = bare.where(bare.map(_YEAR.fullmatch).notna(), "") + "-07-02"
    of_years = pd.to_datetime(years, format="%Y-%m-%d", errors="coerce")
    found = found.fillna(of_years.astype("datetime64[s]"))
    return found.mask(bare.str.contains(_UNKNOWN_DATE))
