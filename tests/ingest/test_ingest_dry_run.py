"""A dry run says what a file would bring, and writes nothing."""

NEXT = (
    "Model,Publication date,Parameter count,Mood\n"
    "GPT-1,2018-06-11,1.17e8,\n"
    "GPT-3,2020-05-28,1.75e11,blue\n"
)


def test_a_dry_run_reports_drift_and_writes_nothing(project):
    before = project.checksums()
    outcome = project.ingest(NEXT, "--dry-run")
    assert outcome.code == 0, outcome.error
    assert project.checksums() == before
    for line in (
        "2 UNKNOWN and not ingested: Parameter count, Mood",
        "beside ai_models 2025-06-20 all:",
        "records 2 -> 2",
        "parameters holds nothing any more, renamed to 'Parameter count'?",
        "1 added: 'GPT-3'",
        "1 gone: 'GPT-2'",
        "publication_date differs in 1 of 1, such as GPT-1: 2018-06-01 -> 2018-06-11",
        "dry run: nothing was written",
    ):
        assert line in outcome.report


def test_a_dry_run_of_a_first_file_has_nothing_to_compare_with(empty_project):
    outcome = empty_project.ingest("Model,Publication date\nA,2020\n", "--dry-run")
    assert "no older snapshot of this table: nothing to compare with" in outcome.report
    assert not empty_project.records.exists()


def test_a_dry_run_does_not_finish_what_another_ingest_left(project):
    folder = project.seeds_dir / ".ingest"
    folder.mkdir()
    (folder / "complete").touch()
    outcome = project.ingest(NEXT, "--dry-run")
    assert outcome.code == 2
    assert "an earlier ingest was stopped while writing; run `scalehouse recover`" in (
        outcome.error
    )
    assert (folder / "complete").exists()
    assert project.run_command("recover").code == 0
    assert not folder.exists()
    report = project.run_command("recover").report
    assert report == "nothing to recover: no ingest was stopped\n"


def test_a_dry_run_ends_with_code_one_when_the_gate_would_refuse(project, open_door):
    suite = open_door / "ai_models.yml"
    usual = suite.read_text()
    suite.write_text(
        "numbers: [parameters]\n"
        "expectations:\n"
        "  - type: expect_column_values_to_not_be_null\n"
        "    kwargs: {column: parameters}\n"
        "    meta: {name: parameters_are_there, reason: Each is counted.}\n"
    )
    file = "Model,Publication date,Parameters\nGPT-3,2020-05-28,\n"
    try:
        before = project.checksums()
        outcome = project.ingest(file, "--dry-run")
        assert outcome.code == 1
        assert "gate: 0 of 1 expectations hold; it refuses this file" in outcome.report
        assert project.ingest(file).code == 2
        assert project.checksums() == before
        # what a person accepts is refused no longer
        assert project.ingest(file, "--dry-run", "--accept", "a first draft").code == 0
    finally:
        suite.write_text(usual)
