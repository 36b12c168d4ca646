"""After a change of one row of the trend specifications, its own samples are fitted again."""

import csv
import shutil
from pathlib import Path

import pytest
from pyarrow import feather

from scalehouse.fitting.kept import GROUP

ROOT = Path(__file__).resolve().parents[2]
PARTS = (
    *("dbt_project.yml", "profiles.yml", "macros", "models", "python_models", "seeds"),
    "tests/data",
)
SPECIFICATION = "sevilla_2022__by_task_domain"
FIT = "fit_growth__trends"


@pytest.fixture(scope="module")
def kept(run_parsed, warehouse_home, tmp_path_factory):
    """Groups that each of two builds keeps, with their specifications; the seed differs."""
    root, home = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("home")
    for part in PARTS:
        source = ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / part)
    (home / "next").mkdir()
    shutil.copy(warehouse_home / "scalehouse.duckdb", home / "next" / "scalehouse.duckdb")
    fits = home / "fits"
    fits.mkdir()
    (seed,) = root.glob("seeds/**/trend_specifications.csv")
    arguments = ["--exclude-resource-type", "test", "unit_test"]
    found = []
    for change in (lambda _: None, widen):
        change(seed)
        select = ["--select", f"{seed.stem}+,+{FIT}"]
        run_parsed("build", home, *select, *arguments, root=root, n_resamples=20)
        newest = max((fits / FIT).iterdir(), key=lambda path: path.stat().st_mtime_ns)
        rows = feather.read_table(newest, columns=["specification", GROUP]).to_pylist()
        found.append({row[GROUP]: row["specification"] for row in rows})
    return found


def widen(seed):
    """Give one specification wider jitter."""
    with seed.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["specification"] == SPECIFICATION:
            row["noise_factor"] = str(float(row["noise_factor"]) + 1)
    with seed.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_only_the_changed_specification_is_fitted_again(kept):
    before, after = kept
    fitted = after.keys() - before.keys()
    assert {after[group] for group in fitted} == {SPECIFICATION}
    assert len(fitted) == list(before.values()).count(SPECIFICATION) > 1
    assert len(fitted) < len(after) / 5
