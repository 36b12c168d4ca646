"""The publisher's zip of views comes in as it is, all of it or nothing; no other zip does."""

import io
import stat
import struct
import zipfile

import pytest

from scalehouse.ingest import archive

HEADER = "Model,Publication date,Parameters\n"
VIEWS = {
    "all_ai_models.csv": f"{HEADER}GPT-3,2020-05-28,1.75e11\nMLP,1986-10-09,40\n",
    "notable_ai_models.csv": f"{HEADER}GPT-3,2020-05-28,1.75e11\n",
    "large_scale_ai_models.csv": f"{HEADER}GPT-3,2020-05-28,1.75e11\n",
    "frontier_ai_models.csv": f"{HEADER}GPT-3,2020-05-28,1.75e11\n",
}
README = {"README.md": "Licence: CC BY 4.0"}
DAY = "2026-08-19"


def pack(members, method=zipfile.ZIP_DEFLATED):
    """Zip texts by name; a name may be a ZipInfo."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as zipped:
        for name, text in members:
            zipped.writestr(name, text)
    return packed.getvalue()


@pytest.fixture
def ingest(project):
    """Ingest a zip of these members as of a day."""

    def run(members, *options, day=DAY):
        content = members if isinstance(members, bytes) else pack(dict(members).items())
        path = project.write(content, "ai_models.zip")
        return project.run("ai-models", path, "--snapshot-date", day, *options)

    return run


@pytest.fixture
def refusal(project, ingest):
    def refused(members, *options):
        before = project.checksums()
        outcome = ingest(members, *options)
        assert outcome.code == 2, outcome.report
        assert project.checksums() == before
        return outcome.error

    return refused


def test_each_view_of_the_zip_becomes_a_snapshot_of_its_scope(project, ingest):
    outcome = ingest(VIEWS | README)
    assert outcome.code == 0, outcome.error
    reports = [line for line in outcome.report.split("\n") if "published columns" in line]
    assert [report.split(",")[0] for report in reports] == [
        f"ai_models {DAY} all: 2 records",
        f"ai_models {DAY} notable: 1 records",
        f"ai_models {DAY} large_scale: 1 records",
        f"ai_models {DAY} frontier: 1 records",
    ]
    assert "a zip with 4 views: all, notable, large_scale, frontier" in outcome.report
    assert "OTHER" not in outcome.report
    assert "not in the zip" not in outcome.report
    rows = project.records.read_text(encoding="utf-8").split("\n")
    assert f"{DAY},large_scale,1,GPT-3,2020-05-28,,1.75e11" in rows
    assert sum(row.startswith(DAY) for row in rows) == 5


def test_the_same_zip_again_brings_nothing_new(project, ingest):
    ingest(VIEWS)
    before = project.checksums()
    again = ingest(VIEWS)
    assert again.code == 0
    assert again.report.count("this very file is ingested already, nothing new") == 4
    assert project.checksums() == before
    # as does the one of the next day, where nothing changed
    assert ingest(VIEWS, day="2026-08-20").report.count("nothing new") == 4
    assert project.checksums() == before


def test_a_zip_completes_a_day_and_never_changes_what_is_there(project, ingest, refusal):
    one = project.write(VIEWS["notable_ai_models.csv"])
    assert project.ingest_file(one, date=DAY, scope="notable").code == 0
    assert ingest(VIEWS).code == 0
    other = VIEWS | {"notable_ai_models.csv": f"{HEADER}GPT-4,2023-03-14,\n"}
    assert f"ai_models {DAY} notable is already ingested" in refusal(other)


def test_a_dry_run_of_a_zip_writes_nothing(project, ingest):
    before = project.checksums()
    outcome = ingest(VIEWS, "--dry-run")
    assert outcome.code == 0, outcome.error
    assert outcome.report.count("published columns") == 4
    assert "dry run: nothing was written" in outcome.report
    assert project.checksums() == before


def test_one_broken_view_keeps_all_out_and_is_named(refusal):
    error = refusal(VIEWS | {"frontier_ai_models.csv": f"{HEADER}GPT-3,2020-05-28\n"})
    assert "ai_models.zip, frontier_ai_models.csv, row 1 (line 2)" in error


def test_what_else_is_in_the_zip_and_what_is_lacking_is_reported(ingest):
    views = {f"ai_models/{name}": text for name, text in VIEWS.items() if "front" not in name}
    outcome = ingest(views | {"ai_models/readme.txt": "", "ai_models/changes.csv": "x"})
    assert outcome.code == 0, outcome.error
    assert "  1 OTHER files, left in the zip: ai_models/changes.csv\n" in outcome.report
    assert "  not in the zip: frontier_ai_models.csv\n" in outcome.report


def info(name, *, mode=stat.S_IFREG | 0o644):
    member = zipfile.ZipInfo(name)
    member.external_attr = mode << 16
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def encrypted():
    """A zip whose member says that it is encrypted."""
    content = bytearray(pack(VIEWS.items()))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pack([(info("/all_ai_models.csv"), "x")]), "/all_ai_models.csv: an absolute path"),
        (pack([(info("C:/all_ai_models.csv"), "x")]), "an absolute path"),
        (pack([(info("../all_ai_models.csv"), "x")]), "a path that leads out of the zip"),
        (pack([(info("a\\..\\b.csv"), "x")]), "a path that leads out of the zip"),
        (pack([(info("a\\b.csv"), "x")]), "a path with unusual characters"),
        (
            pack([(info("all_ai_models.csv", mode=stat.S_IFLNK | 0o777), "/etc/passwd")]),
            "all_ai_models.csv: a link or a device, not a file",
        ),
        (encrypted(), "all_ai_models.csv: encrypted"),
        (pack(VIEWS.items(), zipfile.ZIP_BZIP2), "packed by method 12, neither stored nor"),
        (pack([("inner.zip", pack(VIEWS.items()))]), "inner.zip: an archive inside the zip"),
        (
            pack([("all_ai_models.csv", pack(VIEWS.items()))]),
            "all_ai_models.csv: an archive inside the zip",
        ),
        (
            pack([*VIEWS.items(), ("a/all_ai_models.csv", "x")]),
            "a/all_ai_models.csv: the view all is in the zip twice, as all_ai_models.csv too",
        ),
        (pack(README.items()), "none of the publisher's views: all_ai_models.csv, notable_"),
        (pack(VIEWS.items())[:-30], "not a whole zip archive"),
        (
            pack([(f"{number}.csv", "x") for number in range(archive.MAX_MEMBERS + 1)]),
            "a zip of 51 files, more than 50",
        ),
    ],
)
def test_a_zip_that_no_publisher_packs_is_refused_by_member(refusal, content, said):
    error = refusal(content)
    assert said in error
    assert "ai_models.zip" in error
    assert "; " in error.partition(said)[2]


def test_a_zip_bomb_is_not_unpacked(refusal):
    bomb = pack([*VIEWS.items(), ("README.md", "0" * 5_000_000)])
    assert len(bomb) < 10_000
    assert "README.md: 5,000,000 bytes packed into " in refusal(bomb)


def test_a_zip_of_too_much_is_not_unpacked(refusal, monkeypatch):
    monkeypatch.setattr(archive, "MAX_BYTES", 150)
    error = refusal(VIEWS)
    assert "unpacked it has 254 bytes, more than 150" in error
    assert "all_ai_models.csv" in error


def test_a_member_larger_than_it_says_is_not_unpacked_beyond_that(refusal):
    """A zip bomb may lie about its size: what is read ends there, and its checksum is off."""
    text = VIEWS["all_ai_models.csv"] + "MLP,1986-10-09,40\n" * 100_000
    content = bytearray(pack([("all_ai_models.csv", text)]))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<L", 60)
    error = refusal(bytes(content))
    assert "all_ai_models.csv: can't be unpacked (Bad CRC-32" in error


def test_a_damaged_member_is_refused(refusal):
    content = bytearray(pack(VIEWS.items(), zipfile.ZIP_STORED))
    content[content.index(b"GPT-3")] ^= 1
    assert "all_ai_models.csv: can't be unpacked (Bad CRC-32" in refusal(bytes(content))


def test_the_zip_has_no_scope_of_its_own_and_a_csv_file_needs_one(project, refusal):
    assert "leave out --scope if it is the publisher's zip of all views" in refusal(
        VIEWS, "--scope", "all"
    )
    path = project.write(VIEWS["all_ai_models.csv"])
    outcome = project.run("ai-models", path, "--snapshot-date", DAY)
    assert outcome.code == 2
    assert (
        "no scope is given, and this is not the publisher's zip of all views; add --scope with "
        "all, notable, large_scale or frontier"
    ) in outcome.error
