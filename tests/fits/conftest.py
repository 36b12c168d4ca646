"""Shared by the tests of the fits: published data beside the repository, random searches."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings

# The first example pays for imports, and a failure here must be one anywhere.
settings.register_profile("fits", deadline=None, derandomize=True)
settings.load_profile("fits")

# A simulated share may differ from nine in ten by this much, or by chance in few draws.
TOLERANCE = 0.03
LEVEL = 0.9
CHANCE = 3.5

SHARED_DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data():
    """Give the path of a published file that is kept beside the repository."""

    def path(name):
        file = SHARED_DATA / name
        if not file.exists():
            pytest.skip(f"the published file {name} is not beside the repository")
        return file

    return path


@pytest.fixture(scope="session")
def snapshot_2022(shared_data):
    """Give year and training compute of the snapshot of 2022-05-03, where both are known."""
    records = pd.read_csv(shared_data("ai_models/2022-05-03_all.csv"))
    date = pd.to_datetime(records["Publication date"], format="%d/%m/%Y", errors="coerce")
    year = date.dt.year + (date.dt.month - 1) / 12 + (date.dt.day - 1) / 365
    compute = records["Training compute (FLOPs)"]
    # Early records give the year alone; their date is its first day.
    table = pd.DataFrame(
        {"year": year.fillna(records["Year"]), "training_compute_flop": compute}
    )
    return table[table["year"].notna() & table["training_compute_flop"].gt(0)]


@pytest.fixture(scope="session")
def frontier_2024(shared_data):
    """Give date and compute of notable models in the top ten at release, 2010 to May 2024."""
    records = pd.read_csv(shared_data("ai_models/2024-05-26_all.csv"), low_memory=False)
    records = records[records["Notability criteria"].notna()]
    date = pd.to_datetime(records["Publication date"])
    table = pd.DataFrame(
        {
            "name": records["System"],
            "year": date.dt.year + (date.dt.month - 1) / 12 + (date.dt.day - 1) / 365,
            "log10_flop": np.log10(records["Training compute (FLOP)"]),
        }
    ).dropna()
    year, flop = table["year"].to_numpy(), table["log10_flop"].to_numpy()
    released, larger = year[None, :] <= year[:, None], flop[None, :] > flop[:, None]
    in_top_ten = np.sum(released & larger, axis=1) < 10
    return table[in_top_ten & (year >= 2010)]


@pytest.fixture(scope="session")
def near_records_2023(shared_data):
    """Give date and compute of models of at least a tenth of the record before them."""
    records = pd.read_csv(shared_data("ai_models/2023-12-14_all.csv"), low_memory=False)
    date = pd.to_datetime(records["Publication date"])
    table = pd.DataFrame(
        {
            "year": date.dt.year + (date.dt.month - 1) / 12 + (date.dt.day - 1) / 365,
            "log10_flop": np.log10(records["Training compute (FLOP)"]),
        }
    )[date < "2023-11-07"]
    table = table.dropna().sort_values("year", kind="stable")
    record = table["log10_flop"].cummax().shift()
    return table[(table["log10_flop"] >= record - 1) & (table["year"] >= 2010)]


class Draws:
    """How many samples a test simulates, and which share of intervals it allows to hold.

    A test run draws the few that it can afford; `make coverage` draws 2,000 everywhere, of
    which 87 to 93% of the 90% intervals must hold the truth.
    """

    def __call__(self, few):
        self.n = max(few, int(os.environ.get("SCALEHOUSE_DRAWS", "0")))
        return self.n

    def allow(self, share):
        reach = max(TOLERANCE, CHANCE * (LEVEL * (1 - LEVEL) / self.n) ** 0.5)
        return abs(share - LEVEL) < reach


@pytest.fixture
def draws():
    return Draws()
