"""Every published vintage we keep comes in whole, and the committed seeds are theirs."""

import contextlib
import csv
import functools
import io
import shutil
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pandas as pd
import pytest
from republish import COLUMNS, accept_as, read, republish, write

from scalehouse.cli import main
from scalehouse.ingest.tables import TABLES
from scalehouse.quality import suites

ROOT = Path(__file__).parents[2]
PUBLISHED = [ROOT.parent / "shared" / folder for folder in ("data", "data_2026_11")]
SEEDS = ROOT / "seeds" / "published" / "epoch_ai"
MANIFESTS = [folder / "MANIFEST.csv" for folder in PUBLISHED]
ALIASES = ROOT / "seeds" / "rules" / "core" / "column_aliases.csv"
FILES = [  # published file, seed file, snapshot date, scope, records
    ("ai_models/2022-05-03_all.csv", "ai_model_records", "2022-05-03", "all", 498),
    ("ai_models/2023-12-14_all.csv", "ai_model_records", "2023-12-14", "all", 1117),
    ("ai_models/2024-05-26_all.csv", "ai_model_records", "2024-05-26", "all", 1527),
    ("ai_models/2024-10-16_all.csv", "ai_model_records", "2024-10-16", "all", 1755),
    ("ai_models/2025-06-20_all.csv", "ai_model_records", "2025-06-20", "all", 1892),
    ("ai_models/2025-11-01_all.csv", "ai_model_records", "2025-11-01", "all", 3170),
    ("ai_models/2026-03-30_all.csv", "ai_model_records", "2026-03-30", "all", 3237),
    ("ai_models/2026-03-30_notable.csv", "ai_model_records", "2026-03-30", "notable", 981),
    ("ai_models/2026-07-19_notable.csv", "ai_model_records", "2026-07-19", "notable", 1036),
    ("ai_models/2026-08-19_notable.csv", "ai_model_records", "2026-08-19", "notable", 1050),
    (
        "ai_models/2026-08-19_large_scale.csv",
        "ai_model_records",
        "2026-08-19",
        "large_scale",
        526,
    ),
    ("hardware/2025-12-14_ml_hardware.csv", "ml_hardware", "2025-12-14", "", 170),
    ("hardware/2026-04-22_ml_hardware.csv", "ml_hardware", "2026-04-22", "", 175),
    ("hardware/2026-07-19_ml_hardware.csv", "ml_hardware", "2026-07-19", "", 176),
    ("hardware/2025-06-20_hardware_prices.csv", "hardware_prices", "2025-06-20", "", 591),
    *(
        (f"benchmarks/{date}_{name}.csv", "capabilities_index", date, "", n_records)
        for date, name, n_records in (
            ("2025-11-02", "epoch_capabilities_index", 425),
            ("2026-02-22", "epoch_capabilities_index", 513),
            ("2026-03-09", "epoch_capabilities_index", 583),
            ("2026-04-10", "epoch_capabilities_index", 585),
            ("2026-08-22", "benchmarked_models", 839),
        )
    ),
    ("benchmarks/epoch_capabilities_index.csv", "capabilities_index", "2026-04-19", "", 591),
    ("benchmarks/mmlu_external.csv", "mmlu_scores", "2026-04-19", "", 249),
    ("benchmarks/gpqa_diamond.csv", "gpqa_diamond_scores", "2026-04-19", "", 157),
    ("benchmarks/bbh_external.csv", "bbh_scores", "2026-04-19", "", 92),
]
# Only what is about a published file itself; the rest reads files made from the seeds.
needs_published_files = pytest.mark.skipif(
    not all(path.exists() for path in MANIFESTS),
    reason="about the publishers' own files, which are not kept here",
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


def read_tables(folder):
    return {path.stem: read_text_table(path) for path in folder.glob("*.csv")}


def ingest_all(manifest, seeds):
    """Ingest what a manifest lists, by the suites of the project, and what was accepted."""
    rules = seeds / ALIASES.relative_to(ROOT / "seeds").parent
    rules.mkdir(parents=True)
    for name in ("column_aliases", "vocabulary_terms"):
        shutil.copy(ALIASES.with_name(f"{name}.csv"), rules)
    accept_as(ROOT / "seeds", manifest, seeds)
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.setattr(suites, "FOLDER", ROOT / "src" / "scalehouse" / "quality" / "suites")
        command = ["ingest", "all", "--manifest", str(manifest), "--seeds-dir", str(seeds)]
        assert main(command) == 0
        assert "UNKNOWN" not in said.getvalue()
        assert main(command) == 0
    assert "nothing to do" in said.getvalue()


@pytest.fixture(scope="module")
def remade(tmp_path_factory):
    """Files made from the seeds under the publishers' headers, and seeds made from them."""
    folder = tmp_path_factory.mktemp("remade")
    (folder / "files").mkdir()
    manifest = republish(ROOT / "seeds", ALIASES, folder / "files")
    ingest_all(manifest, folder / "seeds")
    return SimpleNamespace(
        folder=folder / "files",
        seeds=folder / "seeds",
        tables=read_tables(folder / "seeds" / "published" / "epoch_ai"),
    )


def published_file(name):
    """Give the path of a file that one of the publishers' folders holds."""
    return next(path for folder in PUBLISHED if (path := folder / name).exists())


def all_listed(folder):
    """Link the files of all folders under one manifest, to be ingested by date; return it."""
    rows = [row for manifest in MANIFESTS for row in read(manifest)]
    for row in rows:
        path = folder / row["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(published_file(row["file"]))
    write(
        folder / "MANIFEST.csv", [{column: row[column] for column in COLUMNS} for row in rows]
    )
    return folder / "MANIFEST.csv"


def remade_file(remade, published):
    """Give the file that stands for a published one."""
    _, seed, date, scope, _ = published
    table = TABLES[seed.replace("ai_model_records", "ai_models")]
    stem = "_".join(filter(None, (date, scope)))
    return remade.folder / table.manifest_pattern.replace("*", stem)


def check_every_cell(path, tables, aliases, published):
    """Compare a file with the seed made from it, cell by cell."""
    file, seed, date, scope, n_records = published
    ours = snapshot_of(tables, seed, date, scope)
    theirs = read_text_table(path)
    assert len(ours) == len(theirs) == n_records, file
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
        assert list(ours[column]) == expected, (file, column)


def check_count(path, n_records):
    query = "select count(*) from read_csv(?, all_varchar = true, header = true, quote = '\"')"
    with duckdb.connect() as connection:
        assert connection.execute(query, [str(path)]).fetchall() == [(n_records,)], path.name


def cells_of(tables):
    return {cell for table in tables.values() for column in table for cell in table[column]}


def check_prose(path, cells, tables, aliases):
    """Look for what the alias file calls prose among the cells of the seeds."""
    prose = aliases[aliases["disposition"] == "prose of the producer"]["published_column"]
    titles = set(tables["epoch_ai__ai_model_records"]["reference_title"])
    theirs = read_text_table(path)
    long = {
        cell for column in set(prose) & set(theirs) for cell in theirs[column] if len(cell) > 80
    }
    # two records of 2026 give their title as their abstract
    assert not (long & cells) - titles, path.name
    return len(long)


@pytest.mark.parametrize("published", FILES, ids=lambda published: published[0])
def test_a_vintage_comes_in_with_every_record_and_cell(remade, aliases, published):
    path = remade_file(remade, published)
    check_every_cell(path, remade.tables, aliases, published)


@pytest.mark.parametrize("published", FILES, ids=lambda published: published[0])
def test_duckdb_counts_the_same_records_in_a_file(remade, published):
    check_count(remade_file(remade, published), published[-1])


def test_no_made_up_sentence_beside_the_records_comes_in(remade, aliases):
    cells = cells_of(remade.tables)
    found = [
        check_prose(remade_file(remade, published), cells, remade.tables, aliases)
        for published in FILES
    ]
    assert max(found) > 1000


def test_the_committed_seeds_are_what_an_ingest_of_their_own_records_writes(remade):
    # what is about a file as a whole: its size and checksum, and how many columns it has
    of_the_file = {"n_bytes", "sha256", "published_columns"}
    written = sorted(remade.seeds.rglob("*.csv"))
    seed_files = {table.seed_file for table in TABLES.values()}
    assert seed_files <= {str(path.relative_to(remade.seeds)) for path in written}
    for path in written:
        committed = ROOT / "seeds" / path.relative_to(remade.seeds)
        if path.stem.endswith(("__snapshots", "__overrides")):
            ours, theirs = (
                [{name: row[name] for name in row.keys() - of_the_file} for row in read(file)]
                for file in (path, committed)
            )
            assert ours == theirs, path.name
        else:
            assert path.read_bytes() == committed.read_bytes(), path.name


@needs_published_files
def test_every_published_file_is_in_the_seeds_with_every_record_and_cell(seeds, aliases):
    for published in FILES:
        path = published_file(published[0])
        check_every_cell(path, seeds, aliases, published)
        check_count(path, published[-1])


@needs_published_files
def test_the_committed_seeds_are_what_a_fresh_ingest_of_all_writes(tmp_path):
    seeds = tmp_path / "seeds"
    ingest_all(all_listed(tmp_path / "files"), seeds)
    for path in seeds.rglob("*.csv"):
        committed = ROOT / "seeds" / path.relative_to(seeds)
        assert path.read_bytes() == committed.read_bytes(), path.name


@needs_published_files
def test_no_sentence_of_the_publishers_notes_is_in_the_seeds(seeds, aliases):
    cells = cells_of(seeds)
    for file, *_ in FILES:
        check_prose(published_file(file), cells, seeds, aliases)


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
