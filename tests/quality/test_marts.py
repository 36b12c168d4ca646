"""What is asked of marts that have no rows, or nothing in a column."""

import pytest

from scalehouse import warehouse
from scalehouse.quality.marts import QualityError, audit
from scalehouse.quality.suites import read_mart_suites


@pytest.fixture
def marts(published):  # noqa: ARG001 - connects to it
    with warehouse.connect() as connection:
        yield {name: connection.table(name) for name in read_mart_suites(is_bulk=False)}


@pytest.mark.parametrize("name", read_mart_suites(is_bulk=False))
def test_a_published_mart_without_rows_fails(marts, name):
    nothing = {name: marts.pop(name).limit(0)}
    with pytest.raises(QualityError, match=f"{name} has no rows"):
        audit(nothing | marts, is_bulk=False)


def test_of_records_of_others_a_mart_without_rows_has_nothing_to_judge(marts):
    found = audit({name: mart.limit(0) for name, mart in marts.items()}, is_bulk=True)
    assert found.empty


def test_a_column_without_values_fails_unless_records_are_of_others(marts):
    runs = marts["fct_training_runs"]
    marts["fct_training_runs"] = runs.select(
        "* replace (null::double as cost_per_flop_usd_2023)"
    )
    found = audit(marts, is_bulk=False).set_index("expectation")["is_passed"]
    assert list(found[~found].index) == ["compute_and_cost_fit_together"]
    of_others = audit(marts, is_bulk=True)
    assert "compute_and_energy_fit_together" in set(of_others["expectation"])
    assert "compute_and_cost_fit_together" not in set(of_others["expectation"])
    assert of_others["is_passed"].all()
