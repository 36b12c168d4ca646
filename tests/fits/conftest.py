"""Shared by the tests of the fits: published records of the seeds, random searches."""

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

SEEDS = Path(__file__).parents[2] / "seeds" / "published"


@pytest.fixture(scope="session")
def published_seed():
    """Read a seed of published records by its name, all cells as they were published."""

    def read(name):
        (path,) = SEEDS.glob(f"*/{name}.csv")
        return pd.read_csv(path, dtype=str)

    return read


@pytest.fixture(scope="session")
def published_records(published_seed):
    """Give the records of a snapshot of AI models, with some columns read as numbers."""
    every = published_seed("epoch_ai__ai_model_records")

    def of(snapshot_date, *numbers):
        records = every[every["snapshot_date"] == snapshot_date]
        return records.assign(**{name: pd.to_numeric(records[name]) for name in numbers})

    return of


def fractional_year(date):
    """Turn dates into years, as the papers' notebooks do."""
    return date.dt.year + (date.dt.month - 1) / 12 + (date.dt.day - 1) / 365


@pytest.fixture(scope="session")
def snapshot_2022(published_records):
    """Give year and training compute of the snapshot of 2022-05-03, where both are known."""
    records = published_records("2022-05-03", "training_compute_flop")
    text, compute = records["publication_date"], records["training_compute_flop"]
    date = pd.to_datetime(text, format="%d/%m/%Y", errors="coerce")
    # Early records give the year alone, or a month; their date is the year's first day.
    first_day = pd.to_numeric(text.str.extract(r"(\d{4})$", expand=False))
    year = fractional_year(date).fillna(first_day)
    table = pd.DataFrame({"year": year, "training_compute_flop": compute})
    return table[table["year"].notna() & table["training_compute_flop"].gt(0)]


@pytest.fixture(scope="session")
def frontier_2024(published_records):
    """Give date and compute of notable models in the top ten at release, 2010 to May 2024."""
    records = published_records("2024-05-26", "training_compute_flop")
    records = records[records["notability_criteria"].notna()]
    date = pd.to_datetime(records["publication_date"])
    table = pd.DataFrame(
        {
            "name": records["model_name"],
            "year": fractional_year(date),
            "log10_flop": np.log10(records["training_compute_flop"]),
        }
    ).dropna()
    year, flop = table["year"].to_numpy(), table["log10_flop"].to_numpy()
    released, larger = year[None, :] <= year[:, None], flop[None, :] > flop[:, None]
    in_top_ten = np.sum(released & larger, axis=1) < 10
    return table[in_top_ten & (year >= 2010)]


@pytest.fixture(scope="session")
def near_records_2023(published_records):
    """Give date and compute of models of at least a tenth of the record before them."""
    records = published_records("2023-12-14", "training_compute_flop")
    date = pd.to_datetime(records["publication_date"])
    table = pd.DataFrame(
        {
            "year": fractional_year(date),
            "log10_flop": np.log10(records["training_compute_flop"]),
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
