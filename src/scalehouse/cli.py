"""The `scalehouse` command."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_TABLES = {
    "ai-models": "all AI models, or the notable ones",
    "ml-hardware": "chips: performance, memory, power",
    "hardware-prices": "cloud and purchase prices of chips",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 is success, 2 one clear error."""
    options = _parser().parse_args(arguments)
    errors = importlib.import_module("scalehouse.ingest.errors")
    try:
        report = options.run(options)
    except (errors.IngestError, FileNotFoundError, StalePageError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    sys.stdout.write(f"{report}\n")
    return 0


class StalePageError(Exception):
    """A page says something else than the published warehouse."""


def _pages(options: argparse.Namespace) -> str:
    pages = importlib.import_module("scalehouse.pages")
    texts = {page: page.read_text(encoding="utf-8") for page in options.pages}
    rendered = {page: pages.render(text, options.manifest) for page, text in texts.items()}
    stale = [page for page in options.pages if rendered[page] != texts[page]]
    if stale and not options.write:
        msg = f"{', '.join(map(str, stale))} is stale; run `scalehouse pages --write`"
        raise StalePageError(msg)
    for page in stale:
        page.write_text(rendered[page], encoding="utf-8")
    return "\n".join(
        f"{page} {'rewritten from' if page in stale else 'agrees with'} the published warehouse"
        for page in options.pages
    )


def _ingest_hugging_face(options: argparse.Namespace) -> str:
    hugging_face = importlib.import_module("scalehouse.ingest.hugging_face")
    source = _source(options, hugging_face.TABLE)
    return str(hugging_face.ingest(source, options.seeds_dir, replace=options.replace))


def _ingest(options: argparse.Namespace) -> str:
    command = importlib.import_module("scalehouse.ingest.command")
    if options.table == "all":
        report = command.ingest_all(
            options.manifest, options.seeds_dir, replace=options.replace
        )
        return str(report)
    tables = importlib.import_module("scalehouse.ingest.tables")
    source = _source(options, tables.TABLES[options.table.replace("-", "_")])
    return str(command.ingest(source, options.seeds_dir, replace=options.replace))


def _source(options: argparse.Namespace, table: object) -> Any:
    sources = importlib.import_module("scalehouse.ingest.sources")
    return sources.Source(
        table=table,
        path=options.file,
        snapshot_date=options.snapshot_date,
        scope=options.scope,
        title=options.title,
        source_url=options.source_url,
        accessed_date=options.accessed_date,
        found_in=options.found_in,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scalehouse", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_ingest(commands.add_parser("ingest", help="bring published files into the seeds"))
    _add_pages(commands.add_parser("pages", help="check or renew what the pages say"))
    return parser


def _add_pages(pages: argparse.ArgumentParser) -> None:
    pages.set_defaults(run=_pages)
    pages.add_argument(
        "pages",
        type=Path,
        nargs="*",
        default=[Path("README.md"), Path("docs/methods.md")],
        help="files with generated sections",
    )
    pages.add_argument("--write", action="store_true", help="rewrite what is stale")
    pages.add_argument(
        "--manifest", type=Path, default=Path("target/manifest.json"), help="dbt's manifest"
    )


def _add_ingest(ingest: argparse.ArgumentParser) -> None:
    ingest.set_defaults(run=_ingest)
    tables = ingest.add_subparsers(dest="table", required=True)
    for name, summary in _TABLES.items():
        table = tables.add_parser(name, help=summary)
        _add_file_options(table)
        if name == "ai-models":
            table.add_argument("--scope", required=True, help="all or notable")
        else:
            table.set_defaults(scope="")
        _add_common_options(table)
    models = tables.add_parser("hugging-face", help="models with their size and downloads")
    models.set_defaults(run=_ingest_hugging_face, scope="")
    _add_file_options(models)
    _add_common_options(models)
    every = tables.add_parser("all", help="every file that a manifest lists")
    every.add_argument("--manifest", type=Path, required=True, help="the list of files")
    _add_common_options(every)


def _add_file_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the published file")
    parser.add_argument("--snapshot-date", required=True, help="YYYY-MM-DD")
    parser.add_argument("--title", default="", help="the publisher's title of the file")
    parser.add_argument("--source-url", default="", help="where it is published")
    parser.add_argument(
        "--accessed-date", default="", help="when it was fetched; the snapshot date if not said"
    )
    parser.add_argument(
        "--found-in", default="", help="public repository and commit that preserves it"
    )


def _add_common_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seeds-dir", type=Path, default=Path("seeds"))
    parser.add_argument(
        "--replace", action="store_true", help="ingest again a snapshot that is there already"
    )
