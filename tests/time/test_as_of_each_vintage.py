"""As of its own day, each vintage is given back as it was published, and never another."""

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

import pytest

from scalehouse import warehouse

METHODS = Path(__file__).resolve().parents[2] / "docs/methods/revisions.md"
# Beside the fields of which a thing has a history.
NO_FIELDS = {
    *("snapshot_date", "scope", "record_number", "record_id", "n_citations"),
    *("hardware_name", "model_version"),
}
# Table, where its records are, what names a thing, and the views of a day in their order.
RECORDS = {
    "ai_models": """
        select records.*, ids.ai_model_id as entity_id, views.view_rank
        from staging.stg_epoch_ai__ai_model_records as records
        inner join intermediate.int_ai_models__identified as ids using (record_id)
        inner join raw.published_views as views on records.scope = views.scope
        where ids.is_primary_record
    """,
    "ml_hardware": """
        select chips.*, coalesce(words.term, chips.hardware_name) as entity_id, 1 as view_rank,
            'all' as scope
        from staging.stg_epoch_ai__ml_hardware as chips
        left join raw.vocabulary_terms as words
            on words.field = 'hardware'
            and lower(words.published_term) = lower(chips.hardware_name)
        qualify row_number() over (partition by snapshot_date, entity_id order by record_number)
            = 1
    """,
    "capabilities_index": """
        select *, model_version as entity_id, 1 as view_rank, 'all' as scope
        from staging.stg_epoch_ai__capabilities_index
    """,
}
# Chips that one side has and the other has not.
CHIPS_MISSED = """
    with published as (
        select hardware_name, manufacturer, hardware_type, release_date, release_price_usd,
            tensor_fp16_flop_per_s, memory_bytes, tdp_w, process_nm
        from intermediate.int_hardware__chips
        where snapshot_date = $1
    ),
    as_of as (
        select hardware_name, manufacturer, hardware_type, release_date, release_price_usd,
            tensor_fp16_flop_per_s, memory_bytes, tdp_w, process_nm
        from hardware_as_of($1)
    )
    select
        (select count(*) from (from published except all from as_of)),
        (select count(*) from (from as_of except all from published))
"""


@pytest.fixture(scope="module")
def database(warehouse_home):
    with warehouse.connect(warehouse_home) as published:
        yield published


@pytest.fixture
def ask(database):
    return lambda query, *values: database.execute(query, list(values)).fetchall()


@pytest.fixture
def days(ask):
    """Days of the vintages of a table."""

    def of(table):
        found = ask(
            "select distinct snapshot_date from staging.stg_epoch_ai__snapshots"
            " where table_name = $1 order by 1",
            table,
        )
        return [day for (day,) in found]

    return of


def published_values(database, table, day):
    """Give each value of a vintage, and the fields that it says something about for a thing."""
    cursor = database.execute(f"from ({RECORDS[table]}) where snapshot_date = $1", [day])
    names = [column[0] for column in cursor.description]
    records = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    fields = set(names) - NO_FIELDS - {"entity_id", "view_rank"}
    filled = {
        (record["scope"], field)
        for record in records
        for field in fields
        if record[field] is not None
    }
    values, stated = {}, set()
    for record in sorted(records, key=lambda record: record["view_rank"]):
        for field in fields:
            if (record["scope"], field) in filled:
                stated.add((record["entity_id"], field))
            if record[field] is not None:
                values.setdefault((record["entity_id"], field), written(record[field]))
    return values, stated


