"""How much compute an enhancement is worth. One row per case, snapshot, enhanced model."""

import pyarrow as pa

from scalehouse.fitting.gains import gain_row
from scalehouse.fitting.kept import kept

KEY = ["case_id", "snapshot_date", "enhanced_label"]


@kept
def model(dbt, session):
    """Invert each baseline curve at each enhanced score."""
    samples = dbt.ref("int_enhancements__gain_samples").order(", ".join(KEY)).to_arrow_table()
    return pa.Table.from_pylist(
        [{name: case[name] for name in KEY} | gain_row(case) for case in samples.to_pylist()]
    )
