"""Whether rows of `fct_estimates` give the numbers that a text states.

A number with an interval behind it, and an n behind that, needs one row that has all of
them: 5.6 months [5.3, 5.9] (n = 453), 30% a year (24 to 35%). Any other needs one number of
a row, its n among them, in the unit that the word behind it names, if it names one. A share
may be printed in percent, and a factor as a change in percent. Whole numbers below ten are
words ("3 of the 4"), and state nothing here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from scalehouse.stated_numbers import Stated, find

# Units that the word behind a number names.
_UNITS = {
    "chips": {"count", "chips"},
    "days": {"days"},
    "dollars": {"usd", "usd_2020", "usd_2023", "usd_per_1000_tokens"},
    "flop": {"flop"},
    "hours": {"hours", "chip_hours"},
    "models": {"count"},
    "months": {"months"},
    "oom": {"oom", "oom_per_year"},
    "orders": {"oom", "oom_per_year"},
    "organisations": {"count"},
    "parameters": {"parameters"},
    "records": {"count"},
    "times": {"factor", "ratio"},
    "tokens": {"tokens", "tokens_per_parameter"},
    "years": {"years"},
}
_BEHIND = re.compile(r"(?: (?:AI|notable|open|closed|of magnitude))*[ -](?P<word>[A-Za-z]+)")
_SHARES = {"share", "percent", "probability"}
# What stands between a number and the interval behind it, its ends, and the n behind it.
_OPENS = re.compile(r"x?(?:\s+[A-Za-z]+){0,6}\s*[\[(]")
_PARTS = re.compile(r"(?:,| to)\s+")
_CLOSES = re.compile(r"[\])]")
_UNBOUNDED = re.compile(r"(?:,| to)\s+no bound[\])]")
_N = re.compile(r"\s*\(n (?:= )?(?P<n>[\d,]+)")
# Of 301 and 96% only the second is a share.
WHOLE = 100
_TO_PERCENT = re.compile(r"\s*(?:to|and|or)\s+[\d.]+%")

_ROWS = "select estimate, ci_low, ci_high, n_obs, ci_level, unit from fct_estimates where "
_Row = tuple[float, float | None, float | None, int | None]


@dataclass(frozen=True)
class Statement:
    """A number that a text states, with what stands behind it.

    Attributes:
        number: The number.
        low: Lower end of the interval behind it, if there is one.
        high: Upper end; None also for "no bound".
        n: The n behind the interval.
        units: Units that the word behind the number names; empty where it names none.
        is_percent: Whether it is printed in percent.
    """

    number: Stated
    low: Stated | None
    high: Stated | None
    n: int | None
    units: frozenset[str]
    is_percent: bool

    @property
    def has_interval(self) -> bool:
        """Whether an interval stands behind the number."""
        return self.low is not None

    @property
    def written(self) -> str:
        """The number as the text has it, with the interval and the n behind it."""
        words = self.number.written
        if self.low is not None:
            words += f" [{self.low.written}, {self.high.written if self.high else 'no bound'}]"
        return words + (f" (n = {self.n})" if self.n is not None else "")

    def is_given_by(self, ends: Sequence[float | None], n_obs: int | None) -> bool:
        """Whether a number with its bounds and n would be printed so."""
        number, low, high = ends
        return _gives(self.number, number) and (
            not self.has_interval
            or (self.n in {None, n_obs} and _gives(self.low, low) and _gives(self.high, high))
        )


def statements(text: str) -> list[Statement]:
    """Return the numbers that a text states, each with the interval and n behind it."""
    found: list[Statement] = []
    numbers = find(text)
    end = 0
    for place, number in enumerate(numbers):
        if number.start >= end and not _is_a_word(number):
            statement, end = _behind(number, numbers[place + 1 : place + 3], text)
            found.append(statement)
    return found


class Evidence:
    """Rows that give numbers, and single values that may be stated beside them."""

    def __init__(self, rows: Iterable[Sequence[Any]], values: Iterable[float] = ()) -> None:
        """Take rows of (estimate, low, high, n, level, unit), and single values."""
        self._rows: list[_Row] = []
        singles = {(float(value), "any") for value in values}
        for estimate, low, high, n_obs, level, unit in rows:
            if n_obs is not None:
                singles.add((float(n_obs), "count"))
            if level is not None:
                singles.add((level, "share"))
            for kind, ends in printed_as(unit, (estimate, low, high)):
                singles |= {(end, kind) for end in ends if end is not None}
                if ends[0] is not None:
                    self._rows.append((ends[0], ends[1], ends[2], n_obs))
        self._singles: dict[str, list[float]] = {}
        for value, unit in sorted(singles):
            self._singles.setdefault(unit, []).append(value)
        self._rows.sort(key=lambda row: row[0])

    @classmethod
    def of(
        cls, published: duckdb.DuckDBPyConnection, where: str, values: Iterable[float] = ()
    ) -> "Evidence":
        """Take the rows of `fct_estimates` for which a condition in SQL holds."""
        return cls(published.execute(_ROWS + where).fetchall(), values)

    def supports(self, statement: Statement) -> bool:
        """Whether a row gives the number, with its interval and its n if it has them."""
        if statement.has_interval:
            return any(
                statement.n in {None, n_obs}
                and _gives(statement.low, low)
                and _gives(statement.high, high)
                for _, low, high, n_obs in self._near(statement.number)
            )
        return any(
            _holds(values, statement.number)
            for unit, values in self._singles.items()
            if _may_be_in(unit, statement)
        )

    def unsupported(self, text: str) -> list[Stated]:
        """Return the numbers of a text that neither a row nor a value gives."""
        return [found.number for found in statements(text) if not self.supports(found)]

    def _near(self, number: Stated) -> list[_Row]:
        first = bisect_left(self._rows, number.low, key=lambda row: row[0])
        last = bisect_right(self._rows, number.high, key=lambda row: row[0])
        return self._rows[first:last]


def _behind(number: Stated, following: list[Stated], text: str) -> tuple[Statement, int]:
    """Return a number with what stands behind it, and where that ends."""
    word = _BEHIND.match(text, number.end)
    is_percent = "%" in number.written
    if not is_percent and number.value <= WHOLE and _TO_PERCENT.match(text, number.end):
        number, is_percent = _in_percent(number), True
    alone = Statement(
        number=number,
        low=None,
        high=None,
        n=None,
        units=frozenset(_UNITS.get(word["word"].lower(), set()) if word else set()),
        is_percent=is_percent,
    )
    opening = _OPENS.match(text, number.end)
    if not (opening and following and opening.end() == following[0].start):
        return alone, number.end
    low, *rest = following
    closing = _UNBOUNDED.match(text, low.end)
    high = None
    if not closing:
        parting = _PARTS.match(text, low.end)
        if not (parting and rest and parting.end() == rest[0].start):
            return alone, number.end
        high = rest[0]
        closing = _CLOSES.match(text, high.end)
        if not closing:
            return alone, number.end
    if is_percent:
        low, high = _in_percent(low), high and _in_percent(high)
    behind = _N.match(text, closing.end())
    n = int(behind["n"].replace(",", "")) if behind else None
    return replace(alone, low=low, high=high, n=n), (behind or closing).end()


def _in_percent(number: Stated) -> Stated:
    if "%" in number.written:
        return number
    value, low, high = (end / 100 for end in (number.value, number.low, number.high))
    return replace(number, value=value, low=low, high=high)


def _is_a_word(number: Stated) -> bool:
    return number.written.isdigit() and len(number.written) == 1


def _may_be_in(unit: str, statement: Statement) -> bool:
    if statement.is_percent:
        return unit in {"any", "change", *_SHARES}
    return unit != "change" and (not statement.units or unit in statement.units | {"any"})


def printed_as(
    unit: str | None, ends: tuple[float | None, float | None, float | None]
) -> Iterator[tuple[str, tuple[float | None, float | None, float | None]]]:
    """Yield a number and its bounds as they may be printed, with their unit."""
    yield unit or "", ends
    estimate, low, high = ends
    if unit == "factor":
        yield "change", (_less(estimate, 1), _less(low, 1), _less(high, 1))
        yield "change", (_less(1, estimate), _less(1, high), _less(1, low))
    if unit in _SHARES:
        yield "change", (_less(1, estimate), _less(1, high), _less(1, low))


def _less(minuend: float | None, subtrahend: float | None) -> float | None:
    return None if minuend is None or subtrahend is None else minuend - subtrahend


def _gives(printed: Stated | None, value: float | None) -> bool:
    if printed is None or value is None:
        return printed is None and value is None
    return printed.low <= value <= printed.high


def _holds(values: list[float], number: Stated) -> bool:
    place = bisect_left(values, number.low)
    return place < len(values) and values[place] <= number.high
