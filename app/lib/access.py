"""Who can use AI models: what is found, how the page reads the marts and names their rows."""

import pandas as pd

from lib import numbers, text, warehouse

YEARS = """
select *
from fct_access_by_year
where
    snapshot_date = cast($snapshot as date)
    and population = $models
    and grouping_name = $grouping
    and group_name = $group
    and calendar_year >= 2012
order by calendar_year, access_rank
"""

CONTRASTS = """
select
    *,
    10 ** difference_oom as factor,
    10 ** difference_oom_ci_low as factor_ci_low,
    10 ** difference_oom_ci_high as factor_ci_high,
    10 ** bound_difference_oom_low as bound_low,
    10 ** bound_difference_oom_high as bound_high
from fct_access_compute_contrasts
where
    snapshot_date = cast($snapshot as date)
    and population = $models
    and adjustment = 'year_median'
    and period = 'all'
    and status = 'estimated'
order by difference_oom desc
"""

LARGEST_RUNS = """
select
    *,
    missing_compute_bound_share_low as bound_low,
    missing_compute_bound_share_high as bound_high
from fct_access_by_compute
where
    snapshot_date = cast($snapshot as date)
    and population = $models
    and access_group = 'open_weights'
    and n_obs > 0
order by threshold_flop
"""

LAGS = """
select *
from fct_open_closed_lags
where snapshot_date = cast($snapshot as date)
order by specification
"""

# The thresholds and the sample of which sentences speak.
LARGE = ("from_1e23", "from_1e25")
LAG = "from_2018__notable"

# From the most open tier to the least: what it is called, and its colour.
TIERS = {
    "open_weights_unrestricted": ("Open, unrestricted", "green"),
    "open_weights_restricted": ("Open, restricted", "teal"),
    "open_weights_non_commercial": ("Open, non-commercial", "ochre"),
    "api": ("API", "blue"),
    "hosted": ("Hosted, no API", "purple"),
    "unreleased": ("Unreleased", "vermilion"),
    "unknown": ("Not stated", "grey"),
}
TIER_NAMES = {tier: name for tier, (name, _) in TIERS.items()}
TIER_COLORS = {tier: color for tier, (_, color) in TIERS.items()}
TOLD = {"year": "Year", "access_label": "Access", "written": "AI models"}
LAG_NAMES = {
    "from_2018": "All, since 2018",
    "from_2018__notable": "Notable, since 2018",
    "from_2018__language": "Language, since 2018",
    "from_2018__without_games": "Without games",
    "from_2018__without_speculative": "Without speculative compute",
    "from_2022": "All, since 2022",
    "cottier_2024": "Window of Cottier et al. (2024)",
    "cottier_2024__from_october_2019": "The same, from October 2019",
}
CONTRAST_NAMES = {
    "served_over_open": "API and hosted / open",
    "closed_over_open": "Closed / open",
    "unreleased_over_open": "Unreleased / open",
    "restricted_over_unrestricted": "Restricted / unrestricted",
    "non_commercial_over_unrestricted": "Non-commercial / unrestricted",
}


def drawn(years: pd.DataFrame) -> pd.DataFrame:
    """Prepare the years for `charts.stacks`, to be told by TOLD."""
    return years.assign(
        group=years["access_tier"],
        order=years["access_rank"],
        share=years["tier_share"],
        year=years["calendar_year"].map(str),
        written=years["n_tier"].map(str) + " of " + years["n_ai_models"].map(str),
    )


def largest_runs(snapshot: str, models: str = "notable") -> str:
    """Say how open the training runs above the lowest and a high threshold are."""
    found = warehouse.estimated(LARGEST_RUNS, snapshot=snapshot, models=models)
    if found.empty:
        return "Access is not stated in this snapshot"
    of_large = found[found["threshold_name"].isin(LARGE)]
    of_population = "" if models == "all" else f"__{models}"
    of_large = numbers.stated(
        of_large,
        "fct_access_by_compute",
        of_large["threshold_name"] + of_population,
        "access_group",
    )
    shares = [
        f"{text.share(row, 'access_share')} from {text.flop(row['threshold_flop'])} on"
        for row in of_large.to_dict("records")
    ]
    return f"Open weights are {' and '.join(shares)}, among models whose access is stated"


def lag(snapshot: str) -> str:
    """Say how far open weights lag behind closed models in training compute."""
    row = numbers.one("fct_open_closed_lags", LAG, snapshot)
    if row is None or pd.isna(row["lag_months"]):
        return "Open and closed models cannot be compared in this snapshot"
    return (
        "Open weights reach the training compute of closed models after "
        f"{text.with_interval(row, 'lag_months', 'months')}"
    )
