"""A listing of Hugging Face models comes in whole, or is refused with its place."""

import csv
import json
from pathlib import Path

import pytest

from scalehouse.cli import main

ROOT = Path(__file__).parents[2]
MODEL = {"name": "a/b-7B", "provider": "a", "parameters_raw": 7_000, "hf_downloads": 5}


class Listing:
    """A seeds folder, and the command line to change it with."""

    def __init__(self, folder, capsys, aliases):
        self.folder = folder
        self.capsys = capsys
        self.seeds = folder / "seeds" / "published" / "hugging_face"
        self.models = self.seeds / "hugging_face__models.csv"
        self.snapshots = self.seeds / "hugging_face__snapshots.csv"
        self.aliases = folder / "seeds" / "rules" / "core" / "column_aliases.csv"
        self.aliases.parent.mkdir(parents=True)
        self.aliases.write_text(aliases)

    def run(self, path, *options, date="2026-05-10"):
        command = ["ingest", "hugging-face", path, "--snapshot-date", date, *options]
        code = main([*map(str, command), "--seeds-dir", str(self.folder / "seeds")])
        out, err = self.capsys.readouterr()
        return code, out, err

    def write(self, content):
        path = self.folder / "models.json"
        if isinstance(content, str):
            content = content.encode()
        path.write_bytes(
            content if isinstance(content, bytes) else json.dumps(content).encode()
        )
        return path

    def ingest(self, content, *options, **key):
        return self.run(self.write(content), *options, **key)

    def on_disk(self):
        files = sorted(self.seeds.iterdir()) if self.seeds.exists() else []
        return {path.name: path.read_bytes() for path in files}

    def refusal_of(self, content, *options, **key):
        path = content if isinstance(content, Path) else self.write(content)
        before = self.on_disk()
        code, report, error = self.run(path, *options, **key)
        assert (code, report) == (2, "")
        assert error.startswith("error: ")
        assert error.count("\n") == 1
        assert self.on_disk() == before
        return error.removeprefix("error: ").rstrip("\n")


@pytest.fixture
def listing(tmp_path, capsys, alias_text):
    return Listing(tmp_path, capsys, alias_text)


def rows(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_models_are_numbered_and_values_kept_as_published(listing):
    second = MODEL | {"name": 'é,"x"\n', "release_date": "2026-01-31", "is_moe": True}
    assert listing.ingest([MODEL, second])[0] == 0
    first, other = rows(listing.models)
    assert first == {
        "snapshot_date": "2026-05-10",
        "record_number": "1",
        "model_name": "a/b-7B",
        "developer": "a",
        "parameters": "7000",
        "downloads_30_days": "5",
        "release_date": "",
        "is_mixture_of_experts": "",
        "licence": "",
    }
    assert other["model_name"] == 'é,"x"\n'
    assert other["is_mixture_of_experts"] == "true"


def test_every_column_is_accounted_for(listing):
    report = listing.ingest([MODEL | {"use_case": "chat", "stars": 4}])[1]
    assert "hugging_face_models 2026-05-10: 1 records, 6 published columns" in report
    assert "1 known and left out: use_case" in report
    assert "1 UNKNOWN and not ingested: stars" in report
    assert "3 optional and absent here, left empty: release_date" in report


def test_a_snapshot_is_described_with_licence_checksum_and_citation(listing):
    listing.ingest([MODEL], "--found-in", "owner/repository@1234", "--title", "Models")
    (snapshot,) = rows(listing.snapshots)
    assert snapshot["n_records"] == "1"
    assert snapshot["licence"] == "MIT"
    assert snapshot["found_in"] == "owner/repository@1234"
    assert len(snapshot["sha256"]) == 64
    assert "llmfit" in snapshot["citation"]


def test_two_snapshots_stand_side_by_side_by_date(listing):
    listing.ingest([MODEL], date="2026-06-09")
    listing.ingest([MODEL | {"hf_downloads": 3}])
    found = [(row["snapshot_date"], row["downloads_30_days"]) for row in rows(listing.models)]
    assert found == [("2026-05-10", "3"), ("2026-06-09", "5")]


def test_a_replaced_snapshot_keeps_what_is_not_said_anew(listing):
    listing.ingest([MODEL], "--found-in", "somewhere")
    correcting = ("--replace", "--correct", "the listing was published once more")
    assert listing.ingest([MODEL | {"hf_downloads": 9}], *correcting)[0] == 0
    assert [row["downloads_30_days"] for row in rows(listing.models)] == ["9"]
    assert rows(listing.snapshots)[0]["found_in"] == "somewhere"


def test_the_same_file_again_changes_nothing(listing):
    listing.ingest([MODEL])
    before = listing.on_disk()
    assert listing.ingest([MODEL], "--replace")[0] == 0
    assert listing.on_disk() == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty; download it again"),
        ("  \n", "the file is empty"),
        ("<html>404</html>", "line 1: not JSON, at character 1 of this line"),
        ('[{"name": "a",\n "x": ]', "line 2: not JSON, at character 7"),
        ('[{"name": "a"}', "line 1: not JSON"),
        ('{"name": "a"}', "one dict, not a list of models; the file must hold one JSON array"),
        ("[]", "a list without models; download it again, and check"),
        ('["a"]', "row 1: an entry that is str, not an object"),
        ('[{"name": "a", "name": "b"}]', "an object has the name 'name' more than once"),
        ('[{"hf_downloads": NaN}]', "NaN is no JSON number"),
        ("[" * 100_000, "nested too deeply"),
        ('[{"name": "é"}]'.encode("latin-1"), "line 1: not UTF-8: byte 0xe9 at byte offset 11"),
    ],
    ids=range(12),
)
def test_what_is_no_listing_is_refused_at_its_place(listing, content, message):
    assert message in listing.refusal_of(content)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"hf_downloads": -1}, "column 'hf_downloads': -1 is not a whole number of 0 or more"),
        ({"hf_downloads": 1.5}, "1.5 is not a whole number"),
        ({"hf_downloads": "5"}, '"5" is not a whole number'),
        ({"hf_downloads": True}, "true is not a whole number"),
        ({"parameters_raw": [7]}, "[7] is not a whole number"),
        ({"name": " "}, '" " is not a name'),
        ({"name": 7}, "7 is not a name"),
        ({"name": "a\0"}, "is not a name"),
        ({"provider": "\ud800"}, "is not a name"),
        ({"is_moe": 1}, "1 is not true or false"),
        ({"license": {"mit": 1}}, '{"mit": 1} is not text'),
    ],
    ids=range(11),
)
def test_a_value_of_the_wrong_kind_is_refused_by_row_and_column(listing, change, message):
    error = listing.refusal_of([MODEL, MODEL | {"name": "second"} | change])
    assert "row 2, column" in error
    assert message in error


