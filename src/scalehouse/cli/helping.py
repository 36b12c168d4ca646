"""Commands that show an example in their help, and errors that name a command's new name."""

from typing import Any

import click


class Command(click.Command):
    """A command whose help ends with examples."""

    def __init__(self, *arguments: Any, example: str, **settings: Any) -> None:
        """Take the examples, one a line, beside what click takes."""
        super().__init__(*arguments, **settings)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options."""
        del ctx
        write_examples(self.example, formatter)


class Group(click.Group):
    """Commands under one name; a former name of one ends in an error with the new name."""

    command_class = Command

    def __init__(self, *arguments: Any, example: str, **settings: Any) -> None:
        """Take the examples, one a line, beside what click takes."""
        super().__init__(*arguments, **settings)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the commands."""
        del ctx
        write_examples(self.example, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which they are used."""
        del ctx
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; explain what became of one that is no longer there."""
        if args and self.get_command(ctx, args[0]) is None:
            from scalehouse import renamed

            path = f"{ctx.command_path} {args[0]}".partition(" ")[2]
            if entry := renamed.of_kind("command").get(path):
                ctx.fail(renamed.explain(entry))
        return super().resolve_command(ctx, args)


def write_examples(example: str, formatter: click.HelpFormatter) -> None:
    """Write examples as they are: a command line is not wrapped."""
    with formatter.section("Examples" if "\n" in example else "Example"):
        indent = " " * formatter.current_indent
        formatter.write("".join(f"{indent}{line}\n" for line in example.splitlines()))
