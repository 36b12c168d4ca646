"""The command line adds to the chain of records, and changes nothing that it says."""

import pytest

from scalehouse.ingest.dialect import read_csv

FIRST = "Model,Publication date,Parameters\nGPT-1,2018-06-01,1.17e8\nGPT-2,2019-02-14,1.5e9\n"
NEXT = "Model,Publication date,Parameters\nGPT-3,2020-05-28,1.75e11\n"
OTHER = FIRST.replace("1.5e9", "1.6e9")


def links(project):
    file = read_csv(project.chain)
    return [dict(zip(file.header, record, strict=True)) for record in file.records]


def test_a_new_snapshot_is_a_new_link_at_the_end(project):
    before = project.chain.read_text(encoding="utf-8")
    project.ingest(NEXT)
    assert project.chain.read_text(encoding="utf-8").startswith(before)
    first, second = links(project)
    assert second["previous_sha256"] == first["sha256"]
    assert second["covered_columns"] == "model_name|publication_date|parameters"
    assert (second["snapshot_date"], second["n_records"]) == ("2026-01-31", "1")


def test_other_values_need_a_reason_which_the_chain_keeps(project):
    error = project.refusal_of(OTHER, "--replace", date="2025-06-20")
    assert "ai_models 2025-06-20 all would not be what was ingested before" in error
    assert "record 2: not as ingested; if that is right, add --correct 'the reason'" in error
    correcting = ("--replace", "--correct", "a typing error")
    outcome = project.ingest(OTHER, *correcting, date="2025-06-20")
    assert "ai_models 2025-06-20 all: link 2 corrects it (record 2: not as" in outcome.report
    assert [link["correction_reason"] for link in links(project)] == ["", "a typing error"]
    # a reason without a difference is no correction
    assert project.ingest(OTHER, *correcting, date="2025-06-20").code == 0
    assert len(links(project)) == 2


def test_a_dry_run_says_what_would_be_refused(project):
    before = project.checksums()
    outcome = project.ingest(OTHER, "--replace", "--dry-run", date="2025-06-20")
    assert outcome.code == 1
    assert "REFUSED: " in outcome.report
    assert "record 2: not as ingested; if that is right, add --correct" in outcome.report
    assert "dry run: nothing was written" in outcome.report
    assert project.checksums() == before


def test_a_correction_of_nothing_is_a_wrong_command(project, capsys):
    with pytest.raises(SystemExit):
        project.ingest(NEXT, "--correct", "a typing error")
    assert "--correct needs --replace" in capsys.readouterr().err


def test_a_new_column_has_a_link_of_its_own(project):
    aliases = project.aliases.read_text(encoding="utf-8")
    kept = "ai_models,Parameters,parameters,false,kept\n"
    gained = f"{kept}ai_models,Mood,mood,false,kept\n"
    project.aliases.write_text(aliases.replace(kept, gained), encoding="utf-8")
    content = "\n".join(
        f"{line},{word}"
        for line, word in zip(FIRST.split("\n"), ("Mood", "", "blue"), strict=False)
    )
    assert project.ingest(f"{content}\n", "--replace", date="2025-06-20").code == 0
    assert [link["covered_columns"] for link in links(project)][1:] == ["mood"]


def test_the_chain_is_compared_and_begun_anew_by_name(project):
    said = project.run_command("chain")
    head = links(project)[-1]["sha256"]
    assert f"epoch_ai: snapshots 1, links 1, ends in {head[:12]}" in said.report
    text = project.records.read_text(encoding="utf-8")
    project.records.write_text(text.replace("1.5e9", "1.6e9"), encoding="utf-8")
    error = project.run_command("chain").error
    assert "ai_models 2025-06-20 all, record 2: not as ingested; restore the seed" in error
    # nor does it begin over records that were edited
    refused = project.run_command("chain", "--restart")
    assert refused.code == 2
    assert "are not those that were ingested" in refused.error
    project.records.write_text(text, encoding="utf-8")
    project.chain.unlink()
    assert "has no link" in project.refusal_of(NEXT)
    assert "ends in " + head[:12] in project.run_command("chain", "--restart").report
    assert links(project)[-1]["sha256"] == head
