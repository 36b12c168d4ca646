"""Metrics of the published warehouse, asked of MetricFlow."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="session")
def ask(parsed, warehouse_home):
    """Answer commands of `mf query` by name, each as a relation."""
    # mf reads what dbt parsed from `target` of the project's folder
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(ROOT / name, parsed)
    home = {"DBT_TARGET": "published", "SCALEHOUSE_WAREHOUSE": str(warehouse_home.resolve())}

    def answer(**commands):
        done = subprocess.run(
            [sys.executable, HERE / "ask.py", parsed, json.dumps(commands)],
            cwd=parsed,
            env=os.environ | home,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
        return {name: duckdb.read_csv(parsed / f"{name}.csv") for name in commands}

    return answer
