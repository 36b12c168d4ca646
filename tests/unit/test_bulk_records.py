"""Staging reads files in the seeds' place, and the benchmark makes such files."""

import csv
import importlib.util
import json
from types import SimpleNamespace

import duckdb
import jinja2
import pytest
from macro_files import MACROS, ROOT

from scalehouse import warehouse

SEED = ROOT / "seeds/published/epoch_ai/epoch_ai__ai_model_records.csv"
RELATION = SimpleNamespace(identifier="epoch_ai__ai_model_records")


def source(bulk):
    text = (MACROS / "engines" / "published_records.sql").read_text(encoding="utf-8")
    environment = jinja2.Environment(  # noqa: S701 - SQL
        undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.do"]
    )
    environment.globals["var"] = {"bulk": bulk}.get
    return environment.from_string(text).module.published_records(RELATION).strip()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two copies of the published records, as vars for dbt."""
    path = ROOT / "benchmarks" / "generate_records.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    with SEED.open(encoding="utf-8") as lines:
        more_than_one_copy = sum(1 for _ in lines) + 1
    made, _ = generator.generate(more_than_one_copy, tmp_path_factory.mktemp("records"))
    return made


@pytest.fixture(scope="module")
def generated(made):
    """The copies, beside the records themselves."""
    connection = duckdb.connect()
    published = f"read_csv('{SEED}', header = true, all_varchar = true)"
    connection.execute(f"create table published as from {published}")
    connection.execute(f"create table generated as from {source(made['bulk'])}")
    for table, seed in (("snapshots", "epoch_ai__snapshots"), ("aliases", "ai_model_aliases")):
        connection.execute(f"create table {table} as from '{made['bulk'][seed]}'")
    yield connection
    connection.close()


def test_without_the_var_the_seed_is_read():
    assert source({}) == str(RELATION)
    assert source({"another_seed": "records.csv"}) == str(RELATION)


def test_a_csv_file_is_read_as_text_like_the_seed(tmp_path):
    (tmp_path / "a.csv").write_text('record_number,model_name\n01,"One, ""two"""\n')
    (tmp_path / "b.csv").write_text("record_number,model_name\n02,\n")
    files = source({RELATION.identifier: f"{tmp_path}/*.csv"})
    rows = duckdb.sql(f"from {files} order by record_number").fetchall()
    assert rows == [("01", 'One, "two"'), ("02", None)]


def test_the_first_copy_is_what_was_published(generated):
    assert generated.table("published").columns == generated.table("generated").columns
    missing = generated.sql("from published except all from generated").fetchall()
    assert missing == []
    [(ratio,)] = generated.sql(
        "select count(*) / (select count(*) from published) from generated"
    ).fetchall()
    assert ratio == 2


def test_copies_are_other_models_with_the_same_gaps(generated):
    [(n_keys, n_rows)] = generated.sql("""
        select count(distinct (snapshot_date, scope, record_number)), count(*) from generated
    """).fetchall()
    assert n_keys == n_rows
    published, made = (
        generated.table(table).aggregate("count(columns(*))").fetchall()[0]
        for table in ("published", "generated")
    )
    assert made == tuple(2 * n for n in published)
    [(n_published, n_generated)] = generated.sql("""
        select
            (select count(distinct model_name) from published),
            (select count(distinct model_name) from generated)
    """).fetchall()
    assert n_generated == 2 * n_published


def test_a_model_is_scaled_alike_in_all_its_snapshots(generated):
    factors = generated.sql("""
        with numbered as (
            select model_name, snapshot_date, try_cast(parameters as double) as parameters
            from generated
        )
        select copied.model_name, copied.parameters / numbered.parameters as factor
        from numbered
        inner join numbered as copied
            on numbered.model_name || ' copy 1' = copied.model_name
            and numbered.snapshot_date = copied.snapshot_date
        where numbered.model_name in ('GPT-3 175B (davinci)', 'PaLM (540B)', 'AlexNet')
    """).fetchall()
    assert len({name for name, _ in factors}) > 1
    for name, factor in factors:
        assert factor == pytest.approx(dict(factors)[name], rel=1e-12)
        assert 10**-0.5 <= factor <= 10**0.5


