"""New records that a person should look at are listed; they come in all the same."""

import pytest

ALIASES = "\n".join(
    f"ai_models,{published},{column},false,kept"
    for published, column in (("Organization", "organizations"),)
)
HEADER = "Model,Publication date,Organization\n"


@pytest.fixture
def ingest(project):
    """Ingest models with date and organisations; give the lines of the report."""
    with project.aliases.open("a", encoding="utf-8") as handle:
        handle.write(f"{ALIASES}\n")

    def run(*rows, date="2026-01-31", options=()):
        text = HEADER + "".join(f'{name},{day},"{makers}"\n' for name, day, makers in rows)
        outcome = project.ingest(text, *options, date=date)
        assert outcome.code == 0, outcome.error
        return outcome.report.split("\n")

    return run


SPEECH = ("Nova-9", "2024-05-01", "Deepgram")
TEXT = ("Nova 9", "2026-01-01", "Amazon")


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_two_models_of_one_name_are_listed(ingest, options):
    lines = ingest(SPEECH, TEXT, ("Other", "2026-01-01", "Amazon"), options=options)
    at = next(at for at, line in enumerate(lines) if "LIKE NAMES" in line)
    assert lines[at] == (
        "  1 LIKE NAMES that may be different AI models (settle each in "
        "rules/core/ai_model_aliases.csv):"
    )
    assert lines[at + 1] == (
        "    row 1 'Nova-9' (Deepgram, 2024-05-01) and row 2 'Nova 9' (Amazon, 2026-01-01): "
        "no common organisation"
    )


def test_one_maker_with_a_year_between_is_listed_and_one_model_twice_is_not(ingest):
    makers = "Amazon,MIT"
    lines = ingest(("Nova-9", "2024-05-01", makers), ("Nova 9", "2026-01-01", "Amazon"))
    assert any("more than a year apart" in line for line in lines)
    lines = ingest(
        ("Nova-9", "2025-05-01", makers), ("Nova 9", "2026-01-01", "Amazon"), date="2026-02-01"
    )
    assert not any("LIKE NAMES" in line for line in lines)


def test_names_that_were_listed_before_or_settled_by_hand_are_not_listed_again(ingest, project):
    ingest(SPEECH, TEXT)
    news = ("Third", "2026-01-01", "Amazon")
    assert not any("LIKE" in line for line in ingest(SPEECH, TEXT, news, date="2026-02-01"))
    (project.seeds_dir / "rules" / "core" / "ai_model_aliases.csv").write_text(
        "alias,publication_year,canonical_name,kind,evidence\n"
        "Mark 1,2026,Mark 1 of Amazon,namesake,two makers\n"
    )
    lines = ingest(
        ("Mark-1", "2024-05-01", "Deepgram"), ("Mark 1", "2026-01-01", "Amazon"),
        date="2026-03-01",
    )  # fmt: skip
    assert not any("LIKE" in line for line in lines)


def test_an_organisation_with_a_comma_is_listed_until_it_is_decided(ingest, project):
    (project.seeds_dir / "rules" / "core" / "organization_name_parts.csv").write_text(
        'part_after_comma,example\nInc,"SambaNova Systems, Inc"\n'
    )
    rows = [
        ("A", "2020-01-01", "Google,MIT"),
        ("B", "2020-01-02", "Google,OpenAI"),
        ("C", "2020-01-03", "SambaNova Systems, Inc"),
        ("D", "2020-01-04", "University of Texas, Austin"),
        ("E", "2020-01-05", "Meta AI,MIT"),
    ]
    lines = ingest(*rows)
    at = next(at for at, line in enumerate(lines) if "ORGANISATIONS" in line)
    assert lines[at].startswith("  1 ORGANISATIONS with a comma inside, one name or two")
    assert lines[at + 1] == "    row 4 (D) 'University of Texas, Austin'"
    assert not any("ORGANISATIONS" in line for line in ingest(*rows[1:], date="2026-02-01"))


def test_a_file_that_writes_every_list_with_spaces_has_no_such_organisation(ingest):
    rows = [(f"A{number}", "2020-01-01", f"Google, Lab {number}") for number in range(20)]
    assert not any("ORGANISATIONS" in line for line in ingest(*rows))
    few = ingest(("B", "2020-01-01", "University of Texas, Austin"), date="2026-02-01")
    assert any("1 ORGANISATIONS" in line for line in few)
