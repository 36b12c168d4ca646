"""What a program or a habit did to dates and numbers that can't be read, and the remedy."""

import re
from collections.abc import Iterable

_REWRITE = "save dates as YYYY-MM-DD"
_DATES = (  # how a whole cell looks, what it is
    (r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", f"dates carry a time of day; {_REWRITE}"),
    (r"\d{4}-\d\d?", "year and month stand as YYYY-MM; write MM/YYYY, or a day"),
    (r"\d{4}[./]\d\d?[./]\d\d?", f"dates have dots or slashes; {_REWRITE}"),
    (r"\d{1,2}/(1[3-9]|2\d|3[01])/\d{4}", f"the month stands before the day; {_REWRITE}"),
    (r"[34]\d{4}([.]0)?", f"these are a spreadsheet's serial numbers of days; {_REWRITE}"),
    (
        r".*(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*\d.*|\d.*[A-Za-z]{3}.*",
        f"months are written out; {_REWRITE}",
    ),
)
_NUMBERS = (
    (
        r"-?\d+,\d{1,2}|-?\d+,\d+[eE].*|-?\d{1,3}([.]\d{3})+,\d+",
        "decimals follow a comma; write 1.5",
    ),
    (r"\d+([.]\d+)?,\d+([.]\d+)?", "two values stand in one cell; keep one"),
    (r"#.*", "a spreadsheet's error stands in a cell; correct its formula"),
    (r"[-+0-9.,eE]+ ?[A-Za-z%]+.*", "a unit or a word stands beside numbers; write it in none"),
)


def why_unreadable(column: str, texts: Iterable[str]) -> str:
    """Name the cause that the first unreadable values of a column point to, if any does."""
    known = _DATES if column.endswith("_date") else _NUMBERS
    for text in texts:
        for pattern, cause in known:
            if re.fullmatch(pattern, text.strip()):
                return f"It looks as if {cause}"
    return ""
