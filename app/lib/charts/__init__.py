"""The kinds of chart, in Altair: what is drawn over time, in groups, estimates, and verdicts.

Lines and points are named where they are, so most charts need no legend. Vega
is part of Streamlit: nothing is fetched. Every function returns a chart without
title; `page.figure` adds title, n, snapshot and credit.
"""

from lib.charts.estimates import ESTIMATE, estimated, intervals
from lib.charts.groups import line, ribbons, stacks
from lib.charts.matrix import matrix
from lib.charts.over_time import PICKED, name_beside, over_time

__all__ = [
    "ESTIMATE",
    "PICKED",
    "estimated",
    "intervals",
    "line",
    "matrix",
    "name_beside",
    "over_time",
    "ribbons",
    "stacks",
]
