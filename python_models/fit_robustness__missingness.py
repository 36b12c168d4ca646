"""What unpublished values could change. One row per question, scenario and snapshot."""

from scalehouse.fitting import groups
from scalehouse.fitting.bounds import ROW, bounds_row
from scalehouse.fitting.kept import kept
from scalehouse.fitting.tables import as_table

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
    return as_table(
        [
            group | {"scenario": question["scenario"]} | bounds_row(rows, question)
            for group, rows in groups(members, KEY)
            for question in asked
            if question["question_name"] == group["question_name"]
        ],
        members,
        KEY,
        scenario=str,
        **ROW,
    )
