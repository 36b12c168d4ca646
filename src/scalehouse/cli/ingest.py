"""`scalehouse ingest`: published files become seeds."""

import getpass
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scalehouse.cli.helping import Command, Group

if TYPE_CHECKING:
    from scalehouse.ingest.quality_gate import Acceptance
    from scalehouse.ingest.sources import Source

TABLES = {
    "ai-models": ("ai_models", "AI models, all or one view of them."),
    "ml-hardware": ("ml_hardware", "Chips: performance, memory, power."),
    "hardware-prices": ("hardware_prices", "Cloud and purchase prices of chips."),
    "capabilities-index": ("capabilities_index", "AI models with their capabilities index."),
    "mmlu-scores": ("mmlu_scores", "Scores in MMLU."),
    "gpqa-diamond-scores": ("gpqa_diamond_scores", "Scores in GPQA Diamond."),
    "bbh-scores": ("bbh_scores", "Scores in BIG-Bench Hard."),
    "hugging-face": ("hugging_face_models", "Open-weight models with size and downloads."),
}
DAY = 86_400.0  # seconds


class Seconds(click.ParamType[float]):
    """A time limit in seconds, above zero and at most a day."""

    name = "seconds"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read a number of seconds."""
        try:
            seconds = float(value)
        except ValueError:
            seconds = 0
        if not 0 < seconds <= DAY:  # nan is not, either
            self.fail(f"{value!r} is no time: give seconds, {DAY:,.0f} at most", param, ctx)
        return seconds


Decorator = Callable[[Any], Any]

FILE_OPTIONS: tuple[Decorator, ...] = (
    click.argument("file", type=click.Path(path_type=Path), required=False),
    click.option(
        "--from-url",
        is_flag=False,
        flag_value="",
        metavar="[URL]",
        show_default="read FILE",
        help="Download the file: from URL, or without one from the publisher's address.",
    ),
    click.option(
        "--snapshot-date",
        default="",
        show_default="today with --from-url, else required",
        metavar="YYYY-MM-DD",
        help="Date of the snapshot that the file is.",
    ),
    click.option(
        "--title", default="", show_default="the table's", help="Publisher's title of the file."
    ),
    click.option(
        "--source-url",
        default="",
        show_default="the publisher's page",
        help="Address of the page that publishes the file.",
    ),
    click.option(
        "--accessed-date",
        default="",
        show_default="today with --from-url, else the snapshot date",
        metavar="YYYY-MM-DD",
        help="Date on which the file was downloaded.",
    ),
    click.option(
        "--found-in",
        default="",
        show_default="none",
        help="Public repository and commit that archives the file.",
    ),
)
SCOPE = click.option(
    "--scope",
    default="",
    metavar="[all|notable|large_scale|frontier]",
    show_default="none: required but for the zip of all views",
    help="Which AI models the file lists: all of them, the notable ones, those of 1e23 FLOP "
    "and more, or those at the frontier of their time.",
)
VIEWS = (
    "The publisher offers four views of its database, each a scope, and a zip of all of them. "
    "The zip is given without --scope, packed as it is; its views are ingested together or "
    "not at all."
)
VIEW_EXAMPLES = """\
scalehouse ingest ai-models all_ai_models.csv --scope all --snapshot-date 2026-10-01
scalehouse ingest ai-models ai_models.zip --snapshot-date 2026-10-01 --dry-run
scalehouse ingest ai-models --from-url
scalehouse ingest ai-models --from-url --scope all
scalehouse ingest ai-models --from-url --scope notable
scalehouse ingest ai-models --from-url --scope large_scale
scalehouse ingest ai-models --from-url --scope frontier"""
COMMON_OPTIONS: tuple[Decorator, ...] = (
    click.option(
        "--seeds-dir",
        type=click.Path(path_type=Path),
        default=Path("seeds"),
        help="Folder of the seeds.",
    ),
    click.option(
        "--replace",
        is_flag=True,
        show_default="off: refuse it",
        help="Ingest a snapshot again that is in the seeds already.",
    ),
    click.option(
        "--correct",
        default="",
        metavar="REASON",
        show_default="refuse it",
        help="With --replace: let records differ from what was ingested before; the chain of "
        "records keeps the reason.",
    ),
    click.option(
        "--dry-run",
        is_flag=True,
        show_default="off: write",
        help="Report what would change, and write nothing; code 1 if it would be refused.",
    ),
    click.option(
        "--accept",
        default="",
        metavar="REASON",
        show_default="accept nothing",
        help="Accept what the data-quality suites refuse; the reason is recorded.",
    ),
    click.option(
        "--accepted-by",
        default="",
        metavar="NAME",
        show_default="your user name",
        help="Who accepts it.",
    ),
    click.option(
        "--timeout",
        type=Seconds(),
        default=60.0,
        metavar="SECONDS",
        help="Longest time that a download may take.",
    ),
)


@click.group(
    cls=Group,
    short_help="Read published files into the seeds.",
    example="""\
