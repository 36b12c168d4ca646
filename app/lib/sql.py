"""What readers ask in SQL of their own: answered apart from the app, kept for reruns."""

import streamlit as st

from scalehouse import analyses, sandbox, warehouse

TABLES = """
select
    tables.table_name,
    tables.estimated_size as n_rows,
    string_agg(columns.column_name, ', ' order by columns.column_index) as columns
from duckdb_tables() as tables
inner join duckdb_columns() as columns
    on tables.table_oid = columns.table_oid
where tables.schema_name = 'main'
group by tables.table_name, tables.estimated_size
order by tables.table_name
"""


def ask(statement: str) -> sandbox.Answer | sandbox.QueryError:
    """Answer a statement from the build that is published now, or say why not."""
    try:
        return _ask(str(warehouse.published_path()), statement)
    except sandbox.BusyError as busy:
        return busy


@st.cache_data(show_spinner=False)
def examples() -> dict[str, str]:
    """Return the SQL of each question of analyses/."""
    return {analysis.question: analysis.sql for analysis in analyses.load()}


@st.cache_data(max_entries=32, show_spinner="Asking …")
def _ask(path: str, statement: str) -> sandbox.Answer | sandbox.QueryError:
    # A build's file never changes, so an error stays one; but a busy moment passes.
    try:
        return sandbox.ask(statement, path)
    except sandbox.BusyError:
        raise
    except sandbox.QueryError as refusal:
        return refusal
