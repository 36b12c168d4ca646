"""Seeds change whole, or not at all, and what is there stays as it is."""

import errno
import fcntl
import os
from pathlib import Path

import pytest

NEXT = "Model,Publication date,Parameters\nGPT-3,2020-05-28,1.75e11\n"


def test_a_new_vintage_leaves_old_rows_as_they_are_byte_for_byte(project):
    odd = 'Model,Publication date,Link\n" a\r\n""b""",2020,\u2028\ufeffé\n'
    project.ingest(odd, date="2024-01-01")
    before = project.records.read_bytes()
    project.ingest(NEXT)
    assert project.records.read_bytes().startswith(before)
    assert project.records.read_bytes() != before


def test_replacing_a_snapshot_changes_its_rows_only(project):
    project.ingest(NEXT)
    content = "Model,Publication date\nA,2018\nB,2018\nC,2018\n"
    correcting = ("--replace", "--correct", "a better export")
    outcome = project.ingest(content, *correcting, date="2025-06-20")
    assert outcome.code == 0
    assert project.records.read_text(encoding="utf-8").split("\n")[1:] == [
        "2025-06-20,all,1,A,2018,,",
        "2025-06-20,all,2,B,2018,,",
        "2025-06-20,all,3,C,2018,,",
        "2026-01-31,all,1,GPT-3,2020-05-28,,1.75e11",
        "",
    ]


def test_replacing_a_snapshot_keeps_what_was_said_about_its_source(project):
    project.ingest(NEXT, "--found-in", "someone/something@abc", "--title", "Ours")
    before = project.checksums()
    project.ingest(NEXT, "--replace")
    assert project.checksums() == before


def test_replacing_by_the_same_content_writes_nothing(project):
    project.ingest(NEXT)
    assert "wrote" not in project.ingest(NEXT, "--replace").report


def test_a_file_that_is_still_the_last_one_brings_no_snapshot(project):
    published = (project.folder / "published.csv").read_bytes()
    before = project.checksums()
    outcome = project.ingest(published, date="2026-02-28")
    assert outcome.code == 0
    said = "ai_models 2026-02-28 all: the same file as ai_models 2025-06-20 all, nothing new"
    assert said in outcome.report
    assert project.checksums() == before
    # of another scope, or told to, it is a snapshot of its own
    assert project.ingest(published, date="2026-02-28", scope="notable").code == 0
    assert project.ingest(published, "--replace", date="2026-03-31").code == 0
    assert "2026-03-31,all,2,GPT-2" in project.records.read_text(encoding="utf-8")


def test_a_column_that_the_alias_file_gains_is_empty_until_replaced(project):
    aliases = project.aliases.read_text(encoding="utf-8")
    kept = "ai_models,Parameters,parameters,false,kept\n"
    gained = f"{kept}ai_models,Mood,mood,false,kept\n"
    project.aliases.write_text(aliases.replace(kept, gained), encoding="utf-8")
    content = "Model,Publication date,Mood\nA,2020,blue\n"
    report = project.ingest(content).report
    assert (
        "new in published/epoch_ai/epoch_ai__ai_model_records.csv: mood; empty in older"
        in report
    )
    lines = project.records.read_text(encoding="utf-8").split("\n")
    assert lines[0].endswith(",parameters,mood")
    assert lines[1] == "2025-06-20,all,1,GPT-1,2018-06-01,,1.17e8,"
    assert lines[3] == "2026-01-31,all,1,A,2020,,,blue"


def test_a_column_that_the_alias_file_loses_is_not_thrown_away(project):
    aliases = project.aliases.read_text(encoding="utf-8")
    lost = "ai_models,Parameters,parameters,false,kept\n"
    project.aliases.write_text(aliases.replace(lost, ""), encoding="utf-8")
    error = project.refusal_of("Model,Publication date\nA,2020\n")
    assert "column 'parameters': this column is no longer in the alias file" in error
    assert "give it back its row there" in error


def test_a_seed_saved_by_another_program_is_refused_at_its_line(project):
    text = project.records.read_text(encoding="utf-8")
    project.records.write_text(text.replace("GPT-2", '"GPT-2"'), encoding="utf-8")
    error = project.refusal_of(NEXT)
    assert f"{project.records}, line 3: not as this command writes it" in error
    assert "restore the seed from version control" in error


