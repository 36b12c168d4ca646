import duckdb
import pytest

from scalehouse import fitting
from scalehouse.fitting import groups, rule_values, seed_of, why_too_few


def test_each_group_comes_once_with_its_rows_in_their_order():
    samples = duckdb.sql("""
        select * from (
            values ('b', 1, 30::double), ('a', 1, 20), ('b', 1, 10), ('b', 2, 5)
        ) as samples(name, part, value)
    """)
    found = [(group, list(rows["value"])) for group, rows in groups(samples, ["name", "part"])]
    assert found == [
        ({"name": "b", "part": 1}, [30.0, 10.0]),
        ({"name": "a", "part": 1}, [20.0]),
        ({"name": "b", "part": 2}, [5.0]),
    ]


def test_a_sample_has_its_size_and_what_its_rows_share():
    samples = duckdb.sql("""
        select * from (
            values (date '2022-05-03', 0.9, null::integer), (date '2022-05-03', 0.9, 4)
        ) as samples(snapshot_date, level, size)
    """)
    ((group, rows),) = groups(samples, ["snapshot_date"])
    # draws are named after this spelling of the date
    assert str(group["snapshot_date"]) == "2022-05-03 00:00:00"
    assert (len(rows), float(rows.first["level"])) == (2, 0.9)
    assert list(map(str, rows["size"])) == ["nan", "4.0"]
    nothing = duckdb.sql("select 1 as part where false")
    assert list(groups(nothing, ["part"])) == []


def test_lots_hold_groups_whole_and_rows_in_their_order(monkeypatch):
    samples = duckdb.sql("""
        select * from (
            values ('a', 1, 2.0), ('a', 1, 1.0), ('b', 1, 3.0), ('c', 1, 5.0), ('c', 2, 4.0)
        ) as samples(name, part, value)
    """)
    key = ["name", "part"]
    at_once = [(group, list(rows["value"])) for group, rows in groups(samples, key)]
    monkeypatch.setattr(fitting, "LOT_ROWS", 3)
    assert [lot.fetchall() for lot in fitting._lots(samples, "name")] == [  # noqa: SLF001
        [("a", 1, 2.0), ("a", 1, 1.0), ("b", 1, 3.0)],
        [("c", 1, 5.0), ("c", 2, 4.0)],
    ]
    assert [(group, list(rows["value"])) for group, rows in groups(samples, key)] == at_once


def test_rules_go_by_their_names():
    rules = duckdb.sql("""
        select * from (values ('n_top', 10::double, 'count'), ('level', 0.9, 'share'))
        as rules(rule_name, rule_value, unit)
    """)
    assert rule_values(rules) == {"n_top": 10.0, "level": 0.9}


def test_a_seed_depends_on_its_group_alone():
    seed = seed_of(7, {"name": "b", "part": 1})
    assert seed == seed_of(7, {"other": "b", "names": 1})
    assert seed != seed_of(7, {"name": "b", "part": 2})
    assert seed != seed_of(8, {"name": "b", "part": 1})


@pytest.mark.parametrize(("n_obs", "reason"), [(4, True), (5, False), (6, False)])
def test_a_reason_is_given_below_the_least_number_only(n_obs, reason):
    said = why_too_few(n_obs, 5, "points")
    assert said == (f"{n_obs} points, the specification asks for 5" if reason else None)
