"""Whether training gets cheaper is what the marts hold."""

from lib import text

# Trends of efficiency are of all models: the newest snapshot that lists them.
NEWEST = "2026-03-30"
TREND = """
select *
from fct_growth_trends
where specification = ? and group_name = 'all' and snapshot_date = ?
"""


def test_efficiency_changes_by_the_marts_factor(open_app, marts):
    app = open_app(page="efficiency", metric="Compute per joule")
    asked = ["efficiency__compute_per_joule__from_2010", NEWEST]
    (found,) = marts.execute(TREND, asked).df().to_dict("records")
    factor = text.with_interval(found, "growth_factor_per_year", "a year")
    finding = app.subheader[0].value.replace(text.NO_BREAK, " ")
    assert finding == f"Compute per joule changes by a factor of {factor}"