scalehouse ingest ai-models --from-url --scope notable --dry-run
scalehouse ingest ml-hardware hardware.csv --snapshot-date 2026-10-01""",
)
def ingest() -> None:
    """Read published files into the seeds.

    A file becomes one more snapshot: its records are validated, counted and compared with
    the snapshot before by the data-quality suites, then all seeds change together or none.

    Ends with code 0 if all is ingested or there is nothing new, with 2 and one error if a
    file is refused, and with 1 if a dry run finds that the suites would refuse it.
    """


def _table_command(name: str, summary: str) -> click.Command:
    table = TABLES[name][0]

    def run(**options: Any) -> int:
        return _ingest([_source(table, options)], options)

    text = (
        f"{summary}\n\nOne file becomes one snapshot of this table. FILE is the published "
        "file; with --from-url, it is downloaded instead."
    )
    if name == "ai-models":
        text = f"{text}\n\n{VIEWS}"
        return _decorated(
            name, text, VIEW_EXAMPLES, (*FILE_OPTIONS, SCOPE, *COMMON_OPTIONS), run
        )
    return _decorated(
        name,
        text,
        f"scalehouse ingest {name} file.csv --snapshot-date 2026-10-01\n"
        f"scalehouse ingest {name} --from-url",
        (*FILE_OPTIONS, *COMMON_OPTIONS),
        run,
    )


def _manifest_command() -> click.Command:
    def run(**options: Any) -> int:
        from scalehouse.ingest.sources import read_manifest

        return _ingest(read_manifest(options["manifest"]), options, skip_held=True)

    manifest: Decorator = click.option(
        "--manifest",
        type=click.Path(path_type=Path),
        required=True,
        show_default="none: required",
        help="CSV that lists the files, with table, scope and snapshot date of each.",
    )
    return _decorated(
        "all",
        "Every file that a manifest lists.\n\nSnapshots that are in the seeds already are "
        "skipped.",
        "scalehouse ingest all --manifest files.csv",
        (manifest, *COMMON_OPTIONS),
        run,
    )


def _decorated(
    name: str,
    text: str,
    example: str,
    decorators: tuple[Decorator, ...],
    run: Callable[..., int],
) -> click.Command:
    for decorate in reversed(decorators):
        run = decorate(run)
    return click.command(name, cls=Command, help=text, example=example)(run)


def _ingest(
    sources: "list[Source]", options: dict[str, Any], *, skip_held: bool = False
) -> int:
    """Ingest, print the report and return the exit code."""
    from scalehouse.ingest import command

    if options["correct"] and not options["replace"]:
        message = "--correct needs --replace: it is about a snapshot that is there already"
        raise click.UsageError(message, click.get_current_context())
    request = command.Request(
        sources=sources,
        seeds_dir=options["seeds_dir"],
        replace=options["replace"],
        correct=options["correct"],
        skip_held=skip_held,
        is_dry_run=options["dry_run"],
        acceptance=_acceptance(options),
        timeout_seconds=options["timeout"],
    )
    report = command.ingest(request)
    click.echo(report.text)
    return int(report.is_refused)


def _source(name: str, options: dict[str, Any]) -> "Source":
    from scalehouse.ingest.sources import Source, download_address
    from scalehouse.ingest.tables import TABLES as INGESTED

    if (options["file"] is None) == (options["from_url"] is None):
        message = "give either FILE or --from-url"
        raise click.UsageError(message, click.get_current_context())
    table, scope = INGESTED[name], options.get("scope", "")
    place, today = options["file"], ""
    if options["from_url"] is not None:
        place = options["from_url"] or download_address(table, scope)
        today = datetime.now(tz=UTC).date().isoformat()
    return Source(
        table=table,
        place=place,
        snapshot_date=options["snapshot_date"] or today,
        scope=scope,
        title=options["title"],
        source_url=options["source_url"],
        accessed_date=options["accessed_date"] or today,
        found_in=options["found_in"],
    )


def _acceptance(options: dict[str, Any]) -> "Acceptance | None":
    if not options["accept"]:
        return None
    from scalehouse.ingest.quality_gate import Acceptance

    return Acceptance(
        accepted_by=options["accepted_by"] or getpass.getuser(),
        accepted_date=datetime.now(tz=UTC).date().isoformat(),
        reason=options["accept"],
    )


for table_name, (_, table_summary) in TABLES.items():
    ingest.add_command(_table_command(table_name, table_summary))
ingest.add_command(_manifest_command())
