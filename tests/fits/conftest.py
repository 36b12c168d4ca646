"""Shared by the tests of the fits: published data beside the repository, random searches."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

# The first example pays for imports, and a failure here must be one anywhere.
settings.register_profile("fits", deadline=None, derandomize=True)
settings.load_profile("fits")

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
