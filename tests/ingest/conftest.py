"""A small project to ingest into: two AI models are there already."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from scalehouse.cli import main
from scalehouse.ingest.tables import TABLES
from scalehouse.quality import suites

ALIASES = """\
table_name,published_column,column_name,is_required,disposition
ai_models,System,model_name,true,kept
ai_models,Model,model_name,true,kept
ai_models,Publication date,publication_date,true,kept
ai_models,Link,link,false,kept
ai_models,Parameters,parameters,false,kept
ai_models,Abstract,,false,prose of the producer
ml_hardware,Hardware name,hardware_name,true,kept
ml_hardware,TDP (W),tdp_w,false,kept
hardware_prices,Hardware model,hardware_name,true,kept
hardware_prices,Price date,price_date,true,kept
hugging_face_models,name,model_name,true,kept
hugging_face_models,provider,developer,true,kept
hugging_face_models,parameters_raw,parameters,true,kept
hugging_face_models,hf_downloads,downloads_30_days,true,kept
hugging_face_models,release_date,release_date,false,kept
hugging_face_models,is_moe,is_mixture_of_experts,false,kept
hugging_face_models,license,licence,false,kept
hugging_face_models,use_case,,false,prose of the publisher
"""
# Tables that these tests leave alone, and any that is added, need a row as well.
ALIASES += "".join(
    f"{name},Name,name,true,kept\n" for name in TABLES if f"\n{name}," not in ALIASES
)
FIRST = "Model,Publication date,Parameters\nGPT-1,2018-06-01,1.17e8\nGPT-2,2019-02-14,1.5e9\n"


# Made files are too small to be compared: what the suites find is for tests/quality.
OPEN_DOOR = {
    "comparison.yml": "{min_compared: 20, columns: [], counts: []}",
    **{f"{table}.yml": "expectations: []" for table in TABLES},
}


@pytest.fixture(scope="module", autouse=True)
def open_door(tmp_path_factory):
    """Let everything through the gate, in these tests alone."""
    folder = tmp_path_factory.mktemp("suites")
    for name, text in OPEN_DOOR.items():
        (folder / name).write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suites, "FOLDER", folder)
        yield folder


@dataclass
class Outcome:
    code: int
    report: str
    error: str


class Project:
    """A seeds folder, and the command line to change it with."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.seeds_dir = folder / "seeds"
        self.seeds = self.seeds_dir / "published" / "epoch_ai"
        self.records = self.seeds / "epoch_ai__ai_model_records.csv"
        self.snapshots = self.seeds / "epoch_ai__snapshots.csv"
        self.chain = self.seeds / "epoch_ai__record_chain.csv"
        self.aliases = self.seeds_dir / "rules" / "core" / "column_aliases.csv"
        self.aliases.parent.mkdir(parents=True, exist_ok=True)
        self.aliases.write_text(ALIASES, encoding="utf-8")

    def write(self, content: str | bytes, name: str = "published.csv") -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, *arguments: object) -> Outcome:
        return self.run_command("ingest", *arguments)

    def run_command(self, *arguments: object) -> Outcome:
        code = main([*map(str, arguments), "--seeds-dir", str(self.seeds_dir)])
        captured = self.capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    def ingest_file(
        self, path: Path, *options: object, date: str = "2026-01-31", scope: str = "all"
    ) -> Outcome:
        key = ["--snapshot-date", date, "--scope", scope]
        return self.run("ai-models", path, *key, *options)

    def ingest(self, content: str | bytes, *options: object, **key: str) -> Outcome:
        return self.ingest_file(self.write(content), *options, **key)

    def checksums(self) -> dict[str, str]:
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.seeds_dir.rglob("*"))
            if path.is_file()
        }

    def refusal_of(self, source: str | bytes | Path, *options: object, **key: str) -> str:
        """Ingest what must be refused: one line of error, and seeds as they were."""
        path = source if isinstance(source, Path) else self.write(source)
        before = self.checksums()
        outcome = self.ingest_file(path, *options, **key)
        assert outcome.code == 2
        assert outcome.report == ""
        assert outcome.error.startswith("error: ")
        assert outcome.error.count("\n") == 1
        assert self.checksums() == before
        return outcome.error.removeprefix("error: ").rstrip("\n")


@pytest.fixture
def alias_text():
    return ALIASES


@pytest.fixture
def empty_project(tmp_path, capsys):
    return Project(tmp_path, capsys)


@pytest.fixture(scope="module")
def first_project(tmp_path_factory, open_door):  # noqa: ARG001 - the gate is open first
    folder = tmp_path_factory.mktemp("first")
    (folder / "seeds" / "rules" / "core").mkdir(parents=True)
    (folder / "seeds" / "rules" / "core" / "column_aliases.csv").write_text(ALIASES)
    (folder / "published.csv").write_text(FIRST)
    command = ["ingest", "ai-models", folder / "published.csv", "--seeds-dir", folder / "seeds"]
    assert main([*map(str, command), "--snapshot-date", "2025-06-20", "--scope", "all"]) == 0
    return folder


@pytest.fixture
def project(first_project, tmp_path, capsys):
    shutil.copytree(first_project, tmp_path, dirs_exist_ok=True)
    return Project(tmp_path, capsys)