def written(value):
    """A value as text, a flag as SQL writes it; a number stays one."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, float) else str(value)


@pytest.mark.parametrize("table", RECORDS)
def test_values_as_of_a_vintage_are_those_it_published(database, ask, days, table):
    assert days(table)
    for day in days(table):
        values, stated = published_values(database, table, day)
        held = {
            (thing, field): text if number is None else number
            for thing, field, text, number in ask(
                "select entity_id, field, value, value_number from values_as_of($1)"
                " where table_name = $2",
                day,
                table,
            )
        }
        found = {key: value for key, value in held.items() if key in stated}
        assert len(values) > 100
        assert found == values, day


@pytest.mark.parametrize("table", RECORDS)
def test_a_period_begins_and_ends_on_days_of_its_table(ask, days, table):
    found = ask(
        "select distinct unnest([valid_from, valid_to]) from fct_value_history"
        " where table_name = $1",
        table,
    )
    assert {day for (day,) in found if day} <= set(days(table))


def test_training_runs_as_of_a_whole_vintage_are_its_rows(ask):
    whole = ask("select distinct snapshot_date from fct_training_runs where has_all_models")
    assert whole
    for (day,) in whole:
        rows = ask("from fct_training_runs where snapshot_date = $1 order by ai_model_id", day)
        assert ask("from training_runs_as_of($1) order by ai_model_id", day) == rows


@pytest.mark.parametrize("view", ["notable", "large_scale"])
def test_models_of_a_view_as_of_its_day_are_those_it_lists(ask, view):
    days = ask(
        "select distinct snapshot_date from staging.stg_epoch_ai__snapshots"
        " where table_name = 'ai_models' and scope = $1",
        view,
    )
    assert days
    for (day,) in days:
        listed = ask(
            "select distinct ai_model_id from intermediate.int_ai_models__identified"
            " where snapshot_date = $1 and scope = $2 order by 1",
            day,
            view,
        )
        as_of = f"from training_runs_as_of($1) where is_in_{view}_view"
        assert ask(f"select ai_model_id {as_of} order by 1", day) == listed


def test_training_runs_as_of_a_day_have_one_row_per_model(ask, days):
    dates = days("ai_models")
    for day in [*dates, *(day + dt.timedelta(days=1) for day in dates), dt.date(2100, 1, 1)]:
        query = "select count(*), count(distinct ai_model_id) from training_runs_as_of($1)"
        [(n_rows, n_models)] = ask(query, day)
        assert n_rows == n_models > 100


def test_between_two_vintages_the_earlier_one_holds(ask, days):
    dates = days("ai_models")
    for first, later in pairwise(dates):
        query = "select md5(string_agg(runs::text, ';' order by ai_model_id)) from {} as runs"
        as_of = query.format("training_runs_as_of($1)")
        assert ask(as_of, first) == ask(as_of, later - dt.timedelta(days=1))
        assert ask(as_of, first) != ask(as_of, later)


@pytest.mark.parametrize(
    "macro",
    [
        *("training_runs_as_of", "estimates_as_of", "claim_checks_as_of"),
        *("hardware_as_of", "values_as_of"),
    ],
)
def test_before_the_first_vintage_there_is_nothing(ask, macro):
    assert ask(f"from {macro}('2000-01-01')") == []
    assert ask(f"from {macro}(date '2100-01-01') limit 1") != []


def test_revisions_lead_from_one_vintage_to_the_next(ask, days):
    held = "select table_name, entity_id, field, value from values_as_of($1)"
    dates = days("ai_models")
    for first, later in pairwise(dates):
        values = {tuple(key): value for *key, value in ask(held, first)}
        for *key, revision, old, new in ask(
            "select table_name, entity_id, field, revision, old_value, new_value"
            " from revisions($1, $2)",
            first,
            later,
        ):
            before = {"new": None, "changed": old, "withdrawn": old}[revision]
            assert values.pop(tuple(key), None) == before
            assert (new is None) == (revision == "withdrawn")
            values |= {tuple(key): new} if new else {}
        assert values == {tuple(key): value for *key, value in ask(held, later)}


def test_there_is_one_first_print_of_each_field_and_nothing_before_it(ask):
    assert (
        ask("""
        select table_name, entity_id, field from fct_value_history
        group by all
        having count_if(is_first_print) <> 1
            or min(valid_from) <> min(valid_from) filter (is_first_print)
    """)
        == []
    )


def test_chips_as_of_a_day_are_those_of_the_newest_table(ask, days):
    for day in days("ml_hardware"):
        assert ask(CHIPS_MISSED, day) == [(0, 0)]


def test_estimates_as_of_a_day_are_those_of_the_newest_snapshot_of_each(ask, days):
    for day in days("ai_models"):
        assert (
            ask(
                """
            with newest as (
                select source_mart, specification, max(snapshot_date) as snapshot_date
                from fct_estimates where snapshot_date <= $1 group by all
            ),
            expected as (
                select fct_estimates.* from fct_estimates
                inner join newest using (source_mart, specification, snapshot_date)
            )
            (from expected except all from estimates_as_of($1))
            union all
            (from estimates_as_of($1) except all from expected)
            """,
                day,
            )
            == []
        )


def test_the_first_print_of_an_estimate_is_the_oldest_that_there_is(ask):
    specification = "compute__deep_learning"
    found = ask(
        "select source_mart, group_name, quantity, snapshot_date, estimate"
        " from first_print($1)",
        specification,
    )
    every = ask(
        "select source_mart, group_name, quantity, snapshot_date, estimate from fct_estimates"
        " where specification = $1 and estimate is not null order by snapshot_date",
        specification,
    )
    oldest = {}
    for *key, day, estimate in every:
        oldest.setdefault(tuple(key), (day, estimate))
    assert {tuple(key): (day, estimate) for *key, day, estimate in found} == oldest
    assert len(found) == len(oldest) > 10


@pytest.mark.parametrize(
    ("mart", "macro"),
    [
        ("fct_training_runs", "training_runs_as_of"),
        ("fct_estimates", "estimates_as_of"),
        ("fct_claim_checks", "claim_checks_as_of"),
    ],
)
def test_any_mart_can_be_asked_as_of_a_day(ask, mart, macro):
    for day in ("2000-01-01", "2023-12-14", "2025-01-01", "2100-01-01"):
        both = f"from as_of('{mart}', '{day}')", f"from {macro}('{day}')"
        for one, other in (both, both[::-1]):
            assert ask(f"({one}) except all ({other})") == []
    names = [f"describe from {one}" for one in (mart, f"as_of('{mart}', today())")]
    assert [row[:2] for row in ask(names[0])] == [row[:2] for row in ask(names[1])]


def test_an_argument_may_have_the_name_of_a_column(ask):
    assert ask(
        "select runs.snapshot_date from (select date '2025-01-01' as snapshot_date) as days,"
        " lateral (from training_runs_as_of(days.snapshot_date)) as runs limit 1"
    ) == [(dt.date(2024, 10, 16),)]
    assert ask("select count(*) > 3 from history('gpt4')") == [(True,)]
    assert {row[3] for row in ask("from history('gpt4', 'confidence')")} == {"confidence"}


def test_the_latest_training_runs_are_those_as_of_today(ask):
    latest = ask("from latest_training_runs order by ai_model_id")
    assert latest == ask("from training_runs_as_of('2100-01-01') order by ai_model_id")
    assert ask("select count(*) from latest_training_runs where valid_to is not null") == [(0,)]


def test_the_queries_of_the_page_have_answers(ask):
    queries = re.findall(r"```sql\n(.*?)```", METHODS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(queries) == 3
    assert [query for query in queries if not ask(query)] == []


def test_the_page_names_every_macro(ask):
    macros = ask(
        "select function_name from duckdb_functions()"
        " where function_type = 'table_macro' and schema_name = 'main' and not internal"
    )
    what_if = METHODS.with_name("costs.md").read_text(encoding="utf-8")
    named = METHODS.read_text(encoding="utf-8") + what_if
    assert len(macros) >= 13
    assert [name for (name,) in macros if f"{name}(" not in named] == []
