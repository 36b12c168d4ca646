"""Spoil published files in every way we know, and count what comes in by another reader.

    python tests/faults/fuzz.py --inputs 2000

Each input is either ingested, with every record and cell that pandas finds in it, or refused
with an error that names the place. What pandas reads otherwise is counted as a loss.
"""

import argparse
import contextlib
import csv
import io
import json
import random
import re
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import gate
import pandas as pd
import vintages
from vintages import ALIASES

from scalehouse.cli import main as scalehouse

N_RECORDS = 25
QUOTE, COMMA = b'"', b","
# What an error names after the file: a place in it, or what is wrong with the whole.
PLACE = re.compile(
    ", (row|line|column) |: (this is |the file is empty|a header and no records)"
)
Spoil = Callable[[bytes, random.Random], bytes]


def published_files() -> list[bytes]:
    """Write records of each snapshot as the publisher did: header of the time, BOM or CRLF."""
    files = []
    for at, records in enumerate(vintages.by_date().values()):
        # awkward cells are what we are after
        longest = sorted(records, key=lambda record: -sum(map(len, record.values())))
        text = vintages.as_published(longest[:N_RECORDS], "\n" if at % 3 else "\r\n")
        text = text.replace("\r\n", "\n") if at % 3 else text
        files.append(text.encode("utf-8-sig" if at % 2 else "utf-8"))
    return files


def at_a(byte: bytes, content: bytes, chance: random.Random) -> int:
    """Choose one place of a byte; anywhere if the file has none."""
    places = [at for at in range(len(content)) if content.startswith(byte, at)]
    return chance.choice(places) if places else chance.randrange(len(content))


def cut_at(byte: bytes) -> Spoil:
    return lambda content, chance: content[: at_a(byte, content, chance)]


def cut_after(byte: bytes) -> Spoil:
    return lambda content, chance: content[: at_a(byte, content, chance) + 1]


def insert(piece: bytes) -> Spoil:
    def spoil(content: bytes, chance: random.Random) -> bytes:
        at = chance.randrange(len(content))
        return content[:at] + piece + content[at:]

    return spoil


def flip(byte: bytes, other: bytes) -> Spoil:
    def spoil(content: bytes, chance: random.Random) -> bytes:
        at = at_a(byte, content, chance)
        return content[:at] + other + content[at + 1 :]

    return spoil


def on_rows(change: Callable[[list[list[str]], random.Random], None]) -> Spoil:
    """Change cells, and write a sound file again."""

    def spoil(content: bytes, chance: random.Random) -> bytes:
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        change(rows, chance)
        buffer = io.StringIO(newline="")
        csv.writer(buffer, lineterminator="\n").writerows(rows)
        return buffer.getvalue().encode()

    return spoil


def drop_column(rows: list[list[str]], chance: random.Random) -> None:
    at = chance.randrange(len(rows[0]))
    for row in rows:
        del row[at]


def drop_cell(rows: list[list[str]], chance: random.Random) -> None:
    row = chance.choice(rows)
    del row[chance.randrange(len(row))]


def swap_headers(rows: list[list[str]], chance: random.Random) -> None:
    one, other = chance.sample(range(len(rows[0])), 2)
    rows[0][one], rows[0][other] = rows[0][other], rows[0][one]


def swap_columns(rows: list[list[str]], chance: random.Random) -> None:
    one, other = chance.sample(range(len(rows[0])), 2)
    for row in rows:
        row[one], row[other] = row[other], row[one]


def repeat_header_name(rows: list[list[str]], chance: random.Random) -> None:
    one, other = chance.sample(range(len(rows[0])), 2)
    rows[0][one] = rows[0][other]


def repeat_header(rows: list[list[str]], chance: random.Random) -> None:
    rows.insert(chance.randrange(1, len(rows)), list(rows[0]))


def rename_column(rows: list[list[str]], chance: random.Random) -> None:
    at = chance.randrange(len(rows[0]))
    rows[0][at] = chance.choice([rows[0][at].upper(), f"{rows[0][at]} ", "", "Model", "é"])


def write_cell(*texts: str) -> Callable[[list[list[str]], random.Random], None]:
    def change(rows: list[list[str]], chance: random.Random) -> None:
        row = chance.choice(rows[1:])
        row[chance.randrange(len(row))] = chance.choice(texts)

    return change


def add_column(rows: list[list[str]], chance: random.Random) -> None:
    at = chance.randrange(len(rows[0]) + 1)
    for number, row in enumerate(rows):
        row.insert(at, "Mood" if number == 0 else "blue")


