"""The pandas script that benchmarks compare with finds what the warehouse finds."""

import subprocess
import sys
from pathlib import Path

import pytest

from scalehouse import warehouse

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "pandas_script"
SNAPSHOT = "2022-05-03"
SLOPES = """
    select
        specification,
        slope_oom_per_year
    from fct_growth_trends
    where
        status = 'estimated' and metric = 'training_compute_flop'
        and grouping_name = 'none' and snapshot_date = $snapshot
        -- the largest at release are ranked within their population
        and specification in (
            select specification from raw.trend_specifications
            where entity = 'ai_model' and sample_rule != 'top_at_release'
        )
    order by specification
"""


def test_trends_have_the_same_slopes(warehouse_home, tmp_path):
    parts = ["records", "eras", "growth", "--snapshots", SNAPSHOT]
    subprocess.run([sys.executable, SCRIPT, tmp_path, *parts], check=True)
    with warehouse.connect(warehouse_home) as published:
        ours = published.execute(SLOPES, {"snapshot": SNAPSHOT}).fetchall()
        theirs = published.sql(
            f"select specification, slope_oom_per_year from '{tmp_path}/growth.parquet' "  # noqa: S608
            "order by specification"
        ).fetchall()
    assert len(ours) > 20
    assert [name for name, _ in theirs] == [name for name, _ in ours]
    assert dict(theirs) == pytest.approx(dict(ours), rel=1e-9)
