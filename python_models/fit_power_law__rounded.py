"""Which curves print as the published pass rates. One row per benchmark and covariate."""

import pyarrow as pa

from scalehouse.fitting.kept import kept
from scalehouse.stats.rounded_curve import bound_curves

KEY = ["benchmark", "covariate"]

# The next tenfold is what the brief asks the price of.
TENFOLD = 10


@kept
def model(dbt, session):
    """Bound the curves through each set of rounded figures."""
    samples = dbt.ref("int_economics__pass_rate_samples").order(", ".join(KEY))
    return pa.Table.from_pylist(
        [
            {name: row[name] for name in KEY}
            | bound_curves(
                row["scale_values"],
                row["log_loss_low"],
                row["log_loss_high"],
                predict_at=[TENFOLD * row["largest_scale"]],
                reach=row["target_log_losses"],
            ).as_row()
            for row in samples.to_arrow_table().to_pylist()
        ]
    )
