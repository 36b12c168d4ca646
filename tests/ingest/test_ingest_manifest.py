"""A manifest's files come in together, checked against their sizes and checksums."""

import hashlib

HEADER = "file,title,snapshot_date,scope,found_in,bytes,sha256\n"
FILES = {
    "ai_models/b.csv": ("2026-03-30", "all", "Model,Publication date\nB,2026\n"),
    "ai_models/a.csv": ("2022-05-03", "all", "System,Publication date\nA,2022\n"),
    "hardware/x_ml_hardware.csv": ("2026-07-19", "", "Hardware name\nA100\n"),
    "hardware/ppi.csv": ("2025-07-30", "", "not ours"),
}


def write_manifest(project, **changes):
    lines = [HEADER]
    for name, (date, scope, content) in FILES.items():
        path = project.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        facts = {
            "date": date,
            "scope": scope,
            "bytes": len(content),
            "sha256": hashlib.sha256(content.encode()).hexdigest(),
        }
        facts |= changes.get(path.stem, {})
        place = f"Title of {path.stem},{facts['date']},{facts['scope']},someone/thing@1"
        lines.append(f"{name},{place},{facts['bytes']},{facts['sha256']}\n")
    return project.write("".join(lines), "MANIFEST.csv")


def ingest_all(project, manifest, *options):
    return project.run("all", "--manifest", manifest, *options)


def refusal(project, manifest, *options):
    before = project.checksums()
    outcome = ingest_all(project, manifest, *options)
    assert outcome.code == 2
    assert project.checksums() == before
    return outcome.error


def test_our_files_come_in_by_date_and_others_are_left_alone(project):
    outcome = ingest_all(project, write_manifest(project))
    assert outcome.code == 0
    reports = [line for line in outcome.report.split("\n") if "published columns" in line]
    assert [report.split(":")[0] for report in reports] == [
        "ai_models 2022-05-03 all",
        "ai_models 2026-03-30 all",
        "ml_hardware 2026-07-19",
    ]
    listed = project.snapshots.read_text(encoding="utf-8")
    assert "Title of a" in listed
    assert "someone/thing@1" in listed


def test_a_second_run_has_nothing_to_do(project):
    manifest = write_manifest(project)
    ingest_all(project, manifest)
    before = project.checksums()
    outcome = ingest_all(project, manifest)
    assert outcome.code == 0
    assert outcome.report == "nothing to do: the seeds hold every file already\n"
    assert project.checksums() == before


def test_only_what_is_missing_comes_in(project):
    manifest = write_manifest(project)
    project.ingest_file(project.folder / "ai_models/a.csv", date="2022-05-03")
    report = ingest_all(project, manifest).report
    assert "2022-05-03" not in report
    assert "ai_models 2026-03-30 all: 1 records" in report


def test_everything_comes_in_again_with_replace(project):
    manifest = write_manifest(project)
    ingest_all(project, manifest)
    before = project.checksums()
    report = ingest_all(project, manifest, "--replace").report
    assert report.count("published columns") == 3
    assert project.checksums() == before


def test_a_file_of_another_size_is_refused(project):
    error = refusal(project, write_manifest(project, a={"bytes": 7}))
    assert "a.csv: bytes 31, but the manifest says 7; get the file again" in error


def test_a_file_of_another_checksum_is_refused_and_none_comes_in(project):
    error = refusal(project, write_manifest(project, b={"sha256": "0" * 64}))
    assert "b.csv: sha256 " in error
    assert f"but the manifest says {'0' * 64}; get the file again" in error


def test_a_listed_snapshot_with_other_content_needs_replace(project):
    manifest = write_manifest(project, a={"date": "2025-06-20"})
    error = refusal(project, manifest)
    assert "ai_models 2025-06-20 all is already ingested" in error
    assert "DIFFERENT content; add --replace" in error
    error = refusal(project, manifest, "--replace")
    assert "ai_models 2025-06-20 all would not be what was ingested before" in error
    assert ingest_all(project, manifest, "--replace", "--correct", "a better export").code == 0


def test_one_snapshot_listed_twice_is_refused(project):
    error = refusal(project, write_manifest(project, a={"date": "2026-03-30"}))
    assert "ai_models 2026-03-30 all is already ingested" in error


def test_a_manifest_without_a_needed_column_is_refused(project):
    manifest = project.write("file,title\nx,y\n", "MANIFEST.csv")
    error = refusal(project, manifest)
    assert "line 1, column 'snapshot_date': a manifest without this column" in error


def test_a_manifest_without_a_file_of_ours_is_refused(project):
    manifest = project.write(f"{HEADER}x.csv,t,2020-01-01,,f,1,0\n", "MANIFEST.csv")
    error = refusal(project, manifest)
    assert "no file of our tables is listed; list ai_models/*.csv" in error


def test_a_missing_listed_file_is_refused_by_name(project):
    manifest = write_manifest(project)
    (project.folder / "ai_models/b.csv").unlink()
    assert "b.csv: no such file; check the path" in refusal(project, manifest)
