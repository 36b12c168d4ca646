"""Whether there is a gap in model sizes is what the marts hold."""

import pytest

from lib import text

NEWEST = "2026-08-19"


@pytest.mark.parametrize("sample", ["Notable, ends inside", "Notable, ends outside"])
def test_the_gap_is_the_marts(open_app, marts, sample):
    specification = "notable__closed" if sample.endswith("inside") else "notable__open"
    (row,) = (
        marts.execute(
            "select * from fct_parameter_gaps where snapshot_date = ? and specification = ? "
            "and period = 'since_2020'",
            [NEWEST, specification],
        )
        .df()
        .to_dict("records")
    )
    unit = "times what a smooth distribution expects"
    expected = text.with_interval(row, "observed_to_expected", unit)
    finding = open_app(page="sizes", sample=sample).subheader[0].value
    assert finding.replace(text.NO_BREAK, " ").endswith(expected)
