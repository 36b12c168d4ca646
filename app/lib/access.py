"""Who can use AI models: how the page on access reads the marts and names their rows."""

import pandas as pd

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
