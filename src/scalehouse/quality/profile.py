"""Turn a snapshot's text into what can be expected of it, alone and beside the last one."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scalehouse.quality.names import name_key
from scalehouse.quality.reading import Records, read_values
from scalehouse.quality.suites import Kinds

_KEY_COLUMNS = {"snapshot_date", "scope", "record_number"}
_YES = {"true", "checked", "yes", "1"}
_NO = {"false", "no", "0"}
_DAYS_PER_YEAR = 365.25
_LARGE_SCALE_FLOP = 5e22  # some of the large-scale view are a little below 1e23
_FACTOR_OF_TWO = np.log10(2)


@dataclass(frozen=True)
class Pair:
    """A snapshot and the last one of its table, which may have another scope."""

    now: Records
    last: Records
    name_column: str
    is_same_scope: bool
    vocabulary: dict[str, set[str]] = field(default_factory=dict)  # known words by field
    n_whole: int = 0  # records of the whole database beside a view of it, if there are any


def typed(records: Records, kinds: Kinds, snapshot_date: str) -> pd.DataFrame:
    """Return the records with numbers as floats and dates as years before the snapshot.

    What can't be read is null, as it is in the warehouse.
    """
    frame = pd.DataFrame(records, dtype="object")
    for column in frame.columns.difference([*kinds.numbers, *kinds.dates]):
        frame[column] = frame[column].str.strip().replace("", None)
    readable = read_values(records, kinds, snapshot_date).readable
    for column in kinds.numbers:
        frame[column] = readable[column]
    for column in kinds.dates:
        age = pd.Timestamp(snapshot_date) - readable[column]
        frame[column] = age.dt.days / _DAYS_PER_YEAR
    return frame


def describe_scope(pair: Pair, frame: pd.DataFrame) -> pd.DataFrame:
    """Describe by which marks the publisher's views differ: one row, null where unknown.

    Args:
        pair: The snapshot, with the size of the whole database beside it.
        frame: Its typed records.
    """
    compute = frame["training_compute_flop"].dropna()
    is_frontier = frame["is_frontier"].fillna("").map(_flag) == "true"
    marks = {
        "n_records": len(frame),
        "notability_share": frame["notability_criteria"].notna().mean(),
        # not every view has the column of the flag
        "frontier_share": is_frontier.mean() if is_frontier.any() else None,
        "large_scale_share": (compute >= _LARGE_SCALE_FLOP).mean() if len(compute) else None,
        "share_of_whole": len(frame) / pair.n_whole if pair.n_whole else None,
    }
    return pd.DataFrame([marks], dtype="float64")


def compare_snapshots(pair: Pair) -> pd.DataFrame:
    """Compare two snapshots as wholes: one row."""
    now, last = (
        {name_key(record[pair.name_column]) for record in side}
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
    now, last = (_by_name(side, pair.name_column, kinds) for side in (pair.now, pair.last))
    shared = now.texts.index.intersection(last.texts.index)
    left_out = {*_KEY_COLUMNS, pair.name_column, *kinds.not_compared}
    rows = []
    for column in now.texts.columns:
        if column in left_out:
            continue
        row: dict[str, str | float] = {"column_name": column}
        before, after = last.texts.loc[shared, column], now.texts.loc[shared, column]
        if pair.is_same_scope:  # files of another scope may lack whole columns
            row |= _filled(pair, column, min_compared)
            row |= _emptied(before, after, min_compared)
        if column in kinds.word_lists:
            row |= _words(pair, column, min_compared)
        if column in now.readable:
            before, after = last.readable.loc[shared, column], now.readable.loc[shared, column]
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
    # what the warehouse leaves unread says nothing of the other side
    is_read = kind in {"number", "date"}
    both = (
        before.notna() & after.notna()
        if is_read
        else (before.str.strip() != "") & (after.str.strip() != "")
    )
    if both.sum() < min_compared:
        return {}
    old, new = before[both], after[both]
    if kind == "number":
        is_positive = (old > 0) & (new > 0)
        change = pd.Series(np.log10(new[is_positive] / old[is_positive]))
        found = {"changed_share": float((change.abs() > _FACTOR_OF_TWO).sum() / both.sum())}
        if is_positive.sum() >= min_compared:
            found["median_shift_oom"] = float(change.median())
        return found
    if kind == "date":
        return {"changed_share": float(((new - old).abs() > pd.Timedelta(days=366)).mean())}
    spelt = _flag if kind == "flag" else name_key
    return {"changed_share": float((old.map(spelt) != new.map(spelt)).mean())}


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


@dataclass(frozen=True)
class _Named:
    """The records whose name occurs once, by it: as published, and what is read of them."""

    texts: pd.DataFrame
    readable: pd.DataFrame


def _by_name(records: Records, name_column: str, kinds: Kinds) -> _Named:
    texts = pd.DataFrame(records, dtype="object")
    readable = pd.DataFrame(
        read_values(records, kinds, records[0]["snapshot_date"]).readable, index=texts.index
    )
    keys = texts[name_column].map(name_key)
    is_once = (~keys.duplicated(keep=False) & (keys != "")).to_numpy()
    return _Named(*(side.set_index(pd.Index(keys))[is_once] for side in (texts, readable)))


def _split(cell: str) -> list[str]:
    return [word for part in cell.split(",") if (word := name_key(part))]
