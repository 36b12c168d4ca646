"""Locates and opens the published warehouse, read-only."""

import os
from pathlib import Path

import duckdb

DATABASE = "scalehouse.duckdb"


class NotPublishedError(FileNotFoundError):
    """There is no published build in the warehouse's folder."""

    def __init__(self, link: Path) -> None:
        """Name the missing file and the remedy."""
        super().__init__(
            f"No published warehouse at {link}: run `make build`, or set "
            "SCALEHOUSE_WAREHOUSE to the folder that contains one."
        )


def default_home() -> Path:
    """Return the warehouse's folder: SCALEHOUSE_WAREHOUSE or `warehouse`.

    A relative folder counts from the project root, as it does for dbt.
    """
    return project_root() / os.environ.get("SCALEHOUSE_WAREHOUSE", "warehouse")


def published_path(home: Path | None = None) -> Path:
    """Return the published build's own file, not the link to it."""
    link = (home or default_home()).absolute() / DATABASE
    try:
        return link.resolve(strict=True)
    except FileNotFoundError:
        raise NotPublishedError(link) from None


def connect(home: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open the published build, read-only.

    The resolved path matters: within a process, DuckDB answers a second
    connection to the link's path from the build that is already open.
    """
    path = published_path(home)
    try:
        return duckdb.connect(path, read_only=True)
    except duckdb.IOException:
        if path.exists():
            raise
        # Newer builds pruned this one after we resolved the link.
        return duckdb.connect(published_path(home), read_only=True)


def build_id(home: Path | None = None) -> str:
    """Return the id of the published build, from its manifest."""
    with connect(home) as warehouse:
        (found,) = warehouse.execute("select build_id from main.build_manifest").fetchall()
    return str(found[0])


def project_root() -> Path:
    """Return the folder of dbt_project.yml, upward from here or from this code."""
    for start in (Path.cwd(), Path(__file__).resolve().parent):
        for folder in (start, *start.parents):
            if (folder / "dbt_project.yml").is_file():
                return folder
    return Path.cwd()
