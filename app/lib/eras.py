"""The eras of training compute: their boundaries, samples, lines and names."""

from collections.abc import Mapping

import pandas as pd

from lib import charts, text, trends, warehouse

BOUNDARIES = """
select
    era,
    starts_on,
    1970 + date_diff('day', date '1970-01-01', starts_on) / 365.2425
        as starts_in_year
from dim_eras
where era_scheme = 'from_' || $deep_learning_from
order by era_rank
"""

LARGE_SCALE = """
select
    window_half_width_years,
    low_outlier_z,
    large_scale_z,
    large_scale_starts_on
from dim_eras
where is_large_scale_only
limit 1
"""

COMPUTE = "training_compute_flop"
COLORS = {"pre_deep_learning": "green", "deep_learning": "blue", "large_scale": "vermilion"}
# Where names stand clear of points and of each other (charts.name_beside).
SPOTS = {"pre_deep_learning": (0.5, 1.5), "deep_learning": (0.2, 2.0), "large_scale": (0, 1.5)}
# What the page states a trend of. Those named as an era have a line in the chart.
SAMPLES = {
    "pre_deep_learning": "Before deep learning",
    "deep_learning": "Deep learning, all models",
    "regular_scale": "Deep learning, without large-scale models",
    "large_scale": "Large-scale models",
}
SPECIFICATIONS = {
    "2010": {
        "compute__pre_deep_learning": "pre_deep_learning",
        "compute__deep_learning": "deep_learning",
        "compute__deep_learning__regular": "regular_scale",
        "compute__large_scale": "large_scale",
    },
    "2012": {
        "compute__pre_deep_learning_to_2012": "pre_deep_learning",
        "compute__deep_learning_from_2012": "deep_learning",
        "compute__deep_learning_from_2012__regular": "regular_scale",
        "compute__large_scale": "large_scale",
    },
}

# The trend of each sample: snapshot and sample, and the row of the mart.
Found = Mapping[tuple[str, str], trends.Trend]


def found(asked: Mapping[str, list[str]], samples: Mapping[str, str]) -> Found:
    """Return the trends that were asked for, by snapshot and sample."""
    return {
        (trend["snapshot"], samples[trend["specification"]]): trend
        for trend in trends.found(asked)
    }


def shades(starts_in: str) -> pd.DataFrame:
    """Return the eras as stretches of years, for `charts.over_time`."""
    eras = warehouse.query(BOUNDARIES, deep_learning_from=starts_in)
    return eras.assign(
        group=eras["era"],
        from_year=eras["starts_in_year"],
        to_year=eras["starts_in_year"].shift(-1),
    )


def lines(samples: Mapping[str, str], snapshot: str, first_year: int) -> pd.DataFrame:
    """Return the fitted line of each era, from a year on."""
    curves = trends.curves(list(samples), snapshot)
    curves = curves.assign(group=curves["specification"].map(samples))
    return curves[curves["group"].isin(COLORS) & (curves["curve_year"] >= first_year)]


def names(lines: pd.DataFrame, found: Found, snapshot: str, starts_in: str) -> pd.DataFrame:
    """Name the lines, each with its doubling time."""
    called = {
        "pre_deep_learning": f"Before {starts_in}",
        "deep_learning": "Deep learning",
        "large_scale": "Large-scale",
    }
    written = {
        era: f"{name}\n{text.number(found[snapshot, era]['doubling_months'])} months"
        for era, name in called.items()
    }
    return charts.name_beside(lines, written, SPOTS)
