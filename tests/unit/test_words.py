"""Every word of a seed is known: a misspelt one is an error that names row and column."""

import csv
import re
from types import SimpleNamespace

import duckdb
import pytest
from macro_files import ROOT, read_macros, read_yaml

FILES = [*ROOT.glob("seeds/rules/*/_*__seeds.yml"), *ROOT.glob("seeds/published/claims/_*.yml")]


class Node(dict):
    """A node of dbt's graph: Jinja finds its items as attributes too."""

    resource_type = "seed"


class Adapter:
    """What the macros ask of dbt's adapter."""

    @staticmethod
    def get_seed_file_path(seed):
        return str(seed["path"])

    @staticmethod
    def escape_sql_string(text):
        return text.replace("'", "''")


GRAPH = SimpleNamespace(nodes={})
MACROS = read_macros(
    ["words", "check_rows.sql", "materializations/seed_rows.sql"],
    execute=True,
    adapter=Adapter,
    graph=GRAPH,
)


def read_seeds():
    seeds = {}
    for file in FILES:
        for seed in read_yaml(file)["seeds"]:
            columns = {column["name"]: column for column in seed["columns"]}
            path = file.parent / f"{seed['name']}.csv"
            seeds[seed["name"]] = Node(seed, columns=columns, path=path, resource_type="seed")
    return seeds


SEEDS = read_seeds()


def rows_of(name):
    with SEEDS[name]["path"].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def checked_columns():
    """Name each column whose words are checked before seeds are loaded, with each case."""
    for name, seed in SEEDS.items():
        for column in seed["columns"].values():
            words = column.get("config", {}).get("meta", {}).get("words", [])
            for condition in words if isinstance(words, dict) else ["true"]:
                if words and words not in ("free", "ai_models"):
                    yield pytest.param(
                        name,
                        column["name"],
                        condition,
                        id=f"{name}-{column['name']}-{condition}",
                    )


def check(name, seeds):
    """Run what dbt runs before it loads seeds, where one of them takes part."""
    GRAPH.nodes = seeds
    sql = MACROS.check_words(seeds[name]).strip()
    return duckdb.sql(sql).fetchall() if sql else []


def with_rows(name, rows, folder):
    """Give the seeds, one of them with other rows."""
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return SEEDS | {name: Node(SEEDS[name], path=path)}


def first_row_with(name, column, condition):
    """Return the number of the first row that meets a condition in SQL with a word."""
    types = SEEDS[name]["config"]["column_types"]
    columns = ", ".join(f"{other}::{types[other]} as {other}" for other in types)
    ((number,),) = duckdb.sql(f"""
        select min(row_number)
        from (
            select row_number() over () - 1 as row_number, {columns}
            from read_csv('{SEEDS[name]["path"]}', all_varchar = true, header = true)
        )
        where ({condition}) and {column} is not null
    """).fetchall()  # noqa: S608 - our seeds
    return number


@pytest.mark.parametrize("name", SEEDS)
def test_every_word_of_a_seed_is_known(name):
    assert check(name, SEEDS) == []


def row_that_meets(name, column, condition):
    """Return number and values of a row whose word is checked, and its last word."""
    rows = rows_of(name)
    number = first_row_with(name, column, condition)
    if number is not None:
        return number, rows[number], rows[number][column].split(";")[-1]
    # a filter that no row uses yet
    if condition == "true":
        return 0, rows[0], ""
    # no row of the seed is of this kind yet: make its first one of it
    other, value = condition.split(" = ")
    return 0, rows[0] | {other: value.strip("'"), column: ""}, ""


@pytest.mark.parametrize(("name", "column", "condition"), checked_columns())
def test_a_misspelt_word_is_an_error(name, column, condition, tmp_path):
    types = SEEDS[name]["config"]["column_types"]
    number, row, word = row_that_meets(name, column, condition)
    misspelt = f"{word[:1]}x{word[1:]}" if types[column] == "varchar" else "0.123"
    rows = rows_of(name)
    rows[number] = row | {column: row[column].removesuffix(word) + misspelt}
    with pytest.raises(duckdb.Error) as error:
        check(name, with_rows(name, rows, tmp_path))
    said = f'{column} "{misspelt}" is not one of: '
    (line,) = [line for line in str(error.value).splitlines() if said in line]
    key = SEEDS[name]["config"]["meta"]["key"]
    texts = [rows[number][part] for part in key if types.get(part) == "varchar"]
    assert f"{name}, row " in line
    assert all(text in line for text in texts)
    if word and types[column] == "varchar":
        allowed = line.partition(said)[2]
        assert re.match(rf"{re.escape(word)}(,| and|$)", allowed), (
            "the nearest word comes first"
        )


def test_a_word_that_a_list_loses_is_an_error_in_its_users(tmp_path):
    rows = [row for row in rows_of("z_score_rules") if row["z_rule"] != "two_years"]
    with pytest.raises(duckdb.Error, match='z_rule "two_years" is not one of'):
        check("z_score_rules", with_rows("z_score_rules", rows, tmp_path))


def test_a_window_that_ends_before_it_starts_is_an_error(tmp_path):
    rows = rows_of("record_periods")
    rows[1] |= {"starts_on": "2016-01-01"}
    with pytest.raises(
        duckdb.Error, match="row 2010_to_2014: starts_on 2016-01-01 is not before"
    ):
        check("record_periods", with_rows("record_periods", rows, tmp_path))


def test_a_misspelt_ai_model_is_an_error():
    are_ours = True
    macros = read_macros(
        ["words"],
        adapter=Adapter,
        reads_published_records=lambda: str(are_ours),
    )

    class Seed(str):
        __slots__ = ()
        identifier = "worked_models"

    def find(text):
        seed = Seed(f"(values ('{text}')) as worked_models(ai_model_id)")
        ai_models = "(values ('gpt4'), ('bloom')) as ai_models(ai_model_id)"
        columns = [(seed, "ai_model_id", "ai_model_id", ";")]
        sql = macros.unknown_ai_models(columns, ai_models)
        # dbt counts the rows
        return duckdb.sql(f"select count(*) from ({sql})").fetchall()  # noqa: S608 - ours

    assert find("gpt4;bloom") == [(0,)]
    message = 'worked_models, row gpt4;blum: ai_model_id "blum" is not one of: bloom, gpt4'
    with pytest.raises(duckdb.Error, match=message):
        find("gpt4;blum")
    are_ours = False
    assert find("gpt4;blum") == [(0,)], "records of others need not have our AI models"


class Table(str):
    __slots__ = ()
    identifier = "made_up"


@pytest.mark.parametrize("column", ["unit", "metric_unit"])
def test_a_unit_that_the_seed_lacks_ends_the_build_of_its_table(column):
    GRAPH.nodes = {"seed.scalehouse.units": SEEDS["units"]}

    def find(unit, words="units.unit"):
        table = Table(f"(values ('{unit}')) as made_up({column})")
        described = {"name": column, "config": {"meta": {"words": words}}}
        sql = MACROS.check_units(table, {column: described}).strip()
        return duckdb.sql(sql).fetchall() if sql else None

    assert find("months") == []
    with pytest.raises(duckdb.Error, match=f'made_up: {column} "month" is no unit of `units`'):
        find("month")
    assert find("month", words="dataset_units") is None, "its words are checked as another list"


def test_a_table_without_a_unit_is_not_asked():
    assert MACROS.check_units(Table("made_up"), {"metric": {"name": "metric"}}).strip() == ""
