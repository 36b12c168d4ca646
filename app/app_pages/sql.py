"""What else would you like to know?"""

from dataclasses import replace

import streamlit as st

from lib import controls, export, page, sql, text, warehouse
from scalehouse import sandbox

START = """select
    snapshot_date,
    n_obs,
    doubling_months,
    doubling_months_ci_low,
    doubling_months_ci_high
from fct_growth_trends
where specification = 'compute__deep_learning'
order by snapshot_date"""
PLAN = ["explain_key", "explain_value"]
LIMITS = sandbox.Limits()


def take_example() -> None:
    """Write the chosen example into the field, from where it gets into the URL."""
    if st.session_state["example"]:
        st.session_state["sql"] = sql.examples()[st.session_state["example"]]


page.question("What else would you like to know?")
st.markdown("Ask the published tables in SQL, in DuckDB's dialect. A link keeps the statement.")
st.selectbox(
    "Start from a question",
    sql.examples(),
    index=None,
    placeholder="Choose one of the questions of the analyses",
    key="example",
    on_change=take_example,
)
statement = st.text_area(
    "One statement that reads",
    START,
    height=280,
    max_chars=LIMITS.statement_characters,
    key="sql",
    bind="query-params",
)
st.button("Run", help="Or press Ctrl+Enter in the field.")

answer = sql.ask(statement or "")
newest = export.Source.of_snapshot(controls.snapshots().iloc[0])
everything = replace(newest, as_of=f"all snapshots, the newest of {text.day(newest.date)}")
if isinstance(answer, sandbox.QueryError):
    st.error("**No answer.** DuckDB, or the rules of this page, say:")
    st.code(str(answer), language=None, wrap_lines=True)
elif list(answer.frame.columns) == PLAN:
    for plan in answer.frame[PLAN[1]]:
        st.code(plan, language=None)
elif answer.frame.empty:
    page.nothing(
        "No row fits: the statement is right, but its conditions leave nothing. "
        f"Its columns are {', '.join(f'`{name}`' for name in answer.frame.columns)}."
    )
else:
    page.rows(
        answer.frame,
        {name: str(name) for name in answer.frame.columns},
        name="answer",
        title="Answer to a statement in SQL",
        source=everything,
        note=f"{len(answer.frame):,} rows"
        + (f": {answer.cut}." if answer.cut else ", all there are."),
    )

with st.expander("The tables"):
    page.rows(
        warehouse.query(sql.TABLES),
        {"table_name": "Table", "n_rows": "Rows", "columns": "Columns"},
        name="tables",
        title="Tables of the published warehouse",
        source=everything,
        note="`describe` and a table's name tells its types; docs/data.md tells what is in it.",
    )

page.how_we_know(
    f"""
- **Data.** The published build, the same that all pages show, opened read-only for each
  statement.
- **Limits.** One statement, {LIMITS.seconds:g} seconds, {LIMITS.memory_mib} MiB of memory,
  {LIMITS.rows:,} rows; texts of {LIMITS.cell_characters:,} characters. What was left out
  is said. For more, open the published file with any DuckDB client.
- **What it cannot do.** A statement runs in a process of its own, which can open no file and
  no address, load no extension and change no setting; it ends with the answer.
""",
    {},
    everything,
)
