"""`scalehouse spark`: the layers with most rows, built on Apache Spark."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scalehouse.cli.helping import Command, Group

if TYPE_CHECKING:
    from scalehouse.engines.command import Layer


class Folder(click.Path):
    """A folder, which DuckDB writes seeds to and reads tables from by plain paths."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Refuse an address."""
        if "://" in str(value):
            message = f"{value!r} is an address: give a folder, one that every executor reaches"
            self.fail(message, param, ctx)
        return Path(value)


class ManyValued(Command):
    """A command whose `--select` takes several values, as dbt's does."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write `--select a b` as click reads it: `--select a --select b`."""
        spread: list[str] = []
        is_selecting = False
        for argument in args:
            if argument.startswith("-"):
                is_selecting = argument == "--select"
                spread += [] if is_selecting else [argument]
            else:
                spread += ["--select", argument] if is_selecting else [argument]
        if args and args[-1] == "--select":
            spread.append("--select")  # click says that it lacks a value
        return super().parse_args(ctx, spread)


def of_layer(run: Callable[..., None]) -> Callable[..., None]:
    """Add what every step takes: which models, and where they are."""
    decorators: tuple[Callable[[Any], Any], ...] = (
        click.argument("models", nargs=-1),
        click.option(
            "--manifest",
            type=click.Path(path_type=Path),
            default=Path("target/manifest.json"),
            help="dbt's manifest, as `dbt compile` wrote it.",
        ),
        click.option(
            "--output",
            type=Folder(),
            default=Path("warehouse/spark"),
            help="Folder of the tables that Spark writes.",
        ),
    )
    for decorate in reversed(decorators):
        run = decorate(run)
    return run


@click.group(
    cls=Group,
    short_help="Build the layers with most rows on Apache Spark.",
    example="""\
scalehouse spark build --master 'local[*]' --output /shared/spark
scalehouse spark fit --output /shared/spark""",
)
def spark() -> None:
    """Build the layers with most rows on Apache Spark, from the SQL that dbt compiled.

    Every step takes the names of MODELS: these and all that they depend on; by default, all
    layers up to the samples.
    """


@spark.command(cls=Command, example="scalehouse spark build --master 'local[*]'")
@of_layer
@click.option("--master", default="local[*]", help="Address of Spark's master.")
@click.option("--partitions", type=int, default=8, help="Partitions of a shuffle.")
def build(
    models: tuple[str, ...], manifest: Path, output: Path, master: str, partitions: int
) -> None:
    """Build MODELS on Spark, and write them as Parquet."""
    from scalehouse.engines import command

    click.echo(command.build(_layer(models, manifest, output), master, partitions))


@spark.command(cls=Command, example="scalehouse spark parity --output /shared/spark")
@of_layer
@click.option(
    "--database",
    type=click.Path(path_type=Path),
    show_default="the published build",
    help="DuckDB file to compare them with.",
)
def parity(
    models: tuple[str, ...], manifest: Path, output: Path, database: Path | None
) -> None:
    """Compare MODELS that Spark wrote with those of a DuckDB file."""
    from scalehouse.engines import command

    click.echo(command.parity(_layer(models, manifest, output), database))


@spark.command(cls=Command, example="scalehouse spark load --output /shared/spark")
@of_layer
def load(models: tuple[str, ...], manifest: Path, output: Path) -> None:
    """Load MODELS that Spark wrote into the file that dbt builds."""
    from scalehouse import warehouse
    from scalehouse.engines import command

    layer = _layer(models, manifest, output)
    click.echo(command.load(layer, warehouse.default_home()))


@spark.command(cls=ManyValued, example="scalehouse spark fit --select fit_growth__log_linear+")
@of_layer
@click.option(
    "--select",
    multiple=True,
    metavar="NODE...",
    show_default="all that Spark did not write",
    help="What dbt builds, in its selection syntax.",
)
@click.option(
    "--vars",
    "variables",
    default="",
    show_default="none",
    help="dbt's vars, as `dbt compile` had them.",
)
def fit(
    models: tuple[str, ...],
    manifest: Path,
    output: Path,
    select: tuple[str, ...],
    variables: str,
) -> None:
    """Load MODELS that Spark wrote, then build the rest by dbt.

    The rest are all fits and marts, or those that `--select` names.
    """
    from scalehouse import warehouse
    from scalehouse.engines import command

    layer = _layer(models, manifest, output)
    click.echo(command.fit(layer, warehouse.default_home(), select, variables))


def _layer(models: tuple[str, ...], manifest: Path, output: Path) -> "Layer":
    from scalehouse.engines.command import Layer

    return Layer.read(manifest, output, models)
