"""Words and figures: how pages write numbers, intervals, names and sources."""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

HOST = r"https?://(?:www\.)?([^/]+)"
NO_BREAK = "\N{NO-BREAK SPACE}"
TIMES = "\N{MULTIPLICATION SIGN}"
# Controls, directions of writing, private and half characters.
UNPRINTABLE = ("Cc", "Cf", "Co", "Cs")
SIZES = ("", "k", "M", "B", "T")
LEAST_CENTS = 1e-6
SMALL_SHARE = 0.1
MOST_ZEROS = 3 * len(SIZES) - 1
# How a unit of the warehouse ends an amount; dollars lead theirs.
UNITS = {
    "parameters": " parameters",
    "tokens": " tokens",
    "datapoints": " datapoints",
    "hours": " hours",
    "chip_hours": " chip-hours",
    "chips": " chips",
    "w": " W",
    "kwh": " kWh",
    "tokens_per_parameter": " tokens per parameter",
    "usd": " (nominal)",
    "usd_2020": " (2020)",
    "usd_2023": " (2023)",
}
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


def magnitude(exponent: int, unit: str = "flop") -> str:
    """Write a power of ten as its unit is read: 10²⁴ FLOP, 100M, $1k."""
    sign = "$" if unit.startswith("usd") else ""
    if unit in ("flop", "kwh") or not 0 <= exponent <= MOST_ZEROS:
        return f"{sign}{power(exponent)}"
    size, zeros = divmod(exponent, 3)
    return f"{sign}{10**zeros}{SIZES[size]}"


def amount(value: float, unit: str) -> str:
    """Write an amount with its unit: 2.1 times 10²⁵ FLOP, $78M, 175B parameters."""
    if pd.isna(value):
        return "—"
    if unit == "flop":
        return flop(value)
    sign = "$" if unit.startswith("usd") else ""
    size = math.floor(math.log10(value) / 3) if value > 0 else 0
    if 0 <= size < len(SIZES):
        written = f"{sign}{number(value / 1000**size, 3)}{SIZES[size]}"
    elif sign and value >= LEAST_CENTS:
        written = f"{sign}{number(value)}"  # cents and less: $0.00086
    else:
        written = f"{sign}{value:.1e}"
    return f"{written}{UNITS.get(unit, '')}"


def flop(value: float) -> str:
    """Write an amount of compute with its power of ten: 2.1 times 10²⁵ FLOP, 10²⁵ FLOP."""
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    if value == float(f"1e{exponent}"):
        return f"{power(int(exponent))} FLOP"
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
        growth = with_interval(trend, "growth_factor_per_year", "a year")
        return f"does not double: it changes by a factor of {growth}"
    return f"doubles every {with_interval(trend, 'doubling_months', 'months')}"


def share(row: Mapping[str, Any], quantity: str) -> str:
    """Write a share with its interval and n: 51% (95% interval 43% to 59%, n = 144)."""
    level, n_obs = f"{row['ci_level']:.0%}", f"n = {int(row['n_obs']):,}"
    written = brief_share(row, quantity).removesuffix(")").replace("(", f"({level} interval ")
    return f"{written}, {n_obs})"


def brief_share(row: Mapping[str, Any], quantity: str) -> str:
    """Write a share and its interval for a table: 51% (43% to 59%)."""
    ends = row[quantity], row[f"{quantity}_ci_low"], row[f"{quantity}_ci_high"]
    digits = 1 if max(ends) < SMALL_SHARE else 0
    at, low, high = (f"{end:.{digits}%}" for end in ends)
    return f"{at} ({low} to {high})"


def brief(trend: Mapping[str, Any], quantity: str) -> str:
    """Write an estimate and its interval for a table: 5.6 (5.3 to 5.9)."""
    if trend["status"] != "estimated":
        return f"not estimated: {trend['status_reason']}"
    spread = interval(trend, quantity).replace(" to ", f"{NO_BREAK}to{NO_BREAK}")
    return f"{number(trend[quantity])} ({spread})"


def sql(statement: str, parameters: Mapping[str, Any]) -> str:
    """Fill in a query's parameters, so that a reader can run it."""
    return re.sub(r"\$(\w+)", lambda match: _literal(parameters[match[1]]), statement).strip()


def quoted(answer: str) -> str:
    """Quote what a reader typed, as code: none of it is taken for Markdown."""
    return f"`{answer[:40].replace('`', '')}`"


def kept_together(sentence: str) -> str:
    """Keep n and its value on one line."""
    return re.sub(r"\bn = (?=\d)", f"n{NO_BREAK}={NO_BREAK}", sentence)


def unbroken(date: str) -> str:
    """Write a date such that no column of a table breaks it."""
    return date.replace("-", "\N{NON-BREAKING HYPHEN}")


def clean(name: Any, length: int = 80) -> str:
    """Write a name from the data on one line: no control characters, not too long.

    Characters that turn the direction of writing go too, so that a name
    cannot reorder what stands around it.
    """
    if pd.isna(name):
        return "—"
    kept = name = str(name)
    if not name.isprintable():  # few are not, and letter by letter is slow
        kept = "".join(
            " " if letter.isspace() else letter
            for letter in name
            if letter.isspace() or unicodedata.category(letter) not in UNPRINTABLE
        )
    return kept if len(kept) <= length else f"{kept[: length - 1].rstrip()}…"


def plain(name: Any, length: int = 80) -> str:
    """Write a name from the data within Markdown, where it stays what it is."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])", r"\\\1", clean(name, length))


def link(address: Any) -> str | None:
    """Return an address that can be followed on the web, else nothing."""
    is_web = isinstance(address, str) and re.fullmatch(r"https?://[^\s/]+\S*", address)
    return address if is_web else None


def linked(address: Any) -> str:
    """Write a source in Markdown: its site, which leads to it; — where it leads nowhere."""
    if link(address) is None:
        return "—"
    return f"[{plain(host(address))}](<{re.sub('[<>]', '', address)}>)"


def host(address: Any) -> str:
    """Name the site that an address leads to: arxiv.org; — where it leads to none."""
    found = re.match(HOST, link(address) or "")
    return found[1] if found else "—"


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return str(value).lower() if isinstance(value, bool) else repr(value)
