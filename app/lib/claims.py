"""Published claims and their verdicts: how the ledger reads them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib import text

SCOREBOARD = """
select
    *,
    regexp_replace(source_url, '^https?://(www\\.)?|/$', '', 'g') as address
from rpt_claim_scoreboard
-- what does not hold comes first
order by
    list_position(
        ['contradicted', 'does_not_follow', 'drifted', 'holds'], verdict_today
    ) nulls last,
    claim_id
"""

COUNTS = """
select
    count(*) as n_claims,
    count(*) filter (where verdict_today != 'not_testable') as n_testable,
    count(*) filter (where verdict_today = 'holds') as n_holding,
    count(*) filter (where verdict_today = 'drifted') as n_drifted
from rpt_claim_scoreboard
"""

# How many claims a reader's filters leave.
SHOWN = """
select count(*) as n_shown
from rpt_claim_scoreboard
where
    $verdict in ('all', verdict_today)
    and $kind in ('all', kind)
    and $address in ('all', regexp_replace(source_url, '^https?://(www\\.)?|/$', '', 'g'))
"""

CHECKS = """
select
    *,
    cast(snapshot_date as varchar) as snapshot
from fct_claim_checks
where list_contains($claims, claim_id)
order by list_position($claims, claim_id), snapshot_date
"""


VERDICTS = {
    "holds": ("holds", "green", "✓"),
    "drifted": ("drifted", "ochre", "↘"),
    "contradicted": ("contradicted", "vermilion", "✗"),
    "does_not_follow": ("does not follow", "purple", "≠"),
    "before_its_time": ("before its time", "teal", "⇠"),
    "not_testable": ("not testable", "grey", "·"),
}
BOUNDS = {"at_least": "at least ", "at_most": "at most ", "below": "below "}
AMOUNTS = ("usd", "usd_2023", "usd_per_1000_tokens", "parameters", "chip_hours")
# How units end a number that `text.UNITS` does not name.
ENDINGS = {
    "factor": " times",
    "share": "",
    "percent": "%",
    "flop": " FLOP",
    "oom": " OOM",
    "oom_per_year": " OOM a year",
    "usd_per_1000_tokens": " per 1,000 tokens",
    "log10_parameters": " (log₁₀ of parameters)",
    **dict.fromkeys(("count", "exponent", "correlation", "fractional_year"), ""),
}
# More cells than these are no picture.
MOST_DRAWN = 40
NAMES = {verdict: name for verdict, (name, _, _) in VERDICTS.items()}
# Only a snapshot older than the claim can be before its time.
TODAY = {verdict: name for verdict, name in NAMES.items() if verdict != "before_its_time"}
SIGNS = ", ".join(f"{sign} {name}" for name, _, sign in VERDICTS.values())
COLORS = {verdict: color for verdict, (_, color, _) in VERDICTS.items()}
TOLD = {
    "claim_said": "Claim",
    "column": "Snapshot",
    "verdict_said": "Verdict",
    "published": "Published",
    "ours": "Ours",
    "why": "Why",
}


def number(row: Mapping[str, Any], quantity: str, unit: Any) -> str:
    """Write a number with its interval and unit; — where there is none."""
    value = row[quantity]
    if pd.isna(value):
        return "—"
    ending = ENDINGS.get(unit, text.UNITS.get(unit, f" {unit}".replace("_", " ")))
    low, high = row.get(f"{quantity}_ci_low"), row.get(f"{quantity}_ci_high")
    ends = [None if pd.isna(end) else _bare(end, unit) for end in (low, high)]
    spread = ""
    if any(ends):
        spread = f" ({ends[0] or '…'} to {ends[1] or '…'})"
    return f"{_bare(value, unit)}{spread}{'' if pd.isna(unit) else ending}"


def published(row: Mapping[str, Any]) -> str:
    """Write the published number, with its relation where it is a bound."""
    written = number(
        {
            "published": row["published_value"],
            "published_ci_low": row["published_ci_low"],
            "published_ci_high": row["published_ci_high"],
        },
        "published",
        row["unit"],
    )
    bound = BOUNDS.get(row["relation"], "")
    return f"{bound}{written}"


def _bare(value: float, unit: Any) -> str:
    """Write a number as its unit is read, without the unit's ending."""
    if unit == "flop":
        return text.flop(value).removesuffix(ENDINGS["flop"])
    if unit in AMOUNTS:
        return text.amount(value, unit).removesuffix(text.UNITS.get(unit, ""))
    if unit == "share":
        return f"{text.number(100 * value, 3)}%"
    return f"{value:.1f}" if unit == "fractional_year" else text.number(value, 3)


def cells(checks: pd.DataFrame) -> pd.DataFrame:
    """Prepare checks for `charts.matrix`."""
    rows = checks.to_dict("records")
    return checks.assign(
        row=[text.clean(f"{row['claim_id']} {row['claim']}", 46) for row in rows],
        column=checks["snapshot"],
        claim_said=checks["claim"].map(text.clean),
        verdict_said=checks["verdict"].map(NAMES),
        sign=[VERDICTS[row["verdict"]][2] for row in rows],
        published=[published(row) for row in rows],
        ours=[number(row, "estimate", row["unit"]) for row in rows],
        why=checks["not_testable_reason"].map(text.clean),
    )
