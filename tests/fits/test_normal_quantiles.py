"""The normal quantiles of the interval levels are those of their levels."""

import csv
from pathlib import Path
from statistics import NormalDist

import pytest

NORMAL_QUANTILES = Path(__file__).parents[2] / "seeds/rules/core/normal_quantiles.csv"


def levels():
    with NORMAL_QUANTILES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", levels(), ids=lambda row: row["ci_level"])
def test_the_quantile_is_that_of_its_level(row):
    quantile = NormalDist().inv_cdf((1 + float(row["ci_level"])) / 2)
    assert float(row["normal_quantile"]) == pytest.approx(quantile, rel=1e-12)
