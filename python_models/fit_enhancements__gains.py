"""How much compute an enhancement is worth. One row per case, snapshot, enhanced model."""

from scalehouse.fitting.gains import gain_row
from scalehouse.fitting.kept import kept
from scalehouse.fitting.tables import as_table
from scalehouse.stats.anchored_gain import AnchoredGain
from scalehouse.stats.compute_equivalent_gain import GainFit

KEY = ["case_id", "snapshot_date", "enhanced_label"]


@kept
def model(dbt, session):
    """Invert each baseline curve at each enhanced score."""
    samples = dbt.ref("int_enhancements__gain_samples").order(", ".join(KEY)).to_arrow_table()
    return as_table(
        [{name: case[name] for name in KEY} | gain_row(case) for case in samples.to_pylist()],
        samples,
        KEY,
        GainFit,
        AnchoredGain,
    )
