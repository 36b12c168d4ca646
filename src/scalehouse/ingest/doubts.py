"""Records that a person should look at, though nothing in the file says that they are wrong.

Two records of one name may be two AI models, and a comma may belong to an organisation's name.
Only what is new beside the last file is listed.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from scalehouse.quality.names import name_key, plain, share_an_item

Records = Sequence[dict[str, str]]

ALIASES_FILE = "rules/core/ai_model_aliases.csv"
NAME_PARTS_FILE = "rules/core/organization_name_parts.csv"
ORGANIZATION_ALIASES_FILE = "rules/core/organization_aliases.csv"
_COLUMNS = {"model_name", "organizations", "publication_date"}
_SHOWN = 8
_YEAR = 366  # days
_YEARS = re.compile("(?:19|20)[0-9]{2}")
_SPACED = re.compile(r", +")
# so many lists, and this share of all: then a comma and a space are a comma of this file
_MANY = 20
_MOST = 0.5


def describe_doubts(root: Path, now: Records, last: Records) -> str:
    """List what to look at in a file of AI models, each with the place that settles it."""
    if not now or not now[0].keys() >= _COLUMNS:
        return ""
    known_pairs = {pair for pair, _ in _namesakes(root, last)}
    pairs = [text for pair, text in _namesakes(root, now) if pair not in known_pairs]
    known = set(_names_with_commas(root, last))
    commas = [
        f"{place} {name!r}"
        for name, place in _names_with_commas(root, now).items()
        if name not in known
    ]
    lines = []
    if pairs:
        lines.append(
            f"  {len(pairs)} LIKE NAMES that may be different AI models (settle each in "
            f"{ALIASES_FILE}):"
        )
        lines += _some(pairs)
    if commas:
        lines.append(
            f"  {len(commas)} ORGANISATIONS with a comma inside, one name or two (settle "
            f"each in {NAME_PARTS_FILE} or {ORGANIZATION_ALIASES_FILE}):"
        )
        lines += _some(commas)
    return "\n".join(lines)


def _some(texts: Sequence[str]) -> list[str]:
    more = [f"    and {len(texts) - _SHOWN} more"] if len(texts) > _SHOWN else []
    return [*(f"    {text}" for text in texts[:_SHOWN]), *more]


def _namesakes(root: Path, records: Records) -> Iterator[tuple[tuple[str, ...], str]]:
    """Find records of one name without a common organisation, or a year apart.

    An alias with the year of one of them has told them apart by hand.
    """
    settled = {
        (name_key(row["alias"]), row["publication_year"])
        for row in _rows(root / ALIASES_FILE)
        if row["publication_year"]
    }
    by_key: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for number, record in enumerate(records, 1):
        if key := name_key(record["model_name"]):
            by_key.setdefault(key, []).append((number, record))
    for key, found in by_key.items():
        for (first, one), (second, other) in combinations(found, 2):
            years = [_year(record) for record in (one, other)]
            if any((key, year) in settled for year in years):
                continue
            why = _difference(one, other)
            if why:
                texts = [
                    f"row {number} {record['model_name']!r} ({record['organizations']}, "
                    f"{record['publication_date']})"
                    for number, record in ((first, one), (second, other))
                ]
                yield (key, *sorted(years)), f"{' and '.join(texts)}: {why}"


def _difference(one: dict[str, str], other: dict[str, str]) -> str:
    organizations = one["organizations"], other["organizations"]
    if all(map(str.strip, organizations)) and not share_an_item(*organizations):
        return "no common organisation"
    days = [_day(record["publication_date"]) for record in (one, other)]
    if days[0] and days[1] and abs((days[0] - days[1]).days) > _YEAR:
        return "more than a year apart"
    return ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _year(record: dict[str, str]) -> str:
    found = _YEARS.search(record["publication_date"])
    return found[0] if found else ""


def _names_with_commas(root: Path, records: Records) -> dict[str, str]:
    """Find organisations with a comma and a space inside that nobody has decided on."""
    lists = [record["organizations"] for record in records if "," in record["organizations"]]
    n_spaced = sum(bool(_SPACED.search(text)) for text in lists)
    if n_spaced >= _MANY and n_spaced > _MOST * len(lists):
        return {}
    kept = [row["part_after_comma"] for row in _rows(root / NAME_PARTS_FILE)]
    decided = [
        row["published_name"]
        for row in _rows(root / ORGANIZATION_ALIASES_FILE)
        if ", " in row["published_name"]
    ]
    found: dict[str, str] = {}
    for number, record in enumerate(records, 1):
        # what the publisher quotes is one name
        text = plain(re.sub('"[^"]*"', "", record["organizations"]))
        if any(name in text for name in decided):
            continue
        parts = _SPACED.split(text)[1:]
        if any(not _is_kept(part, kept) for part in parts):
            found.setdefault(text, f"row {number} ({record['model_name'].strip()})")
    return found


def _is_kept(part: str, kept: Sequence[str]) -> bool:
    """Whether a part after a comma begins as one that belongs to the name before it."""
    return any(
        part.startswith(beginning) and not part[len(beginning) : len(beginning) + 1].isalnum()
        for beginning in kept
    )


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
