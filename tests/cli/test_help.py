"""The help of every command explains it to somebody who has never seen it."""

import subprocess
import sys

import click
import pytest

from scalehouse import cli, renamed


def commands(group, path=("scalehouse",)):
    """Every command below a group, and the group, each with the words that call it."""
    yield path, group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


COMMANDS = dict(commands(cli.scalehouse))


def help_of(path, capsys):
    assert cli.main([*path[1:], "--help"]) == 0
    return capsys.readouterr().out


def lines_of(option, text):
    """The part of the help that is about an option, on one line."""
    start = text.index(f"  {option.opts[0]}")
    rest = text[start:].splitlines()
    end = next(
        number
        for number, line in enumerate(rest[1:], 1)
        if not line.strip() or line.lstrip().startswith("-")
    )
    return " ".join(" ".join(rest[:end]).split())


@pytest.fixture(params=COMMANDS, ids=" ".join)
def path(request):
    return request.param


def test_a_command_explains_itself_with_an_example_of_its_own(path, capsys):
    text = help_of(path, capsys)
    examples = text.partition("Example")[2].partition(":\n")[2].split("\n")
    assert any(example.strip().startswith(" ".join(path)) for example in examples)
    assert (COMMANDS[path].help or "").strip().partition("\n")[0].endswith(".")


def test_no_summary_of_a_command_is_cut_off(path, capsys):
    listed = help_of(path, capsys).partition("\nCommands:\n")[2]
    assert "..." not in listed


def test_every_option_says_what_it_does_and_its_default(path, capsys):
    text = help_of(path, capsys)
    for option in COMMANDS[path].params:
        if isinstance(option, click.Option):
            assert option.help
            assert option.help.endswith(".")
            assert "[default: " in lines_of(option, text), option.name


def test_every_argument_is_explained(path, capsys):
    text = help_of(path, capsys).partition("\n\n")[2]
    for argument in COMMANDS[path].params:
        if isinstance(argument, click.Argument):
            assert argument.name.upper() in text


def test_every_example_is_a_command_line_that_parses(path):
    for example in COMMANDS[path].example.splitlines():
        words = [word.strip("'") for word in example.split()[1:]]
        command, context = cli.scalehouse, click.Context(cli.scalehouse)
        while isinstance(command, click.Group):
            _, command, words = command.resolve_command(context, words)
        command.make_context(example, words)


@pytest.mark.parametrize("arguments", [["--help"], ["compare", "--help"], ["nothing"]])
def test_help_imports_nothing_that_takes_time(arguments):
    code = (
        "import sys; from scalehouse import cli\n"
        "try:\n    cli.main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('duckdb', 'pandas', 'numpy', 'scipy', 'dbt', 'yaml')"
        " if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "No such command 'nothing'"),
        (["rollback", "--nothing"], "No such option"),
        (["rollback", "a", "b"], "unexpected extra argument"),
        (["ingest", "ml-hardware"], "give either FILE or --from-url"),
        (["ingest", "ml-hardware", "a.csv", "--from-url"], "give either FILE or --from-url"),
        (["ingest", "all"], "Missing option '--manifest'"),
        (["claims", "--write", "--strict"], "--write and --strict exclude each other"),
        (["compare", "a"], "Missing argument 'NEW'"),
        (["compare", "a", "b", "--rtol", "-1"], "Invalid value for '--rtol'"),
        (["spark", "fit", "--select"], "Option '--select' requires an argument"),
    ],
)
def test_a_wrong_command_line_ends_with_code_two(arguments, said, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert end.value.code == 2
    assert said in capsys.readouterr().err


def test_a_former_command_says_what_it_is_called_now(monkeypatch, capsys):
    entries = [
        renamed.Entry("command", "spark match", "spark parity", "", "", "renamed", "", "0.4.0"),
        renamed.Entry("command", "weigh", "", "", "", "removed", "nobody used it", "0.4.0"),
    ]
    monkeypatch.setattr(renamed, "load", lambda: entries)
    for arguments, said in (
        (["spark", "match"], "The command spark match was renamed: use spark parity."),
        (["weigh"], "The command weigh was removed: nobody used it."),
    ):
        with pytest.raises(SystemExit, match="2"):
            cli.main(arguments)
        assert said in capsys.readouterr().err


def test_select_takes_several_values_as_dbt_does(monkeypatch):
    taken = {}
    monkeypatch.setattr(COMMANDS["scalehouse", "spark", "fit"], "callback", taken.update)
    command = "spark fit model_a --select b+ c --vars {} --output out"
    assert cli.main(command.split()) == 0
    assert taken["select"] == ("b+", "c")
    assert taken["models"] == ("model_a",)
    assert taken["variables"] == "{}"
