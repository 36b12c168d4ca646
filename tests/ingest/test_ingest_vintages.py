"""Every published vintage we keep comes in whole, and the committed seeds are theirs."""

import csv
import functools
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from scalehouse.cli import main
from scalehouse.ingest.tables import TABLES
from scalehouse.quality import suites

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT.parent / "shared" / "data"
SEEDS = ROOT / "seeds" / "published" / "epoch_ai"
MANIFEST = PUBLISHED / "MANIFEST.csv"
ALIASES = ROOT / "seeds" / "rules" / "core" / "column_aliases.csv"
FILES = [  # published file, seed file, snapshot date, scope, records
    ("ai_models/2022-05-03_all.csv", "ai_model_records", "2022-05-03", "all", 498),
    ("ai_models/2023-12-14_all.csv", "ai_model_records", "2023-12-14", "all", 1117),
    ("ai_models/2024-05-26_all.csv", "ai_model_records", "2024-05-26", "all", 1527),
    ("ai_models/2024-10-16_all.csv", "ai_model_records", "2024-10-16", "all", 1755),
    ("ai_models/2025-06-20_all.csv", "ai_model_records", "2025-06-20", "all", 1892),
    ("ai_models/2026-03-30_all.csv", "ai_model_records", "2026-03-30", "all", 3237),
    ("ai_models/2026-07-19_notable.csv", "ai_model_records", "2026-07-19", "notable", 1036),
    ("hardware/2026-07-19_ml_hardware.csv", "ml_hardware", "2026-07-19", "", 176),
    ("hardware/2025-06-20_hardware_prices.csv", "hardware_prices", "2025-06-20", "", 591),
    ("benchmarks/epoch_capabilities_index.csv", "capabilities_index", "2026-04-19", "", 591),
    ("benchmarks/mmlu_external.csv", "mmlu_scores", "2026-04-19", "", 249),
    ("benchmarks/gpqa_diamond.csv", "gpqa_diamond_scores", "2026-04-19", "", 157),
    ("benchmarks/bbh_external.csv", "bbh_scores", "2026-04-19", "", 92),
]
needs_published_files = pytest.mark.skipif(
    not MANIFEST.exists(), reason="the published files are not beside the project"
)


@functools.cache
def read_text_table(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


@pytest.fixture(scope="module")
def seeds():
    return {path.stem: read_text_table(path) for path in SEEDS.glob("*.csv")}


@pytest.fixture(scope="module")
def aliases():
    return read_text_table(ALIASES)


def snapshot_of(seeds, seed, date, scope):
    table = seeds[f"epoch_ai__{seed}"]
    return table[(table["snapshot_date"] == date) & (not scope or table.get("scope") == scope)]


@needs_published_files
@pytest.mark.parametrize("published", FILES, ids=lambda published: published[0])
def test_a_vintage_is_there_with_every_record_and_cell(seeds, aliases, published):
    file, seed, date, scope, n_records = published
    ours = snapshot_of(seeds, seed, date, scope)
    theirs = read_text_table(PUBLISHED / file)
    assert len(ours) == len(theirs) == n_records
    assert list(ours["record_number"]) == [str(number) for number in range(1, n_records + 1)]
    table_name = seed.replace("ai_model_records", "ai_models")
    known = aliases[aliases["table_name"] == table_name]
    names = dict(zip(known["published_column"], known["column_name"], strict=True))
    assert set(theirs) <= set(names)
    kept = {names[column]: column for column in theirs if names[column]}
    for column in ours.columns.drop(
        ["snapshot_date", "scope", "record_number"], errors="ignore"
    ):
        expected = list(theirs[kept[column]]) if column in kept else [""] * n_records
        assert list(ours[column]) == expected, column


@needs_published_files
@pytest.mark.parametrize("published", FILES, ids=lambda published: published[0])
def test_duckdb_counts_the_same_records_in_the_published_file(published):
    file, *_, n_records = published
    query = "select count(*) from read_csv(?, all_varchar = true, header = true, quote = '\"')"
    with duckdb.connect() as connection:
        assert connection.execute(query, [str(PUBLISHED / file)]).fetchall() == [(n_records,)]


@needs_published_files
def test_the_committed_seeds_are_what_a_fresh_ingest_of_all_writes(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(suites, "FOLDER", ROOT / "src" / "scalehouse" / "quality" / "suites")
    for seed in (ALIASES, ROOT / "seeds" / "quality" / "quality__overrides.csv"):
        (tmp_path / seed.parent.name).mkdir()
        shutil.copy(seed, tmp_path / seed.parent.name)
    command = ["ingest", "all", "--manifest", str(MANIFEST), "--seeds-dir", str(tmp_path)]
    assert main(command) == 0
    assert "UNKNOWN" not in capsys.readouterr().out
    written = sorted(tmp_path.rglob("*.csv"))
    seed_files = {table.seed_file for table in TABLES.values()}
    assert seed_files <= {str(path.relative_to(tmp_path)) for path in written}
    for path in written:
        committed = ROOT / "seeds" / path.relative_to(tmp_path)
        assert path.read_bytes() == committed.read_bytes(), path.name
    assert main(command) == 0
    assert "nothing to do" in capsys.readouterr().out


@needs_published_files
def test_no_sentence_of_the_publishers_notes_is_in_the_seeds(seeds, aliases):
    cells = {cell for table in seeds.values() for column in table for cell in table[column]}
    prose = aliases[aliases["disposition"] == "prose of the producer"]["published_column"]
    titles = set(seeds["epoch_ai__ai_model_records"]["reference_title"])
    for file, *_ in FILES:
        theirs = read_text_table(PUBLISHED / file)
        for column in set(prose) & set(theirs):
            long = {cell for cell in theirs[column] if len(cell) > 80}
            # two records of 2026 give their title as their abstract
            assert not (long & cells) - titles, (file, column)


def test_no_column_of_the_seeds_is_made_for_prose_or_people(seeds):
    for name, table in seeds.items():
        for column in table:
            assert not column.endswith(("notes", "abstract", "authors", "description")), name


def test_records_and_snapshots_agree_in_the_committed_seeds(seeds):
    snapshots = seeds["epoch_ai__snapshots"]
    listed = snapshots[["snapshot_date", "scope", "n_records"]].to_numpy().tolist()
    assert sorted(listed) == sorted([date, scope, str(n)] for _, _, date, scope, n in FILES)
    for _, seed, date, scope, n_records in FILES:
        assert len(snapshot_of(seeds, seed, date, scope)) == n_records


def test_the_committed_seeds_are_plain_utf_8_with_lf_and_no_mark():
    for path in SEEDS.glob("*.csv"):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        assert content.endswith(b"\n"), path.name
        assert b"\0" not in content, path.name
        with path.open(encoding="utf-8", newline="") as handle:
            widths = {len(row) for row in csv.reader(handle, strict=True)}
        assert len(widths) == 1, path.name
