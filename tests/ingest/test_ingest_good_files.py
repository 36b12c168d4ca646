"""A sound file of any vintage comes in, and every column of it is accounted for."""

import csv
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest


def rows(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_records_are_numbered_by_snapshot_scope_and_place(project):
    project.ingest("Model,Publication date\nB,2020\nA,2021\n", scope="notable")
    project.ingest("Model,Publication date\nC,2022\n", scope="all")
    project.ingest("System,Publication date\nZ,1999\n", date="2022-05-03")
    keys = [
        (row["snapshot_date"], row["scope"], row["record_number"], row["model_name"])
        for row in rows(project.records)
    ]
    assert keys == [
        ("2022-05-03", "all", "1", "Z"),
        ("2025-06-20", "all", "1", "GPT-1"),
        ("2025-06-20", "all", "2", "GPT-2"),
        ("2026-01-31", "all", "1", "C"),
        ("2026-01-31", "notable", "1", "B"),
        ("2026-01-31", "notable", "2", "A"),
    ]


def test_columns_are_ours_once_each_in_the_alias_files_order(project):
    header = project.records.read_text(encoding="utf-8").split("\n")[0]
    ours = "model_name,publication_date,link,parameters"
    assert header == f"snapshot_date,scope,record_number,{ours}"


def test_byte_order_mark_and_crlf_read_like_plain_text(project):
    content = '\ufeffModel,Publication date,Link\r\nA,2020,"x\r\ny"\r\nB,2021,"u\nv"\r\n'
    assert project.ingest(content).code == 0
    assert [row["link"] for row in rows(project.records)[2:]] == ["x\r\ny", "u\nv"]


def test_cells_are_kept_as_published_spaces_quotes_commas_and_breaks_too(project):
    content = 'Model,Publication date,Link\n" A, ""x""\n", 2020 ,\t\n'
    assert project.ingest(content).code == 0
    last = rows(project.records)[-1]
    assert last["model_name"] == ' A, "x"\n'
    assert last["publication_date"] == " 2020 "
    assert last["link"] == "\t"


def test_a_file_without_a_last_line_end_and_one_with_blank_lines_are_whole(project):
    assert project.ingest("Model,Publication date\nA,2020", scope="all").code == 0
    assert project.ingest("Model,Publication date\nA,2020\n\n\n", scope="notable").code == 0
    assert [row["n_records"] for row in rows(project.snapshots)] == ["2", "1", "1"]


def test_optional_columns_that_a_vintage_lacks_are_empty_and_reported(project):
    outcome = project.ingest("Model,Publication date\nA,2020\n")
    assert "2 optional and absent here, left empty: link, parameters" in outcome.report
    last = rows(project.records)[-1]
    assert (last["link"], last["parameters"]) == ("", "")


def test_unknown_columns_are_reported_with_the_known_name_they_resemble(project):
    content = "Model,Publication date,Parameter,Mood\nA,2020,1,blue\n"
    outcome = project.ingest(content)
    assert "2 UNKNOWN and not ingested: Parameter, Mood" in outcome.report
    assert "'Parameter' (like 'Parameters'?): decide on it in " in outcome.report
    assert "'Mood': decide on it in " in outcome.report
    assert "blue" not in project.records.read_text(encoding="utf-8")


def test_prose_is_left_out_and_reported(project):
    outcome = project.ingest("Model,Publication date,Abstract\nA,2020,We present A\n")
    assert "1 known and left out: Abstract" in outcome.report
    assert "We present" not in project.records.read_text(encoding="utf-8")


def test_the_report_counts_records_and_names_the_files_written(project):
    report = project.ingest("Model,Publication date\nA,2020\n").report
    assert report.startswith("ai_models 2026-01-31 all: 1 records, 2 published columns\n")
    assert "2 kept: model_name, publication_date" in report
    assert f"wrote {project.records}" in report
    assert f"wrote {project.snapshots}" in report


def test_each_file_is_recorded_with_checksum_licence_citation_and_place(project):
    project.ingest(
        "Model,Publication date\nA,2020\n",
        *("--found-in", "someone/something@abc", "--title", "All of them"),
        *("--source-url", "https://example.org/x", "--accessed-date", "2026-02-01"),
    )
    assert rows(project.snapshots)[-1] == {
        "table_name": "ai_models",
        "snapshot_date": "2026-01-31",
        "scope": "all",
        "n_records": "1",
        "n_bytes": "30",
        "sha256": "4f161c2870330fa460b7d34a713245b609e0a9025204bae9fdc3aefc11881c7e",
        "records_sha256": hashlib.sha256(
            b"snapshot_date,scope,record_number,model_name,publication_date,link,parameters\n"
            b"2026-01-31,all,1,A,2020,,\n"
        ).hexdigest(),
        "publisher": "Epoch AI",
        "title": "All of them",
        "licence": "CC BY 4.0",
        "citation": ("Epoch AI, 'Data on AI Models', epoch.ai, CC BY 4.0, snapshot 2026-01-31"),
        "source_url": "https://example.org/x",
        "accessed_date": "2026-02-01",
        "found_in": "someone/something@abc",
        "published_columns": "2",
    }


def test_what_is_not_said_about_a_source_has_its_usual_value(project):
    snapshot = rows(project.snapshots)[0]
    assert snapshot["title"] == "Data on AI Models"
    assert snapshot["source_url"] == "https://epoch.ai/data/ai-models"
    assert snapshot["accessed_date"] == snapshot["snapshot_date"]


def test_chips_and_prices_have_no_scope(project):
    chips = project.write("Hardware name,TDP (W)\nA100,400\n", "chips.csv")
    prices = project.write("Hardware model,Price date\nA100,2024\n", "prices.csv")
    date = ("--snapshot-date", "2026-01-31")
    assert project.run("ml-hardware", chips, *date).code == 0
    assert project.run("hardware-prices", prices, *date).code == 0
    hardware = project.seeds / "epoch_ai__ml_hardware.csv"
    assert hardware.read_text() == (
        "snapshot_date,record_number,hardware_name,tdp_w\n2026-01-31,1,A100,400\n"
    )
    listed = [(row["table_name"], row["scope"]) for row in rows(project.snapshots)]
    assert listed == [("ai_models", "all"), ("ml_hardware", ""), ("hardware_prices", "")]


def test_a_name_with_wildcards_is_one_file(project):
    project.write("Model,Publication date\nA,2020\nB,2020\n", "models1.csv")
    path = project.write("Model,Publication date\nA,2020\n", "models[1]*.csv")
    assert project.ingest_file(path).code == 0


def test_the_command_starts_without_heavy_imports():
    code = (
        "import sys, scalehouse.cli; "
        "print([name for name in ('duckdb', 'pandas', 'numpy', 'dbt') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_the_installed_command_explains_itself():
    command = Path(sys.executable).with_name("scalehouse")
    done = subprocess.run([command, "ingest", "-h"], capture_output=True, check=True)
    for name in (b"ai-models", b"ml-hardware", b"hardware-prices", b"all"):
        assert name in done.stdout


def test_an_incomplete_command_line_ends_with_code_two(capsys, project):
    with pytest.raises(SystemExit, match="2"):
        project.run("ai-models", "--scope", "all", "--snapshot-date", "2026-01-31")
    assert "give either FILE or --from-url" in capsys.readouterr().err
