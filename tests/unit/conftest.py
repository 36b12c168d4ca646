"""Run SQL on literals, without a warehouse."""

import duckdb
import pytest


@pytest.fixture(scope="session")
def sql():
    """Run SQL in an empty database, and give its rows."""
    connection = duckdb.connect()

    def rows(query):
        return connection.sql(query).fetchall()

    yield rows
    connection.close()
