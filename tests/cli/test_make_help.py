"""`make help` describes every target, in two columns."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 104


def test_every_target_is_described_once_in_two_columns():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY:((?:.*\\\n)*.*)", makefile, re.MULTILINE)[1]
    targets = phony.replace("\\", " ").split()
    command = ["make", "--no-print-directory", "help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("  ")]
    described = [line.split()[0] for line in lines]
    assert sorted(described) == sorted(targets)
    named = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert named == set(targets)
    column = {line.index(line.split(maxsplit=1)[1]) for line in lines}
    assert len(column) == 1
    assert max(map(len, lines)) <= WIDTH