def test_a_model_that_stands_twice_is_refused_with_both_places(listing):
    error = listing.refusal_of([MODEL, MODEL | {"name": "c"}, MODEL])
    assert "row 3: 'a/b-7B' stands here twice, first in row 1; keep one of them" in error


def test_a_required_column_that_is_missing_is_named(listing):
    model = {name: value for name, value in MODEL.items() if name != "hf_downloads"}
    error = listing.refusal_of([model | {"hf_download": 5}])
    assert "column 'downloads_30_days': required column missing" in error
    assert "closest headers: 'hf_download'" in error
    error = listing.refusal_of([MODEL, model | {"name": "c"}])
    assert "row 2, column 'hf_downloads': this model lacks a required value" in error


def test_two_readers_that_disagree_stop_the_ingest(listing, monkeypatch):
    monkeypatch.setattr(json, "loads", lambda _text, **_options: [MODEL])
    error = listing.refusal_of('[{"name": "a"}, {"name": "b"}]')
    assert "two readers disagree: 1 models here, 2 in DuckDB" in error
    assert "DuckDB's reader refuses the file" in listing.refusal_of('[{"name": "a"')


def test_a_byte_order_mark_is_no_reason_to_refuse(listing):
    assert listing.ingest(b"\xef\xbb\xbf" + json.dumps([MODEL]).encode())[0] == 0


def test_a_snapshot_that_is_there_is_refused_as_identical_or_different(listing):
    listing.ingest([MODEL])
    assert "identical content; add --replace" in listing.refusal_of([MODEL])
    assert "DIFFERENT content; add --replace" in listing.refusal_of(
        [MODEL | {"hf_downloads": 6}]
    )


@pytest.mark.parametrize("date", ["2026-02-30", "10/05/2026", ""])
def test_a_snapshot_date_that_is_no_iso_day_is_refused(listing, date):
    assert f"--snapshot-date {date!r} is not a date" in listing.refusal_of([MODEL], date=date)


def test_a_path_that_is_no_file_is_refused(listing):
    assert "no such file" in listing.refusal_of(listing.folder / "nowhere.json")
    assert "a directory, not a file; name one file" in listing.refusal_of(listing.folder)


def test_seeds_that_stopped_half_way_are_refused_until_replaced(listing):
    listing.ingest([MODEL])
    text = listing.models.read_text()
    listing.models.write_text(text + text.splitlines()[1].replace("b-7B", "c") + "\n")
    error = listing.refusal_of([MODEL], date="2026-06-09")
    assert "holds 2 records of hugging_face_models 2026-05-10, this file says 1" in error
    assert listing.ingest([MODEL], "--replace")[0] == 0
    assert len(rows(listing.models)) == 1


def test_seeds_saved_by_another_program_are_refused(listing):
    listing.ingest([MODEL])
    listing.models.write_text(listing.models.read_text().replace("7000", '"7000"'))
    assert "another program saved the seed" in listing.refusal_of([MODEL], "--replace")
    listing.models.write_text("snapshot_date\n2026-05-10\n")
    assert "other columns than this version's" in listing.refusal_of([MODEL], "--replace")


def test_a_seed_that_cannot_be_replaced_is_an_error(listing, monkeypatch):
    listing.ingest([MODEL])

    def refuse(_self, _target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    path = listing.write([MODEL | {"hf_downloads": 6}])
    code, _, error = listing.run(path, "--replace", "--correct", "counted again")
    assert code == 2
    assert "can't be replaced (No space left on device); some seeds are new" in error


def test_the_committed_seed_is_the_listing_it_says():
    snapshots = rows(
        ROOT / "seeds" / "published" / "hugging_face" / "hugging_face__snapshots.csv"
    )
    models = rows(ROOT / "seeds" / "published" / "hugging_face" / "hugging_face__models.csv")
    assert {row["snapshot_date"]: row["n_records"] for row in snapshots} == {
        "2026-05-10": str(len(models))
    }
    assert len({row["model_name"] for row in models}) == len(models)
