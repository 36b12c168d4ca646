"""What a session is told, and where it may write."""

import pytest

from scalehouse import cli

spark = pytest.importorskip("scalehouse.engines.spark", reason="PySpark is not installed")


@pytest.mark.parametrize(
    ("master", "is_alone"),
    [("local", True), ("local[2]", True), ("spark://head:7077", False), ("yarn", False)],
)
def test_only_a_session_of_one_machine_keeps_to_loopback(master, is_alone):
    addresses = {
        name: value
        for name, value in spark.settings(master, 8).items()
        if name.startswith("spark.driver.")
    }
    assert set(addresses.values()) == ({"127.0.0.1"} if is_alone else set())


def test_an_address_is_no_folder_for_tables(capsys):
    with pytest.raises(SystemExit):
        cli.main(["spark", "build", "--output", "s3a://bucket/tables"])
    said = capsys.readouterr().err
    assert "'s3a://bucket/tables' is an address: give a folder, one that every executor" in said
