"""The normal quantile and the level of the shares' intervals belong together."""

import csv
from pathlib import Path
from statistics import NormalDist

import pytest

LABEL_RULES = Path(__file__).parents[2] / "seeds/assumptions/label_rules.csv"


def test_the_quantile_of_the_wilson_intervals_is_that_of_their_level():
    with LABEL_RULES.open(encoding="utf-8", newline="") as file:
        rules = {row["rule_name"]: float(row["rule_value"]) for row in csv.DictReader(file)}
    quantile = NormalDist().inv_cdf((1 + rules["share_ci_level"]) / 2)
    assert rules["share_ci_z"] == pytest.approx(quantile, rel=1e-12)
