"""Which sizes of models are downloaded, and how the page on downloads says it."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib import numbers, text, warehouse

# Packed weights hold fewer numbers than the model has parameters.
POPULATIONS = {"all": "all", "without packed": "unpacked"}

SIZES = """
select *
from fct_downloads_by_size
where population = $population
qualify snapshot_date = max(snapshot_date) over ()
order by bucket_rank nulls last
"""

CONCENTRATION = """
select *
from fct_download_concentration
where population = $population
qualify snapshot_date = max(snapshot_date) over ()
"""

SLOPES = """
from fct_download_size_slopes
qualify snapshot_date = max(snapshot_date) over ()
"""

FAMILIES = """
select *
from fct_family_downloads
where status = 'compared'
qualify snapshot_date = max(snapshot_date) over ()
order by download_ratio desc, family
"""

SNAPSHOT = """
select *
from dim_snapshots
where table_name = 'hugging_face_models'
qualify snapshot_date = max(snapshot_date) over ()
"""

TOLD = {"name": "Size", "written": "Downloads, models", "n_models": "Models"}
HEADINGS = {
    "family": "Family",
    "smallest_model_name": "Smallest",
    "largest_model_name": "Largest",
    "download_ratio": "Downloads of the smallest over the largest",
    "n_obs": "Sizes listed",
    "n_sizes_released": "Sizes released",
}
# The largest size that the finding calls small, and the power of ten where it ends.
SMALL = ("1b_to_10b", 10)


def finding(population: str, snapshot: str) -> str:
    """Say what part of models and of downloads is small."""
    size, ends_at = SMALL
    small = numbers.one("fct_downloads_by_size", population, snapshot, size)
    if small is None:
        return "No size is known in this listing"
    return (
        f"Models below {text.magnitude(ends_at, 'parameters')} parameters get "
        f"{small['downloads_share_up_to_size']:.0%} of the downloads of 30 days and are "
        f"{small['models_share_up_to_size']:.0%} of the models (n = {small['n_listed']:,.0f})"
    )


def concentration(population: str) -> Mapping[str, Any]:
    """Return how concentrated downloads are."""
    rows = warehouse.query(CONCENTRATION, population=population)
    rows = numbers.stated(rows, "fct_download_concentration", "population", "all")
    return dict(rows.iloc[0])


def slope() -> Mapping[str, Any]:
    """Return how downloads move with size within families."""
    rows = warehouse.query(SLOPES)
    rows = numbers.stated(rows, "fct_download_size_slopes", "all", "all")
    return dict(rows.iloc[0])


def within_families(slope: Mapping[str, Any]) -> str:
    """Say what ten times the size does to downloads within families."""
    factor = text.with_interval(slope, "downloads_factor_per_tenfold_size", "of the downloads")
    return f"Within {slope['n_families']} families, a size ten times larger has {factor}"


def label(row: Mapping[str, Any]) -> str:
    """Name a bucket by its ends, which are powers of ten: 1B to 10B; below 100M."""
    low, high = (
        "" if pd.isna(bound) else text.magnitude(round(math.log10(bound)), "parameters")
        for bound in (row["parameters_lower_bound"], row["parameters_upper_bound"])
    )
    if low and high:
        return f"{low} to {high}"
    return f"from {low}" if low else f"below {high}" if high else "not stated"


def drawn(sizes: pd.DataFrame) -> pd.DataFrame:
    """Prepare buckets for `charts.intervals`: from the share of models to that of downloads."""
    ends = sizes[["models_share", "downloads_share"]]
    return sizes.assign(
        name=[label(row) for row in sizes.to_dict("records")],
        estimate=sizes["downloads_share"],
        low=ends.min(axis=1),
        high=ends.max(axis=1),
        written=[
            f"{downloads:.0%}, {models:.0%}"
            for models, downloads in ends.itertuples(index=False)
        ],
        color="blue",
    )


def concentrated(concentration: Mapping[str, Any]) -> str:
    """Say how much the most downloaded models have of all downloads."""
    return (
        f"The {concentration['top_n']} most downloaded models have "
        f"{text.share(concentration, 'top_share')} of all downloads; Gini "
        f"{text.number(concentration['gini'])} ({text.interval(concentration, 'gini')})"
    )
