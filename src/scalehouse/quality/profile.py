"""Turn a snapshot's text into what can be expected of it, alone and beside the last one."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from scalehouse.quality.suites import Kinds

Records = Sequence[dict[str, str]]

_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%m/%Y", "%Y")
_KEY_COLUMNS = {"snapshot_date", "scope", "record_number"}
_YES = {"true", "checked", "yes", "1"}
_NO = {"false", "no", "0"}
_DAYS_PER_YEAR = 365.25
_FACTOR_OF_TWO = np.log10(2)


@dataclass(frozen=True)
class Pair:
    """A snapshot and the last one of its table, which may have another scope."""

    now: Records
    last: Records
    name_column: str
    is_same_scope: bool


def typed(records: Records, kinds: Kinds, snapshot_date: str) -> pd.DataFrame:
    """Return the records with numbers as floats and dates as years before the snapshot.

    What can't be read is null, as it is in the warehouse.
    """
    frame = pd.DataFrame(records, dtype="object")
    for column in frame.columns.difference([*kinds.numbers, *kinds.dates]):
        frame[column] = frame[column].str.strip().replace("", None)
    for column in kinds.numbers:
        frame[column] = numbers(frame[column])
    for column in kinds.dates:
        age = pd.Timestamp(snapshot_date) - dates(frame[column])
        frame[column] = age.dt.days / _DAYS_PER_YEAR
    return frame


def numbers(text: pd.Series) -> pd.Series:
    """Read numbers as the warehouse does: `$`, thousands commas, one value written twice."""
    found = pd.to_numeric(text, errors="coerce").astype("float64")
    is_odd = found.isna() & text.str.contains("[$,]")
    found[is_odd] = pd.to_numeric(text[is_odd].map(_plain_number), errors="coerce")
    return found.where(np.isfinite(found))


def _plain_number(text: str) -> str:
    bare = text.replace("$", "").strip()
    if _THOUSANDS.fullmatch(bare):
        return bare.replace(",", "")
    values = set(bare.split(","))
    return values.pop() if len(values) == 1 else ""


def dates(text: pd.Series) -> pd.Series:
    """Read dates of every vintage; a month or year stands for its first day here."""
    found = pd.Series(pd.NaT, index=text.index, dtype="datetime64[s]")
    for date_format in _DATE_FORMATS:
        read = pd.to_datetime(text.str.strip(), format=date_format, errors="coerce")
        found = found.fillna(read.astype("datetime64[s]"))
    return found


def compare_snapshots(pair: Pair) -> pd.DataFrame:
    """Compare two snapshots as wholes: one row."""
    now, last = (
        {_name_key(record[pair.name_column]) for record in side}
        for side in (pair.now, pair.last)
    )
    return pd.DataFrame(
        {
            "n_records_ratio": [len(pair.now) / len(pair.last)],
            "lost_share": [len(last - now) / len(last)],
        }
    )


def compare_columns(pair: Pair, kinds: Kinds, min_compared: int) -> pd.DataFrame:
    """Compare two snapshots column by column: one row per column, null where little is there.

    `filled_ratio` and `known_word_share` look at all records; `emptied_share`,
    `changed_share` and `median_shift_oom` at those that both sides name, and name once.
    """
    now, last = (_by_name(side, pair.name_column) for side in (pair.now, pair.last))
    shared = now.index.intersection(last.index)
    left_out = {*_KEY_COLUMNS, pair.name_column, *kinds.not_compared}
    rows = []
    for column in now.columns:
        if column in left_out:
            continue
        row: dict[str, str | float] = {"column_name": column}
        before, after = last.loc[shared, column], now.loc[shared, column]
        if pair.is_same_scope:  # files of another scope may lack whole columns
            row |= _filled(pair, column, min_compared)
            row |= _emptied(before, after, min_compared)
        if column in kinds.word_lists:
            row |= _words(pair, column, min_compared)
        row |= _changed(before, after, _kind(kinds, column), min_compared)
        rows.append(row)
    metrics = ["filled_ratio", "known_word_share", "emptied_share", "changed_share"]
    columns = ["column_name", *metrics, "median_shift_oom"]
    return pd.DataFrame(rows).reindex(columns=columns)


def _filled(pair: Pair, column: str, min_compared: int) -> dict[str, float]:
    n_now, n_last = (
        sum(bool(record[column].strip()) for record in side) for side in (pair.now, pair.last)
    )
    if n_last < min_compared:
        return {}
    return {"filled_ratio": (n_now / len(pair.now)) / (n_last / len(pair.last))}


def _words(pair: Pair, column: str, min_compared: int) -> dict[str, float]:
    words, known = (
        [word for record in side for word in _split(record[column])]
        for side in (pair.now, pair.last)
    )
    if min(len(words), len(known)) < min_compared:
        return {}
    vocabulary = set(known)
    return {"known_word_share": sum(word in vocabulary for word in words) / len(words)}


def _emptied(before: pd.Series, after: pd.Series, min_compared: int) -> dict[str, float]:
    was_filled, is_filled = before.str.strip() != "", after.str.strip() != ""
    if was_filled.sum() < min_compared:
        return {}
    return {"emptied_share": float((was_filled & ~is_filled).sum() / was_filled.sum())}


def _changed(
    before: pd.Series, after: pd.Series, kind: str, min_compared: int
) -> dict[str, float]:
    both = (before.str.strip() != "") & (after.str.strip() != "")
    if both.sum() < min_compared:
        return {}
    found: dict[str, float] = {}
    if kind == "number":
        old, new = numbers(before[both]), numbers(after[both])
        is_positive = (old > 0) & (new > 0)
        change = pd.Series(np.log10(new[is_positive] / old[is_positive]))
        is_moved = (change.abs() > _FACTOR_OF_TWO).sum()
        # a number that is none any more has changed, too
        is_lost = (old.notna() & new.isna()).sum()
        found["changed_share"] = float((is_moved + is_lost) / both.sum())
        if is_positive.sum() >= min_compared:
            found["median_shift_oom"] = float(change.median())
    elif kind == "date":
        old, new = dates(before[both]), dates(after[both])
        gap = (new - old).abs() > pd.Timedelta(days=366)
        found["changed_share"] = float((gap | (old.notna() & new.isna())).mean())
    else:
        spelt = _flag if kind == "flag" else _name_key
        old, new = before[both].map(spelt), after[both].map(spelt)
        found["changed_share"] = float((old != new).mean())
    return found


def _kind(kinds: Kinds, column: str) -> str:
    for kind, columns in (
        ("number", kinds.numbers),
        ("date", kinds.dates),
        ("flag", kinds.flags),
    ):
        if column in columns:
            return kind
    return "text"


def _flag(text: str) -> str:
    """Spell yes and no in one way: vintages write True, checked, yes and 1."""
    plain = text.strip().lower()
    return "true" if plain in _YES else "false" if plain in _NO else plain


def _by_name(records: Records, name_column: str) -> pd.DataFrame:
    frame = pd.DataFrame(records, dtype="object")
    keys = frame[name_column].map(_name_key)
    frame = frame.set_index(pd.Index(keys))
    return frame[(~keys.duplicated(keep=False) & (keys != "")).to_numpy()]


def _split(cell: str) -> list[str]:
    return [word for part in cell.split(",") if (word := _name_key(part))]


@cache
def _name_key(name: str) -> str:
    """Spell a name without case, accents and punctuation, as the warehouse does."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]+", "", "".join(c for c in plain if not unicodedata.combining(c)))
