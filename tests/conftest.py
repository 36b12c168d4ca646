"""What tests share: a published warehouse to read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def warehouse_home(tmp_path_factory):
    """Home of a warehouse that `dbt build` published from the embedded records.

    Built once a session, in folders of its own. While developing,
    SCALEHOUSE_TEST_WAREHOUSE names a home that is built already. Read it only:
    a test that writes makes a copy first.
    """
    if built := os.environ.get("SCALEHOUSE_TEST_WAREHOUSE"):
        return Path(built)
    home = tmp_path_factory.mktemp("warehouse")
    dbt = Path(sys.executable).with_name("dbt")
    done = subprocess.run(
        [dbt, "build", "--target-path", home / "target", "--log-path", home / "logs"],
        cwd=ROOT,
        env=os.environ | {"SCALEHOUSE_WAREHOUSE": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr
    return home
