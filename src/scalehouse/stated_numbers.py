"""The numbers that a text states, and which of them no known number is rounded to.

Dates, years, names (GPT-4, H100), code, addresses and licences hold digits too, but state no
number. Each number stands for all that would be written so: 5.6 for 5.55 to 5.65, 260 for 255
to 265, 51% for 0.505 to 0.515, $78.4M for 78.35 to 78.45 million.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

SIZES = {"k": 3, "M": 6, "B": 9, "T": 12}
RAISED = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = str.maketrans(RAISED, "-0123456789")
_HYPHEN = "[-\N{NON-BREAKING HYPHEN}]"
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
# Letters with digits, joined or by a hyphen; x1.40 is a factor.
_NAME = (
    rf"\b(?!x\d+(?:\.\d+)?\b)[A-Za-z][A-Za-z_]*(?:{_HYPHEN}?[A-Za-z]*\d[\w.]*\w|{_HYPHEN}?\d)"
    rf"(?:{_HYPHEN}[\w.]*\w)*"
)
# What contains digits and states no number, in the order in which it is taken out.
_NO_STATEMENT = [
    re.compile(pattern)
    for pattern in (
        r"```.*?```|`[^`]*`",
        r"(?<=\])\([^)\s]*\)|<https?://[^>]*>|https?://\S+",
        r"\b\d{8}T\d{6}Z-\w+",
        rf"\b\d{{4}}{_HYPHEN}\d\d{_HYPHEN}\d\d\b",
        rf"\b(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{4}})?\b",
        r"\bCC BY(?:-[A-Z]+)* \d\.\d",
        r"\barXiv:? ?\d{4}\.\d{4,5}\b|\bPython \d\.\d+",
        r"\^\(?-?\d[\d./]*",
        _NAME,
        r"(?<![\d,.$+-])(?:19[3-9]\d|20[0-4]\d)(?![\d%]|[,.]\d)",
    )
]
_NUMBER = re.compile(
    rf"""
    (?:(?<![\w.])|(?<=\bx))
    (?P<sign>(?<![\w)])[-+\N{{MINUS SIGN}}])?
    \\?(?P<dollar>\$)?
    (?:
        (?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<decimals>\.\d+)?
        (?:\s?\N{{MULTIPLICATION SIGN}}\s?10(?P<times>[{RAISED}]+)|e(?P<e>[-+]?\d+))?
        (?P<size>[kMBT](?!\w))?
        (?P<power>[{RAISED}]+)?
        (?P<percent>\s?%)?
    )
    """,
    re.VERBOSE,
)
# Counts are written whole; other numbers with at least two significant digits.
_COUNTED = re.compile(r"\bn\s=\s$")
_POINTS = re.compile(r"(?:\s(?:and|to)\s[-+]?\d[\d.]*)?\s+points\b")
LEAST_DIGITS = 2


@dataclass(frozen=True)
class Stated:
    """A number in a text.

    Attributes:
        written: As the text has it.
        value: What it stands for; a percentage is a share.
        low: Least number that would be written so.
        high: Greatest number that would be written so.
        context: The words around it.
        start: Where it begins in the text.
        end: Where it ends.
    """

    written: str
    value: float
    low: float
    high: float
    context: str
    start: int
    end: int


def find(text: str) -> list[Stated]:
    """Find the numbers that a text states."""
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    for pattern in _NO_STATEMENT:
        plain = pattern.sub(lambda match: " " * len(match[0]), plain)
    return [_read(match, plain, text) for match in _NUMBER.finditer(plain)]


def without(text: str, phrases: Iterable[str]) -> str:
    """Take phrases out of a text: those whose numbers are settings or definitions."""
    for phrase in phrases:
        text = text.replace(phrase, " ")
    return text


def unsupported(text: str, known: Iterable[float]) -> list[Stated]:
    """Return the numbers that a text states and that no known number is rounded to."""
    numbers = sorted(number for number in known if math.isfinite(number))

    def is_known(stated: Stated) -> bool:
        place = bisect_left(numbers, stated.low)
        return place < len(numbers) and numbers[place] <= stated.high

    return [stated for stated in find(text) if not is_known(stated)]


def _read(match: re.Match[str], plain: str, text: str) -> Stated:
    digits, decimals = match["digits"].replace(",", ""), match["decimals"] or ""
    exponent = int((match["times"] or match["e"] or "0").translate(_LOWERED))
    exponent += SIZES.get(match["size"] or "", 0)
    value = float(digits + decimals)
    half = 0.5 * 10.0 ** -max(len(decimals) - 1, 0)
    if match["power"]:  # ten to a power is exact: a threshold, or a round amount
        value, half = value ** int(match["power"].translate(_LOWERED)), 0.0
    elif not decimals and not _COUNTED.search(plain[: match.start()]):
        significant = max(LEAST_DIGITS, len(digits.rstrip("0")))
        half *= 10.0 ** max(len(digits) - significant, 0)
    is_share = match["percent"] or _POINTS.match(plain, match.end())
    scale = 10.0**exponent / (100 if is_share else 1)
    sign = -1 if match["sign"] in ("-", "\N{MINUS SIGN}") else 1
    slack = 1e-9 * value
    ends = [sign * scale * (value - half - slack), sign * scale * (value + half + slack)]
    return Stated(
        written=match[0].strip(),
        value=sign * scale * value,
        low=min(ends),
        high=max(ends),
        context=text[max(0, match.start() - 40) : match.end() + 30].strip(),
        start=match.start(),
        end=match.end(),
    )
