"""How much compute an enhancement is worth. One row per case, snapshot, enhanced model."""

from scalehouse.fitting.gains import gain_row
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_rows
from scalehouse.stats.anchored_gain import AnchoredGain
from scalehouse.stats.compute_equivalent_gain import GainFit

KEY = ["case_id", "snapshot_date", "enhanced_label"]


@kept
def model(dbt, session):
    """Invert each baseline curve at each enhanced score."""
    samples = dbt.ref("int_enhancements__gain_samples").order(", ".join(KEY))
    return fit_rows(samples, KEY, lambda _, case: gain_row(case), GainFit, AnchoredGain)
