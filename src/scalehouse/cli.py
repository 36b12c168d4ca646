"""The `scalehouse` command."""

import argparse
import getpass
import importlib
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scalehouse.errors import ScalehouseError

_TABLES = {
    "ai-models": ("ai_models", "all AI models, or the notable ones"),
    "ml-hardware": ("ml_hardware", "chips: performance, memory, power"),
    "hardware-prices": ("hardware_prices", "cloud and purchase prices of chips"),
    "capabilities-index": ("capabilities_index", "models with their capabilities index"),
    "mmlu-scores": ("mmlu_scores", "scores in MMLU"),
    "gpqa-diamond-scores": ("gpqa_diamond_scores", "scores in GPQA Diamond"),
    "bbh-scores": ("bbh_scores", "scores in BIG-Bench Hard"),
    "hugging-face": ("hugging_face_models", "models with their size and downloads"),
}


_DAY = 86_400.0  # seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 is success, 2 one clear error."""
    options = _parser().parse_args(arguments)
    try:
        report = options.run(options)
    except (ScalehouseError, FileNotFoundError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    sys.stdout.write(f"{report}\n")
    return 0


class BuildFailedError(ScalehouseError):
    """A build ended with an error, which dbt has printed."""


class StalePageError(ScalehouseError):
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


def _refresh(options: argparse.Namespace) -> str:
    del options
    refresh = importlib.import_module("scalehouse.refresh")
    warehouse = importlib.import_module("scalehouse.warehouse")
    home = warehouse.default_home()
    if code := refresh.refresh(home, warehouse.project_root()):
        msg = f"dbt ended with code {code}; readers keep the build they had"
        raise BuildFailedError(msg)
    return f"{home} is up to date"


def _claims(options: argparse.Namespace) -> str:
    claims = importlib.import_module("scalehouse.claims")
    if options.write:
        return str(claims.write(options.report))
    if options.strict:
        return str(claims.check(options.report))
    return str(claims.show())


def _ingest(options: argparse.Namespace) -> str:
    command = importlib.import_module("scalehouse.ingest.command")
    sources = importlib.import_module("scalehouse.ingest.sources")
    is_manifest = options.table == "all"
    request = command.Request(
        sources=sources.read_manifest(options.manifest) if is_manifest else [_source(options)],
        seeds_dir=options.seeds_dir,
        replace=options.replace,
        skip_held=is_manifest,
        is_dry_run=options.dry_run,
        acceptance=_acceptance(options),
        timeout_seconds=options.timeout,
    )
    return str(command.ingest(request))


def _source(options: argparse.Namespace) -> Any:
    sources = importlib.import_module("scalehouse.ingest.sources")
    tables = importlib.import_module("scalehouse.ingest.tables")
    table = tables.TABLES[_TABLES[options.table][0]]
    place, today = options.file, ""
    if options.from_url is not None:
        place = options.from_url or sources.download_address(table, options.scope)
        today = datetime.now(tz=UTC).date().isoformat()
    return sources.Source(
        table=table,
        place=place,
        snapshot_date=options.snapshot_date or today,
        scope=options.scope,
        title=options.title,
        source_url=options.source_url,
        accessed_date=options.accessed_date or today,
        found_in=options.found_in,
    )


def _acceptance(options: argparse.Namespace) -> Any:
    if not options.accept:
        return None
    gate = importlib.import_module("scalehouse.ingest.gate")
    return gate.Acceptance(
        accepted_by=options.accepted_by or getpass.getuser(),
        accepted_date=datetime.now(tz=UTC).date().isoformat(),
        reason=options.accept,
    )


def _quality(_: argparse.Namespace) -> str:
    return str(importlib.import_module("scalehouse.quality.marts").check_published())


def _doctor(options: argparse.Namespace) -> str:
    doctor = importlib.import_module("scalehouse.doctor")
    warehouse = importlib.import_module("scalehouse.warehouse")
    return str(doctor.report(options.project, warehouse.default_home()))


def _rollback(options: argparse.Namespace) -> str:
    publish = importlib.import_module("scalehouse.publish")
    return f"readers see build {publish.roll_back(options.build)} now"


def _recover(options: argparse.Namespace) -> str:
    command = importlib.import_module("scalehouse.ingest.command")
    return str(command.recover(options.seeds_dir))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scalehouse", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_ingest(commands.add_parser("ingest", help="bring published files into the seeds"))
    doctor = commands.add_parser("doctor", help="check this installation, change nothing")
    doctor.set_defaults(run=_doctor)
    doctor.add_argument("--project", type=Path, default=Path(), help="the checkout; here")
    rollback = commands.add_parser("rollback", help="let readers see an older build")
    rollback.set_defaults(run=_rollback)
    rollback.add_argument("build", nargs="?", default="", help="its id; the one before theirs")
    quality = commands.add_parser("quality", help="hold the published marts to their suites")
    quality.set_defaults(run=_quality)
    recover = commands.add_parser("recover", help="finish an ingest that was stopped")
    recover.set_defaults(run=_recover)
    recover.add_argument("--seeds-dir", type=Path, default=Path("seeds"))
    changed = commands.add_parser("refresh", help="build only what changed, and publish it")
    changed.set_defaults(run=_refresh)
    _add_pages(commands.add_parser("pages", help="check or renew what the pages say"))
    _add_claims(commands.add_parser("claims", help="how published numbers fare on our data"))
    _add_spark(commands.add_parser("spark", help="the heavy layers on Apache Spark"))
    return parser


def _add_claims(claims: argparse.ArgumentParser) -> None:
    claims.set_defaults(run=_claims)
    what = claims.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="write the report")
    what.add_argument(
        "--strict", action="store_true", help="fail where report and warehouse disagree"
    )
    claims.add_argument(
        "--report",
        type=Path,
        default=Path("DISCREPANCIES.md"),
        help="the report on claims that do not hold",
    )


