"""Spell names as the warehouse compares them."""

import re
import unicodedata
from functools import cache

_NO_WIDTH = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    "|(?:(?<=[\\x00-\u024f])|^)[\u200c\u200d]+"
)
_LIST = re.compile("[,;]")


def plain(text: str) -> str:
    """Remove what has no width, and write one space for spaces and line breaks of all kinds."""
    if text.isascii() and "\n" not in text and "  " not in text:
        return text.strip()
    return " ".join(_NO_WIDTH.sub("", text).split())


@cache
def name_key(name: str) -> str:
    """Spell a name without case, accents and punctuation, as the macro `name_key` does."""
    decomposed = unicodedata.normalize("NFD", plain(name))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    pointed = re.sub(r"([0-9])[.]([0-9])", r"\1point\2", letters)
    return re.sub(r"[^\w+]|_", "", pointed)


def share_an_item(first: str, second: str) -> bool:
    """Whether two lists with commas have an item in common, however it is spelt."""
    keys = ({name_key(item) for item in _LIST.split(text)} - {""} for text in (first, second))
    return not set.isdisjoint(*keys)
