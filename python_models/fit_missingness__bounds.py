"""What unpublished values could change. One row per question, scenario and snapshot."""

import numpy as np
import pyarrow as pa

from scalehouse.stats.missingness import (
    bound_share,
    fit_contrast_under_missing,
    fit_slope_under_missing,
)

KEY = ["question_name", "snapshot_date"]


def model(dbt, session):
    """Bound every question under every scenario on every snapshot."""
    questions = dbt.ref("int_robustness__missingness_questions").order(
        "question_name, scenario"
    )
    members = dbt.ref("int_robustness__missingness_members").order(
        "question_name, snapshot_date, publication_year, ai_model_id"
    )
    asked = dict(list(questions.df().groupby("question_name")))
    return pa.Table.from_pylist(
        [
            dict(zip(KEY, key, strict=True))
            | {"scenario": question["scenario"]}
            | answer(rows, question)
            for key, rows in members.df().groupby(KEY, sort=False)
            for question in asked[key[0]].to_dict("records")
        ]
    )


def answer(rows, question):
    """Give the observed estimate, its bounds and what a selection would make of it."""
    fit = FITS[question["kind"]](rows, question)
    row = {name: fit[name] for name in ("n_obs", "n_missing", "status", "status_reason")}
    row["tipping_delta_oom"] = fit.get("tipping_delta_oom")
    for name, column in COLUMNS.items():
        row[name] = fit.get(column.format(QUANTITIES[question["kind"]]))
    return row


def slope(rows, question):
    """Fit growth; the limits and the distance of the missing come from the scenario."""
    years, values = rows["publication_year"].to_numpy(), rows["metric_oom"].to_numpy(float)
    return fit_slope_under_missing(
        years, values, **limits(values, question), delta_oom=delta(question)
    ).as_row()


def contrast(rows, question):
    """Contrast the first group with the second."""
    values, second = rows["metric_oom"].to_numpy(float), rows["is_second_group"].to_numpy(bool)
    return fit_contrast_under_missing(
        values[~second],
        values[second],
        **limits(values, question),
        first_delta_oom=delta(question),
        second_delta_oom=delta(question),
    ).as_row()


def share(rows, question):
    """Count who is over the threshold, who is not and who is unknown."""
    over = rows["is_over_threshold"]
    n_yes, n_known = int(over.sum()), int(over.count())
    return bound_share(n_yes, n_known - n_yes, len(rows) - n_known).as_row()


def limits(values, question):
    """Say between which values, or distances from the expected, the missing lie."""
    known = values[~np.isnan(values)]
    around = question["limits_basis"] == "expected"
    low, high = 0.0, 0.0
    if around:
        high = question["limits_half_width_oom"]
        low = -high
    elif known.size:
        low, high = float(known.min()), float(known.max())
    return {
        "limits_oom": (low, high),
        "limits_around_expected": around,
        "ci_level": question["ci_level"],
    }


def delta(question):
    """Say how much larger the missing are; nothing where the scenario does not say."""
    return float(np.nan_to_num(question["delta_oom"]))


FITS = {"slope": slope, "contrast": contrast, "share": share}
QUANTITIES = {"slope": "slope_oom_per_year", "contrast": "difference_oom", "share": "share"}
COLUMNS = {
    "estimate": "{}",
    "estimate_bound_low": "{}_bound_low",
    "estimate_bound_high": "{}_bound_high",
    "selected_estimate": "selected_{}",
    "selected_estimate_ci_low": "selected_{}_ci_low",
    "selected_estimate_ci_high": "selected_{}_ci_high",
}
