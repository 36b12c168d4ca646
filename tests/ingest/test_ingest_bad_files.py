"""A file that can't be trusted is refused with its place and a remedy; seeds stay."""

import io
import zipfile

import pytest

from scalehouse.ingest.crosscheck import check_count
from scalehouse.ingest.dialect import PublishedFile
from scalehouse.ingest.errors import IngestError

HEADER = "Model,Publication date,Link,Parameters\n"
GOOD = "A,2020,x,1\n"


def test_a_missing_required_column_is_named_with_the_closest_headers(project):
    error = project.refusal_of("Model,Publicaton date,Parameters\nA,2020,1\n")
    assert "line 1, column 'publication_date': required column missing" in error
    assert "published as 'Publication date'" in error
    assert "closest headers: 'Publicaton date'" in error
    assert f"if the publisher renamed it, add the new name to {project.aliases}" in error


def test_a_required_column_with_two_published_names_is_missing_under_both(project):
    error = project.refusal_of("Publication date,Parameters\n2020,1\n")
    assert "column 'model_name'" in error
    assert "published as 'System' or 'Model'" in error
    assert "closest headers: none" in error


def test_semicolons_are_not_guessed_but_hinted_at(project):
    # a European spreadsheet writes decimal commas, so its records break before its header
    error = project.refusal_of("Model;Publication date;Parameters\nA;2020;1,5\n")
    assert error.endswith(
        "line 1: the header is one column with semicolons in it, so they separate the columns; "
        "save the file as CSV with commas, and numbers with decimal points"
    )
    error = project.refusal_of("Model\tPublication date\nA\t2020\n")
    assert "the header is one column with tabs in it, so they separate the columns" in error


@pytest.mark.parametrize("first", ["sep=,", "sep=;", '"sep=,"', "SEP=,\r"])
def test_a_note_to_excel_about_the_separator_is_to_be_deleted(project, first):
    error = project.refusal_of(f"{first}\n{HEADER}{GOOD}")
    assert error.endswith(
        "is a note to Excel about the separator, not the header; delete the first line"
    )
    assert "line 1: " in error


def test_nameless_columns_right_of_the_table_are_to_be_deleted(project):
    error = project.refusal_of("Model,Publication date,,\nA,2020,,\n")
    assert (
        "line 1: no name for columns 3 to 4, right of the last named one; delete what stands "
        "there, as spreadsheets save cells that were once used"
    ) in error
    error = project.refusal_of("Model,Publication date, \nA,2020,x\n")
    assert "line 1: no name for column 3, right of the last named one" in error


def test_a_title_above_the_header_is_to_be_deleted(project):
    error = project.refusal_of(f"AI models of 2026,,,\n{HEADER}{GOOD}")
    assert (
        "line 1: one name and 3 empty cells: a title, not the header; delete the lines above"
    ) in error


def test_a_nameless_column_left_of_the_table_is_reported_and_left_out(project):
    outcome = project.ingest('"",Model,Publication date\n1,GPT-3,2020-05-28\n')
    assert outcome.code == 0
    assert "1 UNKNOWN and not ingested: ''" in outcome.report


def test_an_unclosed_quote_is_placed_in_its_row_line_and_column(project):
    error = project.refusal_of(f'{HEADER}A,"2020\n",x,1\nB,2021,"y,2\nC,2022,z,3\n')
    assert "row 2 (line 4), column 'Link': a quote is opened and never closed" in error
    assert error.endswith("download it again")


def test_an_unclosed_quote_in_the_header_is_placed_on_line_one(project):
    error = project.refusal_of('Model,"Publication date\nA,2020\n')
    assert "row 0 (line 1), column 'number 2': a quote is opened" in error


def test_an_unclosed_quote_far_from_the_end_of_a_large_file_is_found(project):
    error = project.refusal_of(f'{HEADER}A,2020,"x,1\n' + GOOD * 40_000)
    assert "row 1 (line 2), column 'Link': a quote is opened" in error


def test_a_last_record_that_is_cut_off_is_told_apart_from_a_wrong_one(project):
    error = project.refusal_of(f"{HEADER}{GOOD}B,2021")
    assert "row 2 (line 3), column 'Link': the last record is cut off" in error
    assert "2 fields where the header has 4" in error
    assert error.endswith("download it again")


def test_a_record_with_too_few_fields_is_named_by_row(project):
    error = project.refusal_of(f"{HEADER}{GOOD}B,2021\n{GOOD}")
    assert "row 2 (line 3), column 'Link': 2 fields where the header has 4" in error
    assert "cut off" not in error