def _add_spark(spark: argparse.ArgumentParser) -> None:
    steps = spark.add_subparsers(dest="step", required=True)
    build = steps.add_parser("build", help="build them from the SQL that dbt compiled")
    build.add_argument("--master", default="local[*]", help="Spark's master")
    build.add_argument("--partitions", type=int, default=8, help="partitions of a shuffle")
    parity = steps.add_parser("parity", help="compare them with the published warehouse")
    parity.add_argument("--database", type=Path, help="compare them with this file instead")
    load = steps.add_parser("load", help="put them into the file that dbt builds")
    fit = steps.add_parser("fit", help="load them, and build by dbt what Spark did not write")
    fit.add_argument("--select", nargs="+", default=[], help="these alone, in dbt's words")
    fit.add_argument("--vars", default="", help="dbt's vars, as `dbt compile` had them")
    for step in (build, parity, load, fit):
        step.set_defaults(run=_spark)
        step.add_argument(
            "models", nargs="*", help="these and all they come from; the heavy layers if none"
        )
        step.add_argument("--manifest", type=Path, default=Path("target/manifest.json"))
        step.add_argument("--output", type=_folder, default=Path("warehouse/spark"))


def _folder(text: str) -> Path:
    if "://" in text:  # DuckDB writes seeds there and reads tables, by plain paths
        message = f"{text!r} is an address: give a folder, one that every executor reaches"
        raise argparse.ArgumentTypeError(message)
    return Path(text)


def _spark(options: argparse.Namespace) -> str:
    command = importlib.import_module("scalehouse.engines.command")
    layer = command.Layer.read(options.manifest, options.output, options.models)
    if options.step == "build":
        return str(command.build(layer, options.master, options.partitions))
    if options.step == "parity":
        return str(command.parity(layer, options.database))
    warehouse = importlib.import_module("scalehouse.warehouse")
    home = warehouse.default_home()
    if options.step == "load":
        return str(command.load(layer, home))
    return str(command.fit(layer, home, options.select, options.vars))


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
    for name, (_, summary) in _TABLES.items():
        table = tables.add_parser(name, help=summary)
        _add_file_options(table)
        if name == "ai-models":
            table.add_argument("--scope", required=True, help="all or notable")
        else:
            table.set_defaults(scope="")
        _add_common_options(table)
    every = tables.add_parser("all", help="every file that a manifest lists")
    every.add_argument("--manifest", type=Path, required=True, help="the list of files")
    _add_common_options(every)


def _add_file_options(parser: argparse.ArgumentParser) -> None:
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("file", type=Path, nargs="?", help="the published file")
    place.add_argument(
        "--from-url",
        nargs="?",
        const="",
        metavar="URL",
        help="fetch it; without an address, from the publisher's",
    )
    parser.add_argument(
        "--snapshot-date", default="", help="YYYY-MM-DD; may be left out when it is fetched"
    )
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
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would change, and write nothing"
    )
    parser.add_argument(
        "--accept", default="", metavar="REASON", help="let in what the gate refuses, and why"
    )
    parser.add_argument("--accepted-by", default="", help="who accepts it; you, if not said")
    parser.add_argument(
        "--timeout", type=_seconds, default=60.0, metavar="SECONDS", help="for --from-url"
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= _DAY:  # nan is not, either
        message = f"{text!r} is no time: give seconds, {_DAY:,.0f} at most"
        raise argparse.ArgumentTypeError(message)
    return seconds