def test_a_renamed_model_is_one_model_in_its_copy_too(generated):
    scaled = generated.sql("""
        with parameters as (
            select
                model_name, snapshot_date, scope,
                cast(record_number as bigint) as record_number,
                try_cast(parameters as double) as parameters
            from generated
            where try_cast(parameters as double) > 0
        ),
        factors as (
            select distinct
                published.model_name,
                round(copied.parameters / published.parameters, 9) as factor
            from parameters as published
            inner join parameters as copied
                on
                    published.snapshot_date = copied.snapshot_date
                    and published.scope = copied.scope
                    and published.record_number + (select count(*) from main.published)
                    = copied.record_number
        )
        select old.factor, new.factor
        from aliases
        inner join factors as old on aliases.alias = old.model_name
        inner join factors as new on aliases.canonical_name = new.model_name
        -- a name that is two models' in different years has two factors
        where aliases.canonical_name not in (
            select alias from aliases where publication_year is not null
        )
            and aliases.publication_year is null
    """).fetchall()
    assert len({old for old, _ in scaled}) > 20
    assert [pair for pair in scaled if pair[0] != pair[1]] == []


def test_the_snapshots_count_what_was_made(generated):
    wrong = generated.sql("""
        select snapshot_date, scope, count(*) from generated group by all
        except
        select snapshot_date, scope, cast(n_records as bigint) from snapshots
        where table_name = 'ai_models'
    """).fetchall()
    assert wrong == []


@pytest.fixture
def records_of_others(generated, made, tmp_path):
    """Both copies of one snapshot as vars for dbt, no model, date or file as published."""
    renamed = ", ".join(
        f"if(ends_with({name}, ' copy 1'), {name}, {name} || ' copy 0') as {name}"
        for name in ("model_name", "reference_title")
    )
    records = generated.sql(f"""
        select * replace ('2026-10-01' as snapshot_date, {renamed}) from generated
        where snapshot_date = '2026-07-19'
    """)  # noqa: S608 - names of this file
    snapshots = generated.sql("""
        from snapshots where table_name != 'ai_models'
        union all
        select * replace ('2026-10-01' as snapshot_date, 'of others' as sha256) from snapshots
        where table_name = 'ai_models' and snapshot_date = '2026-07-19'
    """)
    files = {"epoch_ai__ai_model_records": records, "epoch_ai__snapshots": snapshots}
    bulk = dict(made["bulk"])
    for name, rows in files.items():
        bulk[name] = str(tmp_path / f"{name}.parquet")
        rows.write_parquet(bulk[name])
    return {"bulk": bulk, "n_resamples": 50}


def test_records_of_others_pass_every_rule_and_are_published(
    build, records_of_others, tmp_path, monkeypatch
):
    home = tmp_path / "warehouse"
    home.mkdir()
    build(home, "--vars", json.dumps(records_of_others))
    monkeypatch.setenv("SCALEHOUSE_WAREHOUSE", str(home))
    with warehouse.connect() as published:
        of_ours = published.table("dim_snapshots").filter("is_newest").fetchall()
        anchors = published.sql("""
            select expectation, outcome from fct_quality_results where gate = 'marts'
        """).fetchall()
    assert len(of_ours) == 1
    assert "of others" in of_ours[0]
    (seed,) = ROOT.glob("seeds/**/anchors.csv")
    with seed.open(encoding="utf-8", newline="") as rows:
        rules = {row["anchor"] for row in csv.DictReader(rows) if row["is_rule"] == "true"}
    assert sorted(anchors) == sorted((rule, "passed") for rule in rules)

    manifest = json.loads((home / "target" / "manifest.json").read_text())
    enabled = {
        node["name"]
        for node in manifest["nodes"].values()
        if node["original_file_path"].startswith("tests/data/")
    }
    assert enabled == {path.stem for path in (ROOT / "tests" / "data").glob("*.sql")}
