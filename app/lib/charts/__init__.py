"""The kinds of chart, in Altair: what is drawn over time, in groups, and estimates.

Lines and points are named where they are, so most charts need no legend. Vega
is part of Streamlit: nothing is fetched. Every function returns a chart without
title; `page.figure` adds title, n, snapshot and credit.
"""

from lib.charts.estimates import ESTIMATE, estimated, intervals
from lib.charts.groups import lines, ribbons, stacks
from lib.charts.over_time import PICKED, name_beside, over_time

__all__ = [
    "ESTIMATE",
    "PICKED",
    "estimated",
    "intervals",
    "lines",
    "name_beside",
    "over_time",
    "ribbons",
    "stacks",
]
