"""A wide row becomes a row for each quantity, its bounds found by their names."""

import duckdb
import pytest
from macro_files import read_macros

KINKS = """
    select
        'kink' as specification, date '2024-01-01' as snapshot_date, 9 as n_obs,
        0.9 as ci_level, 2018 as break_year, 2017 as break_year_ci_low,
        2019 as break_year_ci_high, -20 as bic_difference, 4 as n_before
"""


@pytest.fixture(scope="module")
def macros():
    return read_macros(["statistics"])


def rows_of(sql, macros, columns):
    rows = macros.estimate_rows(
        *("fct_kinks", "kinks", "specification", "'all'"),
        intervals=["break_year"],
        points=["bic_difference"],
        exact=["n_before"],
    )
    long = f"with kinks as ({KINKS}), long as ({rows})"
    return sql(f"{long} select {columns} from long")  # noqa: S608 - made up above


def test_each_quantity_has_its_row_and_bounds(sql, macros):
    found = rows_of(sql, macros, "quantity, estimate, ci_low, ci_high, is_exact")
    assert found == [
        ("break_year", 2018, 2017, 2019, False),
        ("bic_difference", -20, None, None, False),
        ("n_before", 4, None, None, True),
    ]


def test_each_row_says_where_it_is_from(sql, macros):
    found = rows_of(sql, macros, "source_mart, specification, group_name, n_obs")
    assert set(found) == {("fct_kinks", "kink", "all", 9)}


def test_a_column_that_the_mart_lacks_is_left_to_the_union(sql, macros):
    with pytest.raises(duckdb.BinderException, match="n_clusters"):
        rows_of(sql, macros, "n_clusters")
