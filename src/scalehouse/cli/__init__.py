"""The `scalehouse` command."""

import signal
import sys
from collections.abc import Sequence

import click

from scalehouse.cli.commands import COMMANDS, chain, recover
from scalehouse.cli.helping import Group
from scalehouse.cli.ingest import ingest
from scalehouse.cli.spark import spark
from scalehouse.errors import ScalehouseError


@click.group(
    cls=Group,
    # `-h` beside `--help`, and defaults shown for every option of every command
    context_settings={"help_option_names": ["-h", "--help"], "show_default": True},
    example="""\
scalehouse doctor
scalehouse ingest ai-models --from-url --scope notable --dry-run
scalehouse refresh""",
)
def scalehouse() -> None:
    """Ingest published files, build the warehouse, and check what it publishes.

    The warehouse lies in `warehouse`, or where SCALEHOUSE_WAREHOUSE points. A command ends
    with code 0 when it succeeds, 1 when `compare` finds a difference or a dry run of an
    ingest a file that would be refused, and 2 with one error that says what to do.
    """


for command in (ingest, recover, chain, *COMMANDS, spark):
    scalehouse.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Raises:
        SystemExit: The command line is wrong; its code is 2.
    """
    try:
        code = scalehouse.main(arguments, prog_name="scalehouse", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except click.Abort:
        return 128 + signal.SIGINT
    except (ScalehouseError, FileNotFoundError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    return int(code or 0)
