"""Which values of a snapshot the warehouse leaves unread, or could not bear.

The limits are those of its SQL (the macro `ai_model_record_limits`, the constraints of
`fct_training_runs`); tests compare both.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scalehouse.quality.causes import why_unreadable
from scalehouse.quality.names import plain
from scalehouse.quality.reading import PUBLICATION, Records, Values, dates, read_values
from scalehouse.quality.results import Outcome
from scalehouse.quality.suites import Kinds

SUITE = "values_read"
TITLE = "reference_title"  # of the paper, which stands for its model where a name lacks
_ALL = "values"  # stands for the columns where nothing is found
_AHEAD = pd.Timedelta(days=31)
_SHOWN = 3  # rows named in a message
_WIDTH = 40  # characters of a value
_FEW = 5  # unread values that may be of any column
_RARE = 0.01  # of the records
_QUARANTINE = 0.1  # of the records with words
_MOST = 0.5  # of a column's values
_AS_BEFORE = 1.25  # times the share of the last file
_UNREAD = ("unreadable", "impossible_size", "beyond_estimate")


@dataclass(frozen=True)
class _Rule:
    name: str
    reason: str


_UNBEARABLE = {  # kind of problem: the rule that it breaks
    "not_positive": _Rule(
        "amounts_are_not_negative",
        "A compute, count, time or cost below zero is a slip: correct it at its source.",
    ),
    "ahead": _Rule(
        "publication_is_not_long_after_the_snapshot",
        "Announced models are listed a few weeks ahead; later dates are slips, such as a day "
        "and month that changed places.",
    ),
    "beyond_a_build": _Rule(
        "values_are_within_the_limits_of_a_build",
        "A build stops at a larger or smaller value, or an earlier date: a unit has slipped.",
    ),
}
_RARELY_UNREAD = _Rule(
    "what_cannot_be_read_stays_rare",
    "The warehouse leaves these values unknown. A few are news; if a column has more than "
    "5 of them, in 1% of the records or half of the values, and more than in the last file of "
    "its scope, a way of writing has changed.",
)
_KNOWN_WORDS = _Rule(
    "words_are_in_the_vocabulary",
    "A tenth of a column in unknown words is a new vocabulary, and stops a build until "
    "rules/core/vocabulary_terms.csv has it.",
)
_UNNAMED = _Rule(
    "records_have_a_name_or_a_title",
    "A record with neither can be followed by nothing but its place.",
)


def check_words(
    kinds: Kinds, now: Records, vocabulary: Mapping[str, Collection[str]]
) -> Iterator[Outcome]:
    """Look for words that the warehouse doesn't know: a build stops at a tenth of a column.

    Args:
        kinds: Which field of the vocabulary a column has its words from.
        now: The records of the snapshot.
        vocabulary: The known words of each field, in lower case.
    """
    for column, field in kinds.vocabulary.items():
        unknown: Counter[str] = Counter()
        n_records = n_unknown = 0
        for record in now:
            words = {plain(word) for word in record[column].split(",")} - {""}
            strange = {word for word in words if word.lower() not in vocabulary.get(field, ())}
            n_records += bool(words)
            n_unknown += bool(strange)
            unknown.update(strange)
        if n_records:
            shown = ", ".join(f"{word!r} in {n}" for word, n in unknown.most_common(_SHOWN))
            text = f"{len(unknown)} new words: {shown}" if unknown else ""
            yield _outcome(_KNOWN_WORDS, column, n_unknown / n_records, _QUARANTINE, text)


def check_values(
    kinds: Kinds, now: Records, last: Records, name_column: str, snapshot_date: str
) -> list[Outcome]:
    """Look at every value: what a build can't bear, and what it would leave unread.

    Args:
        kinds: What the columns are, and the limits of their values.
        now: The records of the snapshot.
        last: Those of the last one of the same scope, or none.
        name_column: Which column names a record.
        snapshot_date: Its day.
    """
    if not kinds.limits:
        return []
    values = read_values(now, kinds, snapshot_date)
    before = read_values(last, kinds, last[0]["snapshot_date"]) if last else None
    names = [record[name_column].strip() for record in now]
    return [
        *_unbearable(values, list(_problems(values, kinds, snapshot_date)), names),
        *_unread(values, before, names),
        *(_unnamed(now, name_column) if TITLE in now[0] else ()),
    ]


def _problems(
    values: Values, kinds: Kinds, snapshot_date: str
) -> Iterator[tuple[str, str, pd.Series]]:
    """Give each kind of problem with a column that has it, and in which rows."""
    for column, reasons in values.reasons.items():
        yield "not_positive", column, reasons == "not_positive"
    for column in {PUBLICATION} & set(kinds.dates):
        # a date that is unread as it lies a year ahead is a slip, too
        date = dates(values.texts[column])
        yield "ahead", column, date > pd.Timestamp(snapshot_date) + _AHEAD
    for column, limit in kinds.build_limits.items():
        value = values.readable[column]
        if column in kinds.dates:
            value = value.dt.year
        is_beyond = (value < limit.get("min", -np.inf)) | (value > limit.get("max", np.inf))
        yield "beyond_a_build", column, is_beyond


def _unbearable(
    values: Values, problems: Sequence[tuple[str, str, pd.Series]], names: Sequence[str]
) -> Iterator[Outcome]:
    looked_for = dict.fromkeys(kind for kind, _, _ in problems)
    found = [(kind, column, is_one) for kind, column, is_one in problems if is_one.any()]
    for kind, column, is_one in found:
        examples = _rows(values, column, is_one, names)
        yield _outcome(_UNBEARABLE[kind], column, is_one.sum(), 0, examples)
    broken = {kind for kind, _, _ in found}
    for kind in looked_for:  # in the order of the rules
        if kind not in broken:
            yield _outcome(_UNBEARABLE[kind], _ALL, 0, 0, "")


def _unread(values: Values, before: Values | None, names: Sequence[str]) -> Iterator[Outcome]:
    found = False
    for column in values.reasons:
        is_one = values.reasons[column].isin(_UNREAD)
        n_unread, n_published = int(is_one.sum()), int((values.texts[column] != "").sum())
        if not n_unread:
            continue
        found = True
        few = max(_FEW, min(_RARE * len(names), _MOST * n_published))
        share_before = _share(before, column) if before is not None else 0
        limit = max(few / n_published, _AS_BEFORE * share_before)
        examples = _rows(values, column, is_one, names)
        reasons = values.reasons[column]
        why = ", ".join(sorted(set(reasons[is_one]))).replace("_", " ")
        text = f"{n_unread} of {n_published} values ({why}): {examples}"
        cause = why_unreadable(column, values.texts[column][reasons == "unreadable"])
        yield _outcome(
            _RARELY_UNREAD,
            column,
            n_unread / n_published,
            min(limit, 1),
            f"{text}. {cause}" if cause else text,
        )
    if not found:
        yield _outcome(_RARELY_UNREAD, _ALL, 0, 1, "")


def _share(values: Values, column: str) -> float:
    n_published = (values.texts[column] != "").sum()
    return values.reasons[column].isin(_UNREAD).sum() / n_published if n_published else 0


def _unnamed(now: Records, name_column: str) -> Iterator[Outcome]:
    rows = [
        f"row {number}"
        for number, record in enumerate(now, 1)
        if not record[name_column].strip() and not record[TITLE].strip()
    ]
    more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
    shown = f"neither name nor title in {', '.join(rows[:_SHOWN])}{more}" if rows else ""
    yield _outcome(_UNNAMED, name_column, len(rows), max(_FEW, _RARE * len(now)), shown)


def _rows(values: Values, column: str, is_one: pd.Series, names: Sequence[str]) -> str:
    """Name the first rows of a problem, with what stands there."""
    rows = [
        f"row {at + 1} ({names[at] or 'no name'}) {values.texts[column][at][:_WIDTH]!r}"
        for at in is_one[is_one].index[:_SHOWN]
    ]
    more = f" and {is_one.sum() - _SHOWN} more" if is_one.sum() > _SHOWN else ""
    return ", ".join(rows) + more


def _outcome(rule: _Rule, column: str, observed: float, limit: float, examples: str) -> Outcome:
    return Outcome(
        suite=SUITE,
        expectation=rule.name,
        column_name=column,
        is_passed=observed <= limit,
        observed_value=float(observed),
        lower_limit=None,
        upper_limit=float(limit),
        reason=rule.reason,
        examples=examples,
    )
