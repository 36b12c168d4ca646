"""Reads the questions in analyses/ as SQL for the published warehouse."""

import itertools
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "analyses"
REF = re.compile(r"\{\{\s*ref\('(\w+)'\)\s*\}\}")


@dataclass(frozen=True)
class Analysis:
    """A question and the SQL that answers it.

    Attributes:
        name: Name of the file.
        question: First sentence of its opening comment, a question.
        sql: The file, with each `ref` replaced by the table's name (marts are in schema main).
        reads: Tables that it reads.
    """

    name: str
    question: str
    sql: str
    reads: frozenset[str]


def load(folder: Path = FOLDER) -> list[Analysis]:
    """Read all analyses, by question.

    Raises:
        ValueError: A file opens without a question, or uses more of dbt than `ref`.
    """
    read = [_read(path) for path in sorted(folder.glob("*.sql"))]
    return sorted(read, key=lambda analysis: analysis.question)


def _read(path: Path) -> Analysis:
    text = path.read_text(encoding="utf-8").strip()
    comment = itertools.takewhile(lambda line: line.startswith("--"), text.splitlines())
    opening = " ".join(line.removeprefix("--").strip() for line in comment)
    question, mark, _ = opening.partition("?")
    if not mark:
        message = f"{path.name} does not open with a question: start it with `-- …?`"
        raise ValueError(message)
    sql = REF.sub(r"\1", text)
    if "{{" in sql or "{%" in sql:
        message = f"{path.name} uses more of dbt than ref(): write it in plain SQL"
        raise ValueError(message)
    return Analysis(path.stem, question + mark, sql, frozenset(REF.findall(text)))
