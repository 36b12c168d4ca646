"""Which curves print as the published pass rates. One row per benchmark and covariate."""

from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_rows
from scalehouse.stats.rounded_curve import RoundedCurveFit, bound_curves

KEY = ["benchmark", "covariate"]

# The next tenfold is what the brief asks the price of.
TENFOLD = 10


@kept
def model(dbt, session):
    """Bound the curves through each set of rounded figures."""
    samples = dbt.ref("int_performance__pass_rate_samples").order(", ".join(KEY))
    return fit_rows(
        samples,
        KEY,
        lambda _, row: bound_curves(
            row["scale_values"],
            row["log_loss_low"],
            row["log_loss_high"],
            predict_at=[TENFOLD * row["largest_scale"]],
            reach=row["target_log_losses"],
        ).as_row(),
        RoundedCurveFit,
    )
