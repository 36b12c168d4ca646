"""What unpublished values could change. One row per question, scenario and snapshot."""

from scalehouse.fitting.bounds import ROW, bounds_row
from scalehouse.fitting.kept import kept
from scalehouse.fitting.runs import fit_groups

KEY = ["question_name", "snapshot_date"]


@kept
def model(dbt, session):
    """Bound every question under every scenario on every snapshot."""
    questions = dbt.ref("int_robustness__missingness_questions").order(
        "question_name, scenario"
    )
    members = dbt.ref("int_robustness__missingness_members").order(
        "question_name, snapshot_date, publication_year, ai_model_id"
    )
    asked = questions.df().to_dict("records")
    return fit_groups(
        members,
        KEY,
        lambda group, rows: [
            {"scenario": question["scenario"]} | bounds_row(rows, question)
            for question in asked
            if question["question_name"] == group["question_name"]
        ],
        beside=[questions],
        scenario=str,
        **ROW,
    )