@pytest.mark.parametrize("lost", ["records", "snapshots"])
def test_records_and_snapshots_that_do_not_fit_together_are_refused(project, lost):
    path = getattr(project, lost)
    project.ingest(NEXT)
    text = path.read_text(encoding="utf-8")
    kept = [line for line in text.split("\n") if "2026-01-31" not in line]
    path.write_text("\n".join(kept), encoding="utf-8")
    held, said = ("0", "1") if lost == "records" else ("1", "no")
    error = project.refusal_of(NEXT, date="2026-02-28")
    assert "seeds that don't fit together" in error
    assert f"holds {held} records of ai_models 2026-01-31 all, this file says {said}" in error
    assert error.endswith("ingest ai_models 2026-01-31 all again with --replace")
    assert project.ingest(NEXT, "--replace").code == 0
    assert project.ingest(NEXT, date="2026-02-28").code == 0


def test_a_full_disk_leaves_the_seeds_as_they_were_and_no_litter(project, monkeypatch):
    def fail(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    error = project.refusal_of(NEXT)
    assert "can't be written (No space left on device); the seeds are unchanged" in error
    monkeypatch.undo()
    assert project.ingest(NEXT).code == 0


@pytest.mark.parametrize("stopped_at", [1, 2, 3])
def test_an_ingest_stopped_between_the_files_is_finished_by_the_next(
    project, monkeypatch, stopped_at
):
    class Stopped(BaseException):
        pass

    replace, calls = Path.replace, []

    def stop(self, target):
        calls.append(target)
        if len(calls) == stopped_at:
            raise Stopped
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(Stopped):
        project.ingest(NEXT)
    monkeypatch.undo()
    later = project.ingest(f"{NEXT}GPT-4,2023-03-14,\n", date="2026-02-28")
    assert later.code == 0
    assert "finished an earlier ingest that was stopped while writing" in later.report
    assert project.records.read_text(encoding="utf-8").count("GPT-3") == 2
    assert sorted(path.name for path in project.seeds.iterdir()) == [
        project.records.name,
        project.chain.name,
        project.snapshots.name,
    ]


def test_a_replacement_that_fails_says_how_to_go_on(project, monkeypatch):
    replace = Path.replace

    def fail(self, target):
        if target == project.snapshots:
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    outcome = project.ingest(NEXT)
    monkeypatch.undo()
    assert outcome.code == 2
    assert "can't be replaced (Permission denied); some seeds are new" in outcome.error
    assert "run `scalehouse recover`, which finishes this" in outcome.error
    assert "is already ingested" in project.ingest(NEXT).error
    assert "GPT-3" in project.records.read_text(encoding="utf-8")


def test_half_written_files_of_a_killed_ingest_are_no_obstacle(project):
    part = (
        project.seeds_dir
        / ".ingest"
        / "published"
        / "epoch_ai"
        / f"{project.records.name}.part"
    )
    part.parent.mkdir(parents=True)
    part.write_text("half a rec", encoding="utf-8")
    report = project.ingest(NEXT).report
    assert report.startswith("threw away an ingest that was stopped before it was complete")
    assert "half a rec" not in project.records.read_text(encoding="utf-8")
    assert not part.parents[1].exists()


def test_two_ingests_at_once_are_kept_apart(project):
    handle = os.open(project.seeds_dir, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        error = project.refusal_of(NEXT)
    finally:
        os.close(handle)
    assert "another ingest is writing here; wait until it has ended" in error


def test_a_file_in_the_place_of_a_seeds_folder_is_refused(empty_project):
    empty_project.seeds.parent.mkdir()
    empty_project.seeds.write_text("", encoding="utf-8")
    outcome = empty_project.ingest(NEXT)
    assert outcome.code == 2
    assert "can't be written (File exists); the seeds are unchanged" in outcome.error


def test_a_snapshots_seed_with_other_columns_or_tables_is_refused(project):
    text = project.snapshots.read_text(encoding="utf-8")
    project.snapshots.write_text(text.replace("n_bytes", "size"), encoding="utf-8")
    assert "line 1: other columns than this version's" in project.refusal_of(NEXT)
    project.snapshots.write_text(text.replace("ai_models,", "models,"), encoding="utf-8")
    assert "column 'table_name': no table 'models'" in project.refusal_of(NEXT)


def test_a_record_changed_by_hand_is_refused_until_it_is_ingested_again(project):
    published = (project.folder / "published.csv").read_bytes()
    text = project.records.read_text(encoding="utf-8")
    project.records.write_text(text.replace("1.5e9", "1.6e9"), encoding="utf-8")
    error = project.refusal_of(NEXT)
    assert "ai_models 2025-06-20 all, record 2: not as ingested" in error
    assert "restore the seed from version control" in error
    assert project.ingest(published, "--replace", date="2025-06-20").code == 0
    assert project.records.read_text(encoding="utf-8") == text