def zipped(content: bytes, _: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("all_ai_models.csv", content)
    return buffer.getvalue()


def web_page(content: bytes, chance: random.Random) -> bytes:
    start = chance.choice([b"<!DOCTYPE html>", b"\n<html>", b"\xef\xbb\xbf<?xml?>"])
    return start + b"<body>" + content[: chance.randrange(len(content))] + b"</body>"


def encoded(encoding: str) -> Spoil:
    return lambda content, _: content.decode("utf-8-sig").encode(encoding, errors="replace")


def flip_bit(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


SPOILS: dict[str, Spoil] = {
    "as published": lambda content, _: content,
    "cut anywhere": lambda content, chance: content[: chance.randrange(len(content))],
    "cut at a quote": cut_at(QUOTE),
    "cut after a quote": cut_after(QUOTE),
    "cut at a comma": cut_at(COMMA),
    "cut after a comma": cut_after(COMMA),
    "cut at a line end": cut_at(b"\n"),
    "cut after a line end": cut_after(b"\n"),
    "cut inside a character": cut_after(b"\xc3"),
    "a quote too many": insert(QUOTE),
    "a quote flipped": flip(QUOTE, b"'"),
    "a quote made a comma": flip(QUOTE, COMMA),
    "a comma lost": flip(COMMA, b" "),
    "a comma too many": insert(COMMA),
    "a line end too many": insert(b"\n"),
    "a carriage return too many": insert(b"\r"),
    "a line end lost": flip(b"\n", b" "),
    "a NUL byte": insert(b"\0"),
    "a byte that is no UTF-8": insert(b"\xff"),
    "a bit flipped": flip_bit,
    "latin-1": encoded("latin-1"),
    "UTF-16": encoded("utf-16"),
    "UTF-8 with a mark": encoded("utf-8-sig"),
    "a column dropped": on_rows(drop_column),
    "a cell dropped": on_rows(drop_cell),
    "two columns swapped": on_rows(swap_columns),
    "two headers swapped": on_rows(swap_headers),
    "a header name twice": on_rows(repeat_header_name),
    "the header once more": on_rows(repeat_header),
    "a column renamed": on_rows(rename_column),
    "an unknown column": on_rows(add_column),
    "a huge cell": on_rows(write_cell("x" * 3_000_000, '",\n' * 200_000)),
    "a number out of range": on_rows(write_cell("1e400", "-1e400", "9" * 400, "NaN", "inf")),
    "a negative number": on_rows(write_cell("-1", "-1.5e24", "-0")),
    "an odd cell": on_rows(write_cell("=1+1", "\u202eabc", "a\nb\r\nc", '""', "\x1a", "\x85")),
    "zip": zipped,
    "a web page": web_page,
    "nothing": lambda _, __: b"",
}


@dataclass
class Tally:
    """What became of the inputs; the last three should be 0."""

    n_inputs: int = 0
    n_ingested: int = 0
    n_refused: int = 0
    n_lost: int = 0  # ingested with other records or cells than the file has
    n_without_place: int = 0  # refused without naming the file and the place in it
    n_crashed: int = 0  # ended otherwise than with one clear error
    ingested_by_kind: dict[str, int] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    @property
    def n_faults(self) -> int:
        return self.n_lost + self.n_without_place + self.n_crashed


def campaign(folder: Path, n_inputs: int, seed: int) -> Tally:
    """Ingest spoilt inputs one after another, each into empty seeds, every kind in turn."""
    chance = random.Random(seed)
    files, kinds = published_files(), list(SPOILS)
    tally = Tally()
    with gate.opened(folder / "suites"):
        for number in range(n_inputs):
            kind = kinds[number % len(kinds)]
            content = SPOILS[kind](chance.choice(files), chance)
            if chance.random() < 0.15 and content:  # faults come together, too
                other = chance.choice(["a bit flipped", "cut anywhere", "a quote too many"])
                content = SPOILS[other](content, chance)
            try_one(folder, kind, content, tally)
    return tally


def try_one(folder: Path, kind: str, content: bytes, tally: Tally) -> None:
    """Ingest one input, and check what came in against pandas."""
    root, path = folder / "seeds", folder / "published.csv"
    shutil.rmtree(root, ignore_errors=True)
    (root / "rules" / "core").mkdir(parents=True)
    shutil.copy(ALIASES, root / "rules" / "core")
    path.write_bytes(content)
    command = ["ingest", "ai-models", str(path), "--seeds-dir", str(root), "--scope", "all"]
    said, complained = io.StringIO(), io.StringIO()
    tally.n_inputs += 1
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
            code = scalehouse([*command, "--snapshot-date", "2026-10-01"])
    except Exception as error:  # noqa: BLE001 - any other end is what we look for
        tally.n_crashed += 1
        tally.remarks.append(f"{kind}: {type(error).__name__} {error}")
        return
    if code:
        tally.n_refused += 1
        said = complained.getvalue().partition(f"error: {path}")
        is_placed = said[0] == "" and PLACE.match(said[2]) is not None
        tally.n_without_place += not is_placed
        if (root / "published" / "epoch_ai").exists() or not is_placed:
            tally.remarks.append(f"{kind}: {complained.getvalue()[:200]}")
        return
    tally.n_ingested += 1
    tally.ingested_by_kind[kind] = tally.ingested_by_kind.get(kind, 0) + 1
    difference = compare(
        content, root / "published" / "epoch_ai" / "epoch_ai__ai_model_records.csv"
    )
    if difference:
        tally.n_lost += 1
        tally.remarks.append(f"{kind}: {difference}")


def compare(content: bytes, seed: Path) -> str:
    """Say how the ingested records differ from what pandas reads in the file."""
    options = {"dtype": str, "keep_default_na": False, "skip_blank_lines": False}
    theirs = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", header=None, **options)
    header, theirs = theirs.iloc[0], theirs.iloc[1:].reset_index(drop=True)
    theirs.columns = list(header)
    # blank lines after the last record are none
    while len(theirs) and not any(theirs.iloc[-1]):
        theirs = theirs.iloc[:-1]
    ours = pd.read_csv(seed, **options)
    if len(ours) != len(theirs):
        return f"{len(ours)} records came in, pandas finds {len(theirs)}"
    with ALIASES.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            published, column = row["published_column"], row["column_name"]
            if row["table_name"] != "ai_models" or not column or published not in theirs:
                continue
            if list(ours[column]) != list(theirs[published]):
                return f"{column} is not as pandas reads {published!r}"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20220211)
    options = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = campaign(Path(folder), options.inputs, options.seed)
    print(json.dumps(asdict(tally), indent=1))
    print(f"{time.monotonic() - start:.0f} seconds")
    return int(bool(tally.n_faults))


if __name__ == "__main__":
    sys.exit(main())
