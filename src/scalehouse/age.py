"""How old data are on the day on which somebody looks: shown, and never stored or exported."""

import datetime as dt


def today() -> dt.date:
    """Return the day it is, UTC."""
    return dt.datetime.now(tz=dt.UTC).date()


def days_old(date: dt.date) -> int:
    """Return how many days ago a day was."""
    return today().toordinal() - date.toordinal()  # of a timestamp, too


def describe(date: dt.date) -> str:
    """Say how old data of a day are: 134 days old."""
    days = days_old(date)
    if days < 0:
        return f"dated {-days:,} days ahead"
    return "1 day old" if days == 1 else f"{days:,} days old"
