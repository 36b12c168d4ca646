"""What the gate refuses is let in by a person, for a reason, one file at a time."""

import csv
import hashlib
import shutil
from pathlib import Path

import pytest

from scalehouse.cli import main

ROOT = Path(__file__).parents[2]
ALIASES = ROOT / "seeds" / "rules" / "core" / "column_aliases.csv"
RECORDS = ROOT / "seeds" / "published" / "epoch_ai" / "epoch_ai__ai_model_records.csv"
COMPUTE = "Training compute (FLOP)"
EVERY = 8  # of 3,000 records: enough to be compared


def read(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def published():
    """Records of a real snapshot, under the publisher's names."""
    names = {
        row["column_name"]: row["published_column"]
        for row in read(ALIASES)
        if row["table_name"] == "ai_models" and row["column_name"]
    }
    records = [row for row in read(RECORDS) if row["snapshot_date"] == "2026-03-30"]
    return [{theirs: row[ours] for ours, theirs in names.items()} for row in records[::EVERY]]


@pytest.fixture
def ingest(tmp_path, published, capsys):
    """Ingest the records as of a day, in another unit of compute; the code and what it says."""
    (tmp_path / "seeds" / "rules" / "core").mkdir(parents=True)
    shutil.copy(ALIASES, tmp_path / "seeds" / "rules" / "core")

    def run(day, *options, unit=1.0, extra=()):
        path = tmp_path / f"{day}.csv"
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, published[0], lineterminator="\n")
            writer.writeheader()
            for record in [*published, *extra]:
                flop = record[COMPUTE]
                shifted = repr(float(flop) / unit) if flop else flop
                writer.writerow(record | {COMPUTE: shifted})
        command = ["ingest", "ai-models", path, "--scope", "all", "--snapshot-date", day]
        seeds = ["--seeds-dir", tmp_path / "seeds"]
        code = main([*map(str, [*command, *seeds]), *options])
        said = capsys.readouterr()
        return code, said.out + said.err, hashlib.sha256(path.read_bytes()).hexdigest()

    return run


def test_a_refused_file_comes_in_by_name_date_and_reason(ingest, tmp_path, published):
    quality = tmp_path / "seeds" / "quality"
    assert ingest("2026-03-30")[0] == 0
    code, said, sha256 = ingest("2026-10-01", unit=1e15)
    assert code == 2
    assert f"error: {tmp_path / '2026-10-01.csv'}: the gate refuses" in said
    assert "beside ai_models 2026-03-30 all" in said
    assert "a quantity keeps its unit (training_compute_flop): -15" in said
    assert "look at the file; if it is right, repeat with --accept 'why it is'" in said
    assert not (quality / "quality__overrides.csv").exists()

    reason = ("--accept", "petaFLOP from now on", "--accepted-by", "Ann")
    assert ingest("2026-10-01", *reason, unit=1e15)[0] == 0
    failed = [
        row for row in read(quality / "quality__results.csv") if row["is_passed"] != "true"
    ]
    accepted = read(quality / "quality__overrides.csv")
    what = ("suite", "expectation", "column_name")
    assert len(accepted) > 1
    assert [[row[name] for name in what] for row in accepted] == [
        [row[name] for name in what] for row in failed
    ]
    assert {row["sha256"] for row in accepted} == {sha256}
    assert {row["accepted_by"] for row in accepted} == {"Ann"}
    assert {row["reason"] for row in accepted} == {"petaFLOP from now on"}

    # the same file needs no second acceptance, another one does
    assert ingest("2026-10-01", "--replace", unit=1e15)[0] == 0
    assert read(quality / "quality__overrides.csv") == accepted
    assert ingest("2026-10-01", "--replace", unit=1e15, extra=published[:1])[0] == 2
