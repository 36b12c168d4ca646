"""The commands that build, publish and check the warehouse."""

from pathlib import Path

import click

from scalehouse.cli.helping import Command
from scalehouse.errors import ScalehouseError

PATH = click.Path(path_type=Path)
PAGES = ("README.md", "docs/methods/growth.md", "docs/changes_0_2.md")


class BuildFailedError(ScalehouseError):
    """A build ended with an error, which dbt has printed."""


@click.command(cls=Command, example="scalehouse doctor")
@click.option(
    "--project",
    type=PATH,
    default=Path(),
    show_default="the current folder",
    help="Folder of the checkout.",
)
def doctor(project: Path) -> None:
    """Check this installation, and change nothing.

    Looks at Python, packages, seeds, locks, the published build, free disk space and write
    permissions. Each line says what was found and, where it is wrong, what to do.
    """
    from scalehouse import doctor as checks
    from scalehouse import warehouse

    click.echo(checks.report(project, warehouse.default_home()))


@click.command(
    cls=Command,
    example="scalehouse rollback\nscalehouse rollback 20261122T024027Z-6404d3ce",
)
@click.argument("build", default="")
def rollback(build: str) -> None:
    """Publish an older build again.

    BUILD is the id of a build that is still kept; by default, the one before the published
    build. `scalehouse doctor` shows the id of the published one.
    """
    from scalehouse import publish

    click.echo(f"readers see build {publish.roll_back(build)} now")


@click.command(cls=Command, example="scalehouse quality")
@click.option("--seeds-dir", type=PATH, default=Path("seeds"), help="Folder of the seeds.")
def quality(seeds_dir: Path) -> None:
    """Validate the newest snapshots and the published marts.

    The data-quality suites run on the newest snapshot of each table in the seeds, which is
    compared with the one before; what fails and nobody accepted is an error. Of the
    published marts it counts the anchors that hold, as the build recorded them.
    """
    from scalehouse.quality import validate_newest

    click.echo("\n".join(validate_newest.validate(seeds_dir)))


@click.command(cls=Command, example="scalehouse recover")
@click.option("--seeds-dir", type=PATH, default=Path("seeds"), help="Folder of the seeds.")
def recover(seeds_dir: Path) -> None:
    """Finish an ingest that was interrupted while it wrote the seeds."""
    from scalehouse.ingest import command

    click.echo(command.recover(seeds_dir))


@click.command(cls=Command, example="scalehouse chain\nscalehouse chain --restart")
@click.option("--seeds-dir", type=PATH, default=Path("seeds"), help="Folder of the seeds.")
@click.option(
    "--restart",
    is_flag=True,
    show_default="off: compare",
    help="Begin the chain anew over the seeds as they are, and forget the old one.",
)
def chain(seeds_dir: Path, *, restart: bool) -> None:
    """Compare the seeds with the chain of what was ingested.

    Every record of the publishers must be what it was when its snapshot came in; the first
    one that is not is an error, which names it. Changes nothing without --restart.
    """
    from scalehouse.ingest import command

    click.echo((command.restart_chain if restart else command.check_chain)(seeds_dir))


@click.command(cls=Command, example="scalehouse refresh")
def refresh() -> None:
    """Build, test and publish only what changed.

    The last published build is what it compares with. Where its state is missing,
    everything is built, with all unit tests.
    """
    from scalehouse import refresh as refreshing
    from scalehouse import warehouse

    home = warehouse.default_home()
    if code := refreshing.refresh(home, warehouse.project_root()):
        message = f"dbt ended with code {code}; readers keep the build they had"
        raise BuildFailedError(message)
    click.echo(f"{home} is up to date")


@click.command(cls=Command, example="scalehouse pages\nscalehouse pages README.md --write")
@click.argument("pages", nargs=-1, type=PATH)
@click.option(
    "--write",
    is_flag=True,
    show_default="off: report what is stale",
    help="Rewrite the generated sections that are stale.",
)
@click.option(
    "--manifest",
    type=PATH,
    default=Path("target/manifest.json"),
    help="dbt's manifest of the project.",
)
def pages(pages: tuple[Path, ...], manifest: Path, *, write: bool) -> None:
    """Compare generated sections of pages with the warehouse.

    PAGES are Markdown files with generated sections; by default README.md,
    docs/methods/growth.md and docs/changes_0_2.md. Ends with code 2 when one is stale.
    """
    from scalehouse import pages as writing

    chosen = pages or tuple(map(Path, PAGES))
    click.echo(writing.check(chosen, manifest, write=write))


@click.command(
    cls=Command,
    example="scalehouse claims\nscalehouse claims --strict\nscalehouse claims --write",
)
@click.option(
    "--write",
    is_flag=True,
    show_default="off: print the scoreboard",
    help="Write the report from the published warehouse.",
)
@click.option(
    "--strict",
    is_flag=True,
    show_default="off: print the scoreboard",
    help="Fail when the report and the published warehouse disagree.",
)
@click.option(
    "--report",
    type=PATH,
    default=Path("DISCREPANCIES.md"),
    help="Report on the claims that do not hold on our data.",
)
def claims(report: Path, *, write: bool, strict: bool) -> None:
    """Compare published claims with our estimates.

    Prints one line per claim: its verdict on the snapshot of its own time and on the newest,
    the published number and ours.
    """
    from scalehouse import claims as ledger

    if write and strict:
        message = "--write and --strict exclude each other"
        raise click.UsageError(message, click.get_current_context())
    if write:
        click.echo(ledger.write(report))
    elif strict:
        click.echo(ledger.check(report))
    else:
        click.echo(ledger.show())


@click.command(
    cls=Command,
    example="""\
scalehouse compare 20261122T024027Z-6404d3ce 20261129T055608Z-25aa21c4
scalehouse compare old.duckdb warehouse/scalehouse.duckdb --rtol 1e-9""",
)
@click.argument("old")
@click.argument("new")
@click.option(
    "--rtol",
    type=click.FloatRange(min=0),
    metavar="NUMBER",
    default=1e-12,
    help="Largest relative difference between two numbers that count as equal.",
)
@click.pass_context
def compare(context: click.Context, old: str, new: str, rtol: float) -> None:
    """Compare the marts of two published files, row by row.

    OLD and NEW are paths of DuckDB files, or ids of builds that are still kept. Rows are
    matched by the table's key, or as a multiset where the build states none; their order
    does not matter. Null equals null and NaN equals NaN, but they differ from each other. A
    renamed mart is compared with its successor, a merged one with those rows of its
    successor that it had (docs/changes_0_2.md). Added columns and new tables are listed and
    are no difference. Ends with code 1 when a mart differs.
    """
    from scalehouse import warehouse
    from scalehouse.comparing import files

    home = warehouse.default_home()
    found = files.compare_files(files.find_file(old, home), files.find_file(new, home), rtol)
    click.echo(found.table())
    context.exit(0 if found.agrees else 1)


COMMANDS = (refresh, rollback, compare, quality, claims, pages, doctor)
