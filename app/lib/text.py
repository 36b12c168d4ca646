"""Words and figures: how pages write numbers, intervals, sources and files."""

import datetime as dt
import math
import re
from collections.abc import Mapping
from csv import QUOTE_NONNUMERIC
from typing import Any

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
HOST = r"https?://(?:www\.)?([^/]+)"
NO_BREAK = "\N{NO-BREAK SPACE}"
TIMES = "\N{MULTIPLICATION SIGN}"
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, digits: int = 2) -> str:
    """Write a number with that many significant digits: 5.6, 20, 1,200; — for none."""
    if pd.isna(value):
        return "—"
    rounded = float(f"{value:.{digits - 1}e}")
    magnitude = math.floor(math.log10(abs(rounded))) if rounded else 0
    return f"{rounded:,.{max(0, digits - 1 - magnitude)}f}"


def power(exponent: int) -> str:
    """Write a power of ten: 10²⁴."""
    return f"10{str(exponent).translate(SUPERSCRIPTS)}"


def flop(value: float) -> str:
    """Write an amount of compute, 2.1 times 10²⁵ FLOP, with its power of ten."""
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    return f"{mantissa} {TIMES} {power(int(exponent))} FLOP"


def day(date: dt.date) -> str:
    """Write a date: 19 July 2026."""
    return f"{date.day} {date:%B %Y}"


def interval(row: Mapping[str, Any], quantity: str) -> str:
    """Write the interval of a quantity, 5.3 to 5.9, or say which bound is missing."""
    low, high = row[f"{quantity}_ci_low"], row[f"{quantity}_ci_high"]
    if pd.isna(low):
        return "without bounds: the interval shows no growth"
    if pd.isna(high):
        return f"from {number(low)}, no upper bound: the interval reaches no growth"
    return f"{number(low)} to {number(high)}"


def with_interval(row: Mapping[str, Any], quantity: str, unit: str) -> str:
    """Write an estimate with all that belongs to it.

    5.6 months (95% interval 5.3 to 5.9, n = 453)
    """
    level, n_obs = f"{row['ci_level']:.0%}", f"n = {int(row['n_obs']):,}"
    spread = f"{level} interval {interval(row, quantity)}, {n_obs}"
    return f"{number(row[quantity])} {unit} ({spread})"


def doubling(trend: Mapping[str, Any]) -> str:
    """Say how fast a metric doubles, or why that cannot be said."""
    if trend["status"] != "estimated":
        return f"has no trend here: {trend['status_reason']}"
    if pd.isna(trend["doubling_months"]):
        growth = with_interval(trend, "growth_factor_per_year", "times a year")
        return f"does not double: it changes {growth}"
    return f"doubles every {with_interval(trend, 'doubling_months', 'months')}"


def brief(trend: Mapping[str, Any], quantity: str) -> str:
    """Write an estimate and its interval for a table: 5.6 (5.3 to 5.9)."""
    if trend["status"] != "estimated":
        return f"not estimated: {trend['status_reason']}"
    spread = interval(trend, quantity).replace(" to ", f"{NO_BREAK}to{NO_BREAK}")
    return f"{number(trend[quantity])} ({spread})"


def credit(snapshot: Mapping[str, Any], build_id: str) -> str:
    """Credit the data, and name the build that the figures come from."""
    return (
        f"Data: [{snapshot['publisher']}]({snapshot['source_url']}), {snapshot['licence']}, "
        f"snapshot of {day(snapshot['snapshot_date'])}. Figures: Scalehouse, build {build_id}."
    )


def sql(statement: str, parameters: Mapping[str, Any]) -> str:
    """Fill in a query's parameters, so that a reader can run it."""
    literals = {
        name: str(value).lower() if isinstance(value, bool) else repr(value)
        for name, value in parameters.items()
    }
    return re.sub(r"\$(\w+)", lambda match: literals[match[1]], statement).strip()


def quoted(answer: str) -> str:
    """Quote what a reader typed, as code: none of it is taken for Markdown."""
    return f"`{answer[:40].replace('`', '')}`"


def csv(frame: pd.DataFrame) -> bytes:
    """Write a table as CSV in which no spreadsheet finds a formula."""
    return frame.map(_without_formula).to_csv(index=False, quoting=QUOTE_NONNUMERIC).encode()


def _without_formula(cell: Any) -> Any:
    is_formula = isinstance(cell, str) and cell.startswith(FORMULA_STARTS)
    return f"'{cell}" if is_formula else cell