def test_a_record_with_too_many_fields_is_named_by_row(project):
    error = project.refusal_of(f"{HEADER}{GOOD}B,2021,y,2,3\n")
    assert "row 2 (line 3): 5 fields where the header has 4" in error
    assert "look for a comma, quote or line break that needs quotes" in error


def test_a_blank_line_between_records_is_a_wrong_record(project):
    error = project.refusal_of(f"{HEADER}{GOOD}\n{GOOD}")
    assert "row 2 (line 3), column 'Model': 0 fields where the header has 4" in error


def test_a_blank_first_line_is_no_header(project):
    error = project.refusal_of(f"\n{HEADER}{GOOD}")
    assert "line 1: the first line is blank; put the header on the first line" in error


def test_text_after_a_closing_quote_is_placed(project):
    error = project.refusal_of(f'{HEADER}A,2020,"x"y,1\n')
    assert "row 1 (line 2), column 'Link': text stands between a closing quote" in error
    assert "double the quotes inside the cell" in error


def test_a_lone_carriage_return_outside_quotes_is_placed(project):
    error = project.refusal_of(f"{HEADER}A,2020,x\ry,1\n")
    assert "row 1 (line 2), column 'Link': a lone carriage return" in error
    assert "save the file with LF or CRLF line ends" in error


def test_two_kinds_of_line_ends_are_refused_where_they_change(project):
    error = project.refusal_of(f"{HEADER}{GOOD}A,2020,x,1\r\n{GOOD}")
    assert "row 2 (line 3): records end with CRLF here and LF there" in error


def test_a_wrong_encoding_is_named_by_byte_and_line(project):
    content = f"{HEADER}{GOOD}Café,2021,y,2\n".encode("latin-1")
    error = project.refusal_of(content)
    assert f"line 3: not UTF-8: byte 0xe9 at byte offset {content.index(0xE9)}" in error
    assert error.endswith("save the file as UTF-8")


def test_the_byte_order_mark_counts_in_byte_offsets(project):
    content = b"\xef\xbb\xbf" + f"{HEADER}Café,2021,y,2\n".encode("latin-1")
    assert f"byte offset {content.index(0xE9)}" in project.refusal_of(content)


def test_utf_16_is_a_wrong_encoding(project):
    error = project.refusal_of((HEADER + GOOD).encode("utf-16"))
    assert "line 1: not UTF-8: byte 0xff at byte offset 0" in error


def test_a_file_cut_inside_a_character_is_called_cut_off(project):
    error = project.refusal_of(f"{HEADER}Café".encode()[:-1])
    assert "line 2: cut off inside a character" in error
    assert error.endswith("download it again")


def test_a_nul_byte_is_named_by_byte_and_line(project):
    content = f"{HEADER}A,20\x0020,x,1\n"
    error = project.refusal_of(content)
    assert f"line 2: a NUL byte at byte offset {content.index(chr(0))}" in error
    assert "damaged or not UTF-8: download it again" in error


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\n <!DOCTYPE html><html><body>404</body></html>", "a web page (HTML or XML)"),
        (b"\xef\xbb\xbf<html>", "a web page (HTML or XML)"),
        (b'{"error": "not found"}', "JSON"),
        (b'[{"Model": "A"}]', "JSON"),
        (zipped(), "a zip archive or an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (b"PAR1\x15\x04", "a Parquet file"),
        (b"%PDF-1.7", "a PDF document"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_kind_of_file_saved_as_csv_is_recognised(project, content, kind):
    error = project.refusal_of(content)
    assert kind in error
    assert "not CSV; download the CSV export" in error


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
def test_an_empty_file_is_refused(project, content):
    assert "the file is empty; download it again" in project.refusal_of(content)


@pytest.mark.parametrize("content", [HEADER, HEADER.strip(), HEADER + "\n\n"])
def test_a_header_without_records_is_refused(project, content):
    error = project.refusal_of(content)
    assert "a header and no records" in error
    assert "check that the export held records" in error


def test_a_header_name_that_stands_twice_is_refused_with_both_places(project):
    error = project.refusal_of("Model,Publication date,Link,Link\nA,2020,x,y\n")
    assert "line 1, column 'Link': the header has this name 2 times, at 3, 4" in error
    assert error.endswith("keep one column of each name")


def test_two_files_put_together_are_refused_where_the_second_begins(project):
    error = project.refusal_of(f"{HEADER}{GOOD}{HEADER}{GOOD}")
    assert "row 2 (line 3): the header stands here once more" in error
    assert error.endswith("two files were put together; ingest each by itself")


def test_two_published_columns_for_one_of_ours_are_refused_by_both_names(project):
    error = project.refusal_of("System,Model,Publication date\nA,B,2020\n")
    assert "line 1, column 'Model': both 'System' and 'Model' are our 'model_name'" in error
    assert f"give one of them a name of its own in {project.aliases}" in error


def test_a_snapshot_that_is_there_is_refused_as_identical(project):
    path = project.folder / "published.csv"
    error = project.refusal_of(path, date="2025-06-20")
    assert "ai_models 2025-06-20 all is already ingested: 2 records" in error
    assert "identical content; add --replace" in error


def test_a_snapshot_that_is_there_is_refused_as_different(project):
    error = project.refusal_of(HEADER + GOOD, date="2025-06-20")
    assert "is already ingested: 2 records" in error
    assert "DIFFERENT content; add --replace" in error


@pytest.mark.parametrize(
    "date", ["2026-02-30", "19/07/2026", "20260719", "2026-W29-7", "2026-7-19", ""]
)
def test_a_snapshot_date_that_is_no_iso_day_is_refused(project, date):
    error = project.refusal_of(HEADER + GOOD, date=date)
    assert f"--snapshot-date {date!r} is not a date; write a real day as YYYY-MM-DD" in error


def test_an_accessed_date_that_is_no_iso_day_is_refused(project):
    error = project.refusal_of(HEADER + GOOD, "--accessed-date", "yesterday")
    assert "--accessed-date 'yesterday' is not a date" in error


def test_a_scope_we_do_not_know_is_refused(project):
    error = project.refusal_of(HEADER + GOOD, scope="famous")
    assert "--scope 'famous' is not a scope; choose all, notable, " in error


def test_a_file_that_is_not_there_is_refused(project):
    path = project.folder / "nowhere.csv"
    assert project.refusal_of(path) == f"{path}: no such file; check the path"


def test_a_directory_is_refused(project):
    error = project.refusal_of(project.folder)
    assert error == f"{project.folder}: a directory, not a file; name one file"


def test_a_file_that_may_not_be_read_is_refused(project, monkeypatch):
    path = project.write(HEADER + GOOD)
    read_bytes = type(path).read_bytes

    def refuse(self):
        if self == path:
            raise PermissionError(13, "Permission denied")
        return read_bytes(self)

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    error = project.refusal_of(path)
    assert error == f"{path}: Permission denied; check that you may read it"


def test_two_readers_that_count_differently_stop_the_ingest(tmp_path):
    path = tmp_path / "published.csv"
    content = (HEADER + GOOD + GOOD).encode()
    file = PublishedFile(path, content, HEADER.strip().split(","), [GOOD.strip().split(",")])
    with pytest.raises(IngestError, match="1 records here, 2 in DuckDB; look for unbal"):
        check_count(file)


def test_a_file_the_second_reader_refuses_stops_the_ingest(tmp_path):
    path = tmp_path / "published.csv"
    content = (HEADER + GOOD + "B,2021\n").encode()
    file = PublishedFile(path, content, HEADER.strip().split(","), [])
    with pytest.raises(IngestError, match="DuckDB's reader refuses the file"):
        check_count(file)


@pytest.mark.parametrize(
    ("aliases", "message"),
    [
        ("a,b\n1,2\n", "not an alias file; the columns must be table_name, published_"),
        ("ai_models,Model,Model Name,true,kept", "'Model Name' can't name a column"),
        ("ai_models,Model,model_name,yes,kept", "'yes' is no answer; write true or false"),
        ("ml_hardware,TDP (W),tdp_w,false,kept", "no rows for ai_models"),
        (
            "ai_models,Model,model_name,true,kept\nai_models,Model,,false,prose",
            "row 2, column 'Model': this published column stands here twice",
        ),
    ],
)
def test_a_faulty_alias_file_is_refused_at_its_row(project, aliases, message):
    header = "" if aliases.startswith("a,b") else f"{project.aliases.read_text().split()[0]}\n"
    project.aliases.write_text(f"{header}{aliases}\n")
    error = project.refusal_of(HEADER + GOOD)
    assert error.startswith(f"{project.aliases}")
    assert message in error
